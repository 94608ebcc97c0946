"""What a result was made from: the same origin gives the same result.

So a run that was stopped goes on where it was, and a regrade can say why points changed.
Of the kit's files those count that grading this assignment loads or reads; a test watches
real gradings, to see that none is missing.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import nbformat

from autograder.assignments.asked_for import asked_for_path
from autograder.assignments.parts import Part, module_name
from autograder.assignments.registry import all_checks
from autograder.course import ROOT, Limits, load_course, student_path
from autograder.grading.provenance.loaded import PACKAGES, file_of, loaded
from autograder.grading.result import Origin
from autograder.notebook.answers import answer_cells, pristine_notebook
from autograder.notebook.definitions import imports_of
from autograder.sandbox.student_python.interpreter import versions
from coursework.scoring.check import Check

_SANDBOXED = PACKAGES["autograder"] / "sandbox" / "inside"
# What grading begins with. The scripts of the sandbox are started by their paths.
_GRADER = (
    "autograder.grading.one_file",
    "autograder.machine.fence",
    *(f"autograder.sandbox.inside.{path.stem}" for path in sorted(_SANDBOXED.glob("[a-z]*.py"))),
)
_CONTENT: tuple[Part, ...] = ("checks", "mistakes")
# A result is kept with its page and its notebook, so what makes these counts, too. Of the
# module that writes them just its own text: the gradebook has no part in them.
_PAGES = ("autograder.reports.for_the_student",)
_WRITES_PAGES = PACKAGES["autograder"] / "class_run" / "results_folder.py"
# Data by the module that reads it.
_READ_BY = {
    "autograder.assignments.worked_examples": ROOT / "data" / "worked_examples.json",
    "coursework.expecting.given_examples": PACKAGES["coursework"] / "worked_examples.json",
}
_TEMPLATES = PACKAGES["autograder"] / "reports" / "templates"
# Of the limits, these change no result: what isn't begun has none, and where the grader's own
# work is ended, the result isn't kept.
_NO_RESULT = {"minutes_per_run", "minutes_per_submission", "grader_seconds", "grader_megabytes"}
_UNREAD = "not read: "
DIGITS = 12


@cache
def origin(assignment: str, limits: Limits, secret: str) -> Origin:
    """Return what results of an assignment are made from in this run, but for the notebook."""
    parts, checks = files_of(assignment), all_checks(assignment)
    references = {path.stem: _digest_of([path]) for path in parts["references"]}
    course = load_course()
    titles = {one.name: one.title for one in course.assignments}
    shown = [titles.get(assignment), course.timezone, _digest_of(parts["pages"])]
    told = {name: limit for name, limit in asdict(limits).items() if name not in _NO_RESULT}
    return Origin(
        notebook="",
        checks={check.name: _digest_of_check(check) for check in checks},
        reference=references.pop(assignment),
        other_references=references,
        mistakes=_digest_of_value([(path.name, _mistakes_in(path)) for path in parts["mistakes"]]),
        order=_digest_of_value([check.name for check in checks]),
        shared=_digest_of_value([_shared_in(path) for path in parts["checks"]]),
        examples=_digest_of(parts["examples"]),
        released=_digest_of(parts["released"]),
        others=_digest_of_value(_answers_of_others(assignment)),
        coursework=_digest_of(parts["coursework"]),
        grader=_digest_of(parts["grader"]),
        pages=_digest_of_value(shown),
        limits=told,
        secret=digest(f"the grading secret {secret}".encode()),
        versions=versions(),
    )


def of_notebook(usual: Origin, content: bytes, assignment: str) -> Origin:
    """Return what the result of one notebook is made from, of what results of a run are.

    All of the package coursework counts only for a notebook that says more of it than the one
    given out, as an answer may import any of its modules.
    """
    more = _on_coursework(content) - _on_coursework(student_path(assignment).read_bytes())
    imported = _digest_of(all_of_coursework()) if more else ""
    return replace(usual, notebook=digest(content), imported=imported)


def of_unread(usual: Origin, reason: str) -> Origin:
    """Return what the result of a file that isn't read is made from: the reason for that."""
    return replace(usual, notebook=_UNREAD + digest(reason.encode()))


def today(before: Origin, usual: Origin) -> Origin:
    """Return what the result of the same notebook would be made from now."""
    imported = _digest_of(all_of_coursework()) if before.imported else ""
    return replace(usual, notebook=before.notebook, imported=imported)


def was_read(made_from: Origin) -> bool:
    """Tell whether a result was made from what stands in a file."""
    return not made_from.notebook.startswith(_UNREAD)


def all_of_coursework() -> list[Path]:
    """Return the files of the students' package."""
    folder = PACKAGES["coursework"]
    return sorted(path for kind in ("*.py", "*.json") for path in folder.rglob(kind))


def _on_coursework(notebook: bytes) -> set[bytes]:
    """Return the lines of a notebook's file in which the package is named."""
    text = notebook.replace(b"\0", b"")  # of UTF-16
    return {line.strip(b" \t,") for line in text.splitlines() if b"coursework" in line}


def digest(content: bytes) -> str:
    """Return a short text that stands for the content."""
    return hashlib.sha256(content).hexdigest()[:DIGITS]


