"""Source text as Python reads it: statements, whether it would run, and what it does.

Nothing is run or compiled. All here takes time and memory by the length of the text.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections import deque
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import Any
from unicodedata import combining

# A syntax tree takes a hundred times the memory of its text. No student writes this much.
LONGEST_CODE = 100_000
# Of texts up to this length the last trees are kept: at most some dozens of megabytes.
LONGEST_REMEMBERED, MOST_REMEMBERED = 3_000, 200
# Python puts accents on a letter in order, which takes as long as their number squared.
MOST_ACCENTS = 30
_PERHAPS_ACCENTS = re.compile(rf"[^\x00-\u02ff\w\s]{{{MOST_ACCENTS + 1}}}")

DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def statements(source: str) -> list[ast.stmt] | None:
    """Return the statements of a source text, or None if Python can't read it.

    The same text is read again and again: so the nodes are shared, and nobody changes them.
    """
    body = _remembered(source) if len(source) <= LONGEST_REMEMBERED else _statements(source)
    return None if body is None else [*body]


def _statements(source: str) -> list[ast.stmt] | None:
    if len(source) > LONGEST_CODE or _is_heaped(source):
        return None
    try:
        with warnings.catch_warnings():  # about a student's style, on the grader's terminal
            warnings.simplefilter("ignore")
            return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


_remembered = lru_cache(MOST_REMEMBERED)(_statements)


def _is_heaped(source: str) -> bool:
    """Tell whether one letter has more accents than any language puts on it."""
    runs = _PERHAPS_ACCENTS.finditer(source)
    return any(all(map(combining, found[0])) for found in runs)


@lru_cache(maxsize=100)
def compiles(source: str) -> bool:
    """Tell whether a source text would run: unlike the syntax tree, this minds a lone `return`.

    It isn't compiled: what stands in `finally` would be, again for each way to leave the `try`.
    """
    body = statements(source)
    return body is not None and not _is_torn(body)


def forget_texts() -> None:
    """Forget what was read: it may be texts of one student's, before the next one's are read."""
    _remembered.cache_clear()
    compiles.cache_clear()


_IN_FUNCTION = ast.Return | ast.Yield | ast.YieldFrom
_IN_LOOP = ast.Break | ast.Continue


def _is_torn(body: Iterable[ast.AST]) -> bool:
    """Tell whether a `return` stands outside of functions, or a `break` outside of loops."""
    left = [(node, False, False) for node in body]
    while left:
        node, function, loop = left.pop()
        if isinstance(node, _IN_FUNCTION) and not function:
            return True
        if isinstance(node, _IN_LOOP) and not loop:
            return True
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            function, loop = True, False
        elif isinstance(node, ast.ClassDef):
            function, loop = False, False
        elif isinstance(node, ast.For | ast.AsyncFor | ast.While):
            left += [(one, function, loop) for one in node.orelse]
            left += [(one, function, True) for one in node.body]
            continue
        left += [(one, function, loop) for one in ast.iter_child_nodes(node)]
    return False


def parsed(source: str) -> list[ast.stmt]:
    """Return the statements of a source text, none if Python can't read it."""
    return statements(source) or []


def used(nodes: Iterable[ast.AST]) -> set[str]:
    """Return every name that occurs in the nodes."""
    return {one.id for node in nodes for one in ast.walk(node) if isinstance(one, ast.Name)}


def essence_of(source: str) -> str | None:
    """Return what code does, in 64 letters: comments, docstrings and `pass` don't count.

    It is empty for code that does nothing, and None where Python can't read it.
    """
    body = statements(source)
    if body is None:
        return None
    doing = [one for one in body if not _is_idle(one)]
    digest = sha256()
    for statement in doing:
        left: deque[ast.AST] = deque([statement])
        while left:
            node = left.popleft()
            fields = _fields(node)
            told = ",".join(map(_written, fields))
            digest.update(f"{type(node).__name__}({told})".encode(errors="surrogatepass"))
            for value in fields:
                nodes = value if isinstance(value, list) else [value]
                left += [one for one in nodes if isinstance(one, ast.AST)]
    return digest.hexdigest() if doing else ""


def _fields(node: ast.AST) -> list[Any]:
    """Return what a node is made of; of a definition's body only what does something."""
    return [
        [one for one in value if not _is_idle(one)]
        if name == "body" and isinstance(node, DEFINITIONS)
        else value
        for name, value in ast.iter_fields(node)
    ]


def _written(value: Any) -> str:
    """Return a field of a node as text: of nodes the kinds, which tell what stands further on."""
    if isinstance(value, ast.AST):
        return type(value).__name__
    if isinstance(value, list):
        return f"[{','.join(map(_written, value))}]"
    return hex(value) if type(value) is int else repr(value)  # all digits of 5,000 are refused


def _is_idle(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Raise) and statement.exc is not None:
        return used([statement.exc]) == {"NotImplementedError"}
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )
