"""What code finds around it in a notebook, for a student's cells that run without one.

A module that isn't installed stops code only where it is used. `IPython`, `display` and
`get_ipython()` are there and do nothing. A cell runs statement by statement, and one that
needs what only the student's own machine has is left out. Each answer is asked in the
state of the notebook when its own cell had run.
"""

from __future__ import annotations

import ast
import builtins
import linecache
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import FileFinder
from types import ModuleType

from notebook_python import ELSEWHERE, FLAGS, Absent, Idle, Imports, Names


class Cells:
    """The names that a notebook's cells define, and what they were after each answer's cell.

    Functions look names up when they are called, in `names`. So that is brought back to the
    state that an answer's cell had left before the answer is asked: `del np` further down
    doesn't touch what ran before.
    """

    def __init__(self) -> None:
        idle = dict.fromkeys(("display", "get_ipython", "help"), Idle())
        self.imports = Imports({**idle, "exit": sys.exit, "quit": sys.exit})
        self.names: Names = {"__name__": "__main__", "__builtins__": self.imports.builtins}
        self.given: Names = {}
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
            compile(source, file, "exec", FLAGS, dont_inherit=True)
            statements = ast.parse(source, file).body
            self.imports.note_guarded(file, statements)
            self._give_back(statements)
            return self._run(statements, file)
        finally:
            self._latest = dict(self.names)
            self._after[cell] = self._latest

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
                exec(compile(one, file, "exec", FLAGS, dont_inherit=True), self.names)
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


def _look_again(folder: str) -> None:
    """Let Python see the modules that a cell has written; other folders it may not list again."""
    for place, finder in sys.path_importer_cache.items():
        if place.startswith(folder) and isinstance(finder, FileFinder):
            finder.invalidate_caches()


def _stored(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