@cache
def files_of(assignment: str) -> dict[str, list[Path]]:
    """Return the files that grading an assignment loads or reads, by part.

    Those of a part count as a whole, but for the questions, each of which has a check with a
    digest of its own. Of the other assignments' notebooks, and of ``course.toml``, which
    aren't among them, only single entries count.
    """
    content = [module_name(assignment, part) for part in _CONTENT]
    starts = [*_GRADER, *content, f"coursework.checks.{assignment}", f"solutions.{assignment}"]
    # An answer may use what the notebook's import cell makes known.
    for _, module, name in imports_of(pristine_notebook(assignment)):
        starts += [one for one in (module, f"{module}.{name}") if file_of(one)]
    modules = loaded(starts)
    for_pages = loaded(_PAGES)
    parts = {
        part: sorted(path for module, path in modules.items() if part in _parts_of(module, content))
        for part in ("references", "mistakes", "checks", "coursework", "grader")
    }
    pages = sorted(path for module, path in for_pages.items() if module not in modules)
    return parts | {
        "examples": [path for module, path in _READ_BY.items() if module in modules],
        "released": [student_path(assignment)],
        "questions": [asked_for_path(assignment)],
        "pages": [*pages, _WRITES_PAGES, *sorted(_TEMPLATES.iterdir())],
    }


def _parts_of(module: str, content: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of an origin that a module belongs to.

    Where all content of an assignment is one module, its mistakes stand beside its checks.
    """
    if module in content:
        return tuple(part for part, name in zip(_CONTENT, content, strict=True) if name == module)
    match module.split("."):
        case ["solutions", _, *_]:
            return ("references",)
        case ["coursework", "checks", *_] | ["autograder", "assignments", _, "checks", *_]:
            return ("checks",)
        case ["coursework", *_]:
            return ("coursework",)
        case ["autograder", "assignments", _, "mistakes", *_]:
            return ("mistakes",)
    return ("grader",)


def _digest_of(paths: Iterable[Path]) -> str:
    return _digest_of_value([(path.name, digest(path.read_bytes())) for path in paths])


def _digest_of_value(value: Any) -> str:
    return digest(json.dumps(value).encode())


def _digest_of_check(check: Check) -> str:
    told = [
        *(check.points, check.role, check.builds_on, check.uses),
        *(check.hint, check.description, check.visible),
    ]
    return _digest_of_value([*told, _code_of(check.run)])


def _code_of(run: Callable[..., Any]) -> str:
    """Return a check's source text; of one that is made from something, what it is, too."""
    made_from = getattr(run, "__self__", None)  # a question
    values = [cell.cell_contents for cell in getattr(run, "__closure__", None) or ()]
    return "\n".join([inspect.getsource(run), repr(made_from), *map(_what, values)])


def _what(value: Any) -> str:
    """Return a value as a text; of a function just the name, as its own text counts elsewhere."""
    if not callable(value):
        return repr(value)
    if isinstance(value, partial):
        return "\n".join(map(_what, (value.func, *value.args, value.keywords)))
    name = f"{value.__module__}.{value.__qualname__}"
    return inspect.getsource(value) if "<lambda>" in name else name


def _shared_in(path: Path) -> str:
    """Return the text of a module of checks, but for checks and mistakes themselves.

    Each of those has a digest of its own, so that a change of one isn't one of all.
    """
    return _text_of(path, lambda one: not (_makes_a_check(one) or _is_mistake(one)))


def _mistakes_in(path: Path) -> str:
    """Return the text of a module of mistakes; of one with checks, too, that of the mistakes."""
    if any(map(_makes_a_check, ast.parse(path.read_bytes()).body)):
        return digest(_text_of(path, _is_mistake).encode())
    return digest(path.read_bytes())


def _text_of(path: Path, counts: Callable[[ast.stmt], bool]) -> str:
    """Return the lines of a module without those of the statements that don't count."""
    content = path.read_text(encoding="utf-8")
    left_out: set[int] = set()
    for statement in ast.parse(content).body:
        if not counts(statement):
            decorators = getattr(statement, "decorator_list", [])
            first = min(one.lineno for one in (statement, *decorators))
            left_out |= set(range(first, (statement.end_lineno or first) + 1))
    lines = enumerate(content.split("\n"), 1)
    return "\n".join(line for number, line in lines if number not in left_out)


def _makes_a_check(statement: ast.stmt) -> bool:
    match statement:
        case (
            ast.FunctionDef(decorator_list=[ast.Call(func=ast.Name(id=name))])
            | ast.Assign(value=ast.Call(func=ast.Name(id=name)))
        ):
            # `check_losses` makes one of several answers, `checks_of_losses` several at once.
            return name.startswith("check")
    return False


def _is_mistake(statement: ast.stmt) -> bool:
    """Tell whether a statement makes a known mistake."""
    match statement:
        case (
            ast.FunctionDef(decorator_list=[*_, ast.Call(func=ast.Name(id=name))])
            | ast.ClassDef(decorator_list=[*_, ast.Call(func=ast.Name(id=name))])
        ):
            return name in ("mistake", "same_as")
    return False


def _answers_of_others(assignment: str) -> list[tuple[str, list[str]]]:
    """Return the answers that the other assignments ask for.

    By them reading tells the notebook of another assignment. What else stands in the others'
    notebooks counts for nothing here.
    """
    found = []
    for name in (one.name for one in load_course().assignments):
        with suppress(FileNotFoundError):  # not built yet, so not handed out either
            content = student_path(name).read_bytes()
            if name != assignment:
                found.append((name, list(answer_cells(nbformat.from_dict(json.loads(content))))))
    return found
