"""What code finds around it in a notebook, for a student's cells that run without one.

A module that isn't installed stops code only where it is used. `IPython`, `display` and
`get_ipython()` are there and do nothing. A cell runs statement by statement, and one that
needs what only the student's own machine has is left out. Each answer is asked in the
state of the notebook when its own cell had run.
"""

from __future__ import annotations
import __future__

import ast
import builtins
import linecache
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import FileFinder, ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType, SimpleNamespace
from typing import Any

Names = dict[str, Any]
# A missing module, file, network or keyboard is no fault of the statements below.
ELSEWHERE = (ImportError, FileNotFoundError, OSError, EOFError)
# So that no name is looked up for a type that nobody uses.
_FLAGS = __future__.annotations.compiler_flag
_OPERATORS = """
    call getitem setitem delitem iter next len bool contains enter exit mro_entries instancecheck
    add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul rmatmul
    and rand or ror xor rxor neg pos abs invert int float index complex array eq ne lt le gt ge
"""


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


class WrittenModules(MetaPathFinder):
    """Finds the modules that cells wrote into the working folder: as lenient as the cells."""

    def __init__(self, folder: str, cells: Cells):
        self.folder, self.cells = folder, cells

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Return how to load a module of the folder."""
        places = [self.folder] if path is None else list(path)
        if not all(place.startswith(self.folder) for place in places):
            return None
        spec = PathFinder.find_spec(fullname, places, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Written(self.cells, fullname, spec.loader.path)
        return spec


class _Written(SourceFileLoader):
    def __init__(self, cells: Cells, fullname: str, path: str):
        super().__init__(fullname, path)
        self.cells = cells

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["__builtins__"] = self.cells.builtins
        super().exec_module(module)

    def source_to_code(self, data: Any, path: Any, **_: Any) -> Any:  # type: ignore[override]
        self.cells.note_guarded(path, ast.parse(data, path).body)
        return compile(data, path, "exec", _FLAGS, dont_inherit=True)


class Cells:
    """The names that a notebook's cells define, and what they were after each answer's cell.

    Functions look names up when they are called, in `names`. So that is brought back to the
    state that an answer's cell had left before the answer is asked: `del np` further down
    doesn't touch what ran before.
    """

    def __init__(self) -> None:
        idle = dict.fromkeys(("display", "get_ipython", "help"), Idle())
        own = {"__import__": self._import, "exit": sys.exit, "quit": sys.exit}
        self.builtins: Names = vars(builtins) | idle | own
        self.names: Names = {"__name__": "__main__", "__builtins__": self.builtins}
        self.given: Names = {}
        self._guarded: set[tuple[str, int]] = set()
        self._after: dict[str, Names] = {}
        self._latest: Names = {}
        self._current = ""

    def give(self, names: Names) -> None:
        """Make names known that the notebook itself gives a value."""
        self.given |= names
        self.names |= names

    def run(self, cell: str, source: str) -> BaseException | None:
        """Run a cell; return why a statement of it was left out, if one was.

        Raises
        ------
        BaseException
            Whatever else the student's code raised, which ends the cell.
        """
        file = f"<answer {cell}>"
        linecache.cache[file] = (len(source), None, source.splitlines(True), file)
        self.at("")
        _look_again(os.getcwd())
        try:
            compile(source, file, "exec", _FLAGS, dont_inherit=True)
            statements = ast.parse(source, file).body
            self.note_guarded(file, statements)
            self._give_back(statements)
            return self._run(statements, file)
        finally:
            self._latest = dict(self.names)
            self._after[cell] = self._latest

    def note_guarded(self, file: str, statements: Sequence[ast.stmt]) -> None:
        """Keep in which lines imports stand for whose failure the code has another way."""
        self._guarded |= {(file, line) for line in _guarded_lines(statements)}

    def at(self, answer: str) -> Names:
        """Return the names as they were after an answer's cell, or after all cells.

        What isn't defined there, but further down, is known all the same, unless Python has
        something of that name.
        """
        answer = answer if answer in self._after else ""
        if answer != self._current:
            if self._current:
                self._after[self._current] = dict(self.names)
            usual = vars(builtins)
            below = {name: one for name, one in self._latest.items() if name not in usual}
            then = below | self._after[answer] if answer else self._latest
            if then:
                self.names.clear()
                self.names.update(then)
            self._current = answer
        return self.names

    def _run(self, statements: Sequence[ast.stmt], file: str) -> BaseException | None:
        left_out: BaseException | None = None
        for statement in statements:
            one = ast.Module([statement], type_ignores=[])
            try:
                exec(compile(one, file, "exec", _FLAGS, dont_inherit=True), self.names)
            except ELSEWHERE as reason:
                left_out = left_out or reason
                for name in _stored(statement):
                    if name not in self.names and not hasattr(builtins, name):
                        self.names[name] = Absent(reason)
        return left_out

    def _give_back(self, statements: Sequence[ast.stmt]) -> None:
        """Give a cell what it uses of Python and the notebook and a cell above took away.

        A number left behind in `sum`, or None in `np`, is of no use to an answer that calls it.
        """
        nodes = [node for statement in statements for node in ast.walk(statement)]
        used = {node.id for node in nodes if isinstance(node, ast.Name)}
        called = {
            node.func.id
            for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        for name in used & set(self.given):
            own = self.names.get(name)
            if not callable(own) and not isinstance(own, ModuleType):
                self.names[name] = self.given[name]
        for name in called & set(vars(builtins)) & set(self.names):
            if not callable(self.names[name]):
                del self.names[name]

    def _import(
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


def _look_again(folder: str) -> None:
    """Let Python see the modules that a cell has written; other folders it may not list again."""
    for place, finder in sys.path_importer_cache.items():
        if place.startswith(folder) and isinstance(finder, FileFinder):
            finder.invalidate_caches()


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


def _stored(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
