"""Other packages, loaded without what takes long and the grader has no use of.

Each of these is a second of processor time in each process. What the packages do isn't changed.
"""

import sys
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import Any

_EXTENSIONS = (
    "nbgrader.server_extensions",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.validate_assignment",
    "nbgrader.server_extensions.formgrader",
)


def without_grammars_of_addresses() -> None:
    """Keep jsonschema, by which notebooks are read, from building grammars of all addresses.

    They are for checks of formats that no notebook's schema has. Without this optional package
    it does without, as where that isn't installed.
    """
    if "jsonschema" not in sys.modules:
        sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def without_server_extensions() -> None:
    """Load nbgrader without its extensions of Jupyter's server, and so without its applications.

    They are loaded when a server asks for them.
    """
    if "nbgrader" in sys.modules:
        return
    sys.modules |= {name: _loaded_later(name) for name in _EXTENSIONS}
    with suppress(ImportError):  # a nbgrader that is built otherwise is loaded as it wants to be
        import_module("nbgrader")
    for name in _EXTENSIONS:
        del sys.modules[name]


def _loaded_later(name: str) -> ModuleType:
    def load_jupyter_server_extension(server: Any) -> Any:
        return import_module(name).load_jupyter_server_extension(server)

    module = ModuleType(name)
    module.load_jupyter_server_extension = load_jupyter_server_extension  # type: ignore[attr-defined]
    return module
