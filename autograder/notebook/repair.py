"""Repairing code that Python can't read for a reason that isn't the student's reasoning.

Jupyter runs cells that are no Python: with commands, prompts, all of it indented.
Others were harmed on their way: by a word processor's quotation marks, by spaces and signs
that only look like Python's. Code that Python can read is never changed.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Callable

from autograder.notebook.syntax import LONGEST_CODE, statements

_MAGIC = re.compile(r"^([ \t]*)([%!?].*|[\w.]+\?\??[ \t]*)$", re.MULTILINE)
_ASSIGNED_MAGIC = re.compile(r"^([ \t]*+[\w, ]++=[ \t]*+)([!%].*)$", re.MULTILINE)
_PROMPT = re.compile(r"^[ \t]*(?:>>> ?|\.\.\. ?|In \[\d*\]: ?|   \.\.\.+: ?)", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*```.*$", re.MULTILINE)
_LINE_ENDS = re.compile("[\u2028\u2029\x85]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_QUOTES = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")
# Input methods for Chinese and Japanese write ASCII's characters twice as wide, from U+FF01 on.
_WIDE = {0xFEE0 + code: chr(code) for code in range(ord("!"), ord("~") + 1)}
_SIGNS = dict(zip("、。【】×÷≤≥≠", (*",.[]*/", "<=", ">=", "!="), strict=True))
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_LOOKALIKES = _WIDE | str.maketrans(_SIGNS | _DASHES)


def _without_commands(source: str) -> str:
    return _MAGIC.sub(r"\1pass  # \2", _ASSIGNED_MAGIC.sub(r"\1None  # \2", source))


def _with_plain_spaces(source: str) -> str:
    return _INVISIBLE.sub("", _SPACES.sub(" ", _LINE_ENDS.sub("\n", source)))


def _with_spaces_for_tabs(source: str) -> str:
    four = source.expandtabs(4)  # as wide as Jupyter shows them
    return four if statements(four) is not None else source.expandtabs(8)


REPAIRS: list[tuple[str, Callable[[str], str]]] = [
    ("characters that can't be seen were taken out", _with_plain_spaces),
    ("the prompts in front of the lines were taken off", lambda text: _PROMPT.sub("", text)),
    ("the lines around the code (```) were taken off", lambda text: _FENCE.sub("", text)),
    ("the code was moved to the left as a whole", textwrap.dedent),
    ("IPython's commands (%, ! and ?) were left out", _without_commands),
    ("curly quotation marks were made straight", lambda text: text.translate(_QUOTES)),
    ("tabs were made spaces", _with_spaces_for_tabs),
    (
        "full-width punctuation, dashes and signs that only look like Python's were made Python's",
        lambda text: text.translate(_LOOKALIKES),
    ),
]


def repaired(source: str) -> tuple[str, list[str]]:
    """Return code that Python can read, and what was done for that.

    Code that stays unreadable is returned as it was.
    """
    if len(source) > LONGEST_CODE:
        return source, []
    source = with_cell_magic(source)
    if statements(source) is not None:
        return _without_await(source)
    text, done = source, list[str]()
    for what, repair in REPAIRS:
        before, text = text, repair(text)
        if text == before:
            continue
        done.append(what)
        if statements(text) is not None:
            return text, done
    return source, []


def with_cell_magic(source: str) -> str:
    """Return a cell as it was written that was exported, as `get_ipython().run_cell_magic(…)`."""
    if "run_cell_magic" not in source:
        return source
    match statements(source):
        case [
            ast.Expr(
                ast.Call(
                    ast.Attribute(attr="run_cell_magic"),
                    [
                        ast.Constant(str() as name),
                        ast.Constant(str() as line),
                        ast.Constant(str() as body),
                    ],
                )
            )
        ]:
            return f"%%{name} {line}\n{body}"
    return source


def _without_await(source: str) -> tuple[str, list[str]]:
    """Turn lines that wait outside of a function into comments: only IPython runs them."""
    if "await" not in source and "async" not in source:
        return source, []
    waiting: set[int] = set()  # the numbers of lines; a thousand statements may stand on one
    for statement in statements(source) or []:
        if not isinstance(statement, _OF_THEIR_OWN) and any(map(_waits, ast.walk(statement))):
            assert statement.end_lineno is not None
            waiting.update(range(statement.lineno, statement.end_lineno + 1))
    if not waiting:
        return source, []
    lines = enumerate(source.split("\n"), 1)
    text = "\n".join(f"pass  # {line}" if n in waiting else line for n, line in lines)
    if statements(text) is None:
        return source, []
    return text, ["`await` outside of a function was left out"]


_OF_THEIR_OWN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _waits(node: ast.AST) -> bool:
    return isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith)
