"""Python as a notebook has it, where answers run.

A student's packages are found, and unseeded draws are the same each time. What isn't installed
stops code only where it is used. What only a notebook has a use for is there, and idle.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import os
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType, SimpleNamespace
from typing import Any

Names = dict[str, Any]
# A missing module, file, network or keyboard is no fault of the statements below.
ELSEWHERE = (ImportError, FileNotFoundError, OSError, EOFError)
# So that no name is looked up for a type that nobody uses.
FLAGS = __future__.annotations.compiler_flag
_OPERATORS = """
    call getitem setitem delitem iter next len bool contains enter exit mro_entries instancecheck
    add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul rmatmul
    and rand or ror xor rxor neg pos abs invert int float index complex array eq ne lt le gt ge
"""


def prepare(site: str) -> None:
    """Let a student's packages be found, and let what is drawn without a seed be the same.

    A student who draws without a seed gets the same numbers each time, too, so that grading
    twice gives the same. numpy seeds itself at its first import, which comes later.
    """
    if site not in sys.path:
        sys.path.append(site)
    sys.argv = ["ipykernel_launcher.py", "-f", "kernel.json"]  # as in a notebook
    random.seed(0)
    if os.urandom.__name__ == "urandom":  # once: numpy's import draws from it
        os.urandom = random._urandom = random.Random(0).randbytes  # type: ignore[attr-defined]


class Absent:
    """Stands for what couldn't be had: whatever is done with it raises the reason."""

    def __init__(self, reason: BaseException, parts: Mapping[str, Any] | None = None):
        kind = next(one for one in (ModuleNotFoundError, *ELSEWHERE) if isinstance(reason, one))
        self.__dict__.update(parts or {}, _kind=kind, _why=str(reason))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__version__":  # Python's own questions
            raise AttributeError(name)
        raise self._kind(self._why)


def _refuse(absent: Absent, *_: Any, **__: Any) -> Any:
    raise absent._kind(absent._why)


for _operator in _OPERATORS.split():
    setattr(Absent, f"__{_operator}__", _refuse)


class Partly:
    """A module in which some of what was asked for is absent."""

    def __init__(self, module: ModuleType, parts: Mapping[str, Any]):
        self.__dict__.update(parts, _module=module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)


class Imports:
    """How cells import, and the modules that they wrote, which import as leniently.

    Parameters
    ----------
    others
        What takes the place of other built-in names.
    """

    def __init__(self, others: Names):
        self.builtins: Names = vars(builtins) | others | {"__import__": self.load}
        self._guarded: set[tuple[str, int]] = set()

    def note_guarded(self, file: str, statements: Sequence[ast.stmt]) -> None:
        """Keep in which lines imports stand for whose failure the code has another way."""
        self._guarded |= {(file, line) for line in _guarded_lines(statements)}

    def load(
        self,
        name: str,
        globals: Any = None,
        locals: Any = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        """Import as Python does; what isn't there is `Absent`, unless the code has a way round."""
        caller = sys._getframe(1)
        wanted = [one for one in fromlist or () if one != "*"]
        try:
            module = builtins.__import__(name, globals, locals, fromlist or (), level)
        except ImportError as reason:
            if (caller.f_code.co_filename, caller.f_lineno) in self._guarded:
                raise
            if not fromlist:
                return _stand_in(name.split("."), reason)
            return SimpleNamespace(__all__=[], **{one: Absent(reason) for one in wanted})
        missing = [one for one in wanted if not hasattr(module, one)]
        if not missing or (caller.f_code.co_filename, caller.f_lineno) in self._guarded:
            return module
        reasons = {one: f"cannot import name {one!r} from {name!r}" for one in missing}
        return Partly(module, {one: Absent(ImportError(why)) for one, why in reasons.items()})


class WrittenModules(MetaPathFinder):
    """Finds the modules that cells wrote into the working folder: as lenient as the cells."""

    def __init__(self, folder: str, imports: Imports):
        self.folder, self.imports = folder, imports

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return how to load a module of the folder."""
        places = [self.folder] if path is None else list(path)
        if not all(place.startswith(self.folder) for place in places):
            return None
        spec = PathFinder.find_spec(fullname, places, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Written(self.imports, fullname, spec.loader.path)
        return spec


class _Written(SourceFileLoader):
    def __init__(self, imports: Imports, fullname: str, path: str):
        super().__init__(fullname, path)
        self.imports = imports

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["__builtins__"] = self.imports.builtins
        super().exec_module(module)

    def source_to_code(self, data: Any, path: Any, **_: Any) -> Any:  # type: ignore[override]
        self.imports.note_guarded(path, ast.parse(data, path).body)
        return compile(data, path, "exec", FLAGS, dont_inherit=True)


def _stand_in(parts: list[str], reason: ImportError) -> Any:
    """Return what `import a.b.c` binds to `a`: the packages that are there, and the rest absent."""
    inner: Any = Absent(reason)
    for end in range(len(parts) - 1, 0, -1):
        package = sys.modules.get(".".join(parts[:end]))
        part = {parts[end]: inner}
        inner = Partly(package, part) if package else Absent(reason, part)
    return inner


def _guarded_lines(statements: Sequence[ast.stmt]) -> Iterator[int]:
    """Give the lines of imports that stand in a `try` with an `except`."""
    for node in (node for statement in statements for node in ast.walk(statement)):
        if isinstance(node, ast.Try) and node.handlers:
            for inner in (inner for one in node.body for inner in ast.walk(one)):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield inner.lineno


class Idle:
    """Takes part in everything and does nothing, as there is no notebook to show it in."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Idle:
        return self

    def __enter__(self) -> Idle:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:  # so it is false, as where no notebook is
        return 0


class NotebookModules(MetaPathFinder, Loader):
    """Finds the modules that only a notebook has a use for.

    `tqdm.notebook` draws with the notebook's widgets; without one it is plain `tqdm`.
    """

    def find_spec(self, fullname: str, *_: Any) -> ModuleSpec | None:
        """Return how to load one of these modules."""
        if fullname.partition(".")[0] == "IPython":
            return ModuleSpec(fullname, self, is_package=True)
        return ModuleSpec(fullname, self) if fullname == "tqdm.notebook" else None

    def exec_module(self, module: ModuleType) -> None:
        """Fill the module."""
        if module.__name__ == "tqdm.notebook":
            from tqdm import tqdm, trange

            vars(module).update(tqdm=tqdm, trange=trange, tqdm_notebook=tqdm, tnrange=trange)
            return
        idle = Idle()
        shown = ("display", "clear_output", "HTML", "Image", "Markdown", "Math", "Latex", "Audio")
        vars(module).update(dict.fromkeys((*shown, "get_ipython"), idle))
        # Libraries ask for its version before they ask for the notebook, of which there is none.
        vars(module).update(version_info=(9, 0, 0), __version__="9.0.0")
        vars(module)["__getattr__"] = idle.__getattr__
