"""Other packages, loaded without what takes long and the grader has no use of.

Together they are more than a second of processor time in each process. What is left out here
is loaded when somebody uses it.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import Any

# What nbgrader's modules take from others when they are loaded, and use in its programs only.
_ARCHIVES = {"setuptools.archive_util": ("unpack_archive", "unpack_tarfile", "unpack_zipfile")}
_OF_A_SERVER = {
    "nbgrader.server_extensions": (),
    "nbgrader.server_extensions.assignment_list": ("load_jupyter_server_extension",),
    "nbgrader.server_extensions.course_list": ("load_jupyter_server_extension",),
    "nbgrader.server_extensions.validate_assignment": ("load_jupyter_server_extension",),
    "nbgrader.server_extensions.formgrader": ("load_jupyter_server_extension",),
}


def lean_nbgrader() -> None:
    """Load nbgrader's package without its extensions of Jupyter's server and its applications.

    Nor will its other modules load setuptools, for three functions, and requests.
    """
    if "nbgrader" in sys.modules:
        return
    _load_when_used("requests")
    for name, functions in {**_OF_A_SERVER, **_ARCHIVES}.items():
        sys.modules.setdefault(name, _standing_for(name, functions))
    with suppress(ImportError):  # a nbgrader that is built otherwise is loaded as it wants to be
        import_module("nbgrader")
    for name in _OF_A_SERVER:
        del sys.modules[name]


def without_grammars_of_addresses() -> None:
    """Keep jsonschema, by which notebooks are read, from building grammars of all addresses.

    They are for checks of formats that no notebook's schema has. Without this optional package
    it does without, as where that isn't installed.
    """
    if "jsonschema" not in sys.modules:
        sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def _standing_for(name: str, functions: tuple[str, ...]) -> ModuleType:
    """Return a module that loads the real one when one of its functions is called.

    Or when it is asked for something else, by whoever else imports it.
    """
    module = ModuleType(name)

    def real(attribute: str) -> Any:
        if attribute.startswith("__"):  # which Python itself asks for while it imports
            raise AttributeError(attribute)
        if sys.modules.get(name) is module:
            del sys.modules[name]
        return getattr(import_module(name), attribute)

    def later(function: str) -> Callable[..., Any]:
        return lambda *given, **named: real(function)(*given, **named)

    vars(module).update({function: later(function) for function in functions}, __getattr__=real)
    return module


def _load_when_used(name: str) -> None:
    spec = find_spec(name)
    if name in sys.modules or spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
