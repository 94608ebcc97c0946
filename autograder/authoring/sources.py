"""The files that an author writes for an assignment: that each is there, and loads."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from autograder.assignments.parts import CONTENT, ContentError, Part, is_one_module, module_name
from autograder.course import ROOT, text_path
from autograder.readable_text import did_you_mean

PAGE = "docs/authors.md"
_NOT_IMPORTED = re.compile(r"ImportError: cannot import name '(\w+)' from '([\w.]+)'")


@dataclass(frozen=True)
class Source:
    """A file of the author's: its place, what it holds, and for a module what it has to define."""

    path: Path
    holds: str
    module: str = ""
    defines: tuple[str, ...] = ()


def sources(assignment: str) -> list[Source]:
    """Return the files that an assignment is made of, in the order in which they are needed."""
    visible = ROOT / "assignments" / "coursework" / "checks" / assignment
    return [
        Source(
            ROOT / "solutions" / f"{assignment}.py",
            "the reference functions",
            f"solutions.{assignment}",
        ),
        Source(text_path(assignment), "the notebook's text"),
        Source(
            _module(visible), "the visible checks", f"coursework.checks.{assignment}", ("CHECKS",)
        ),
        _content(assignment, "checks", "the hidden checks", ("CHECKS",)),
        _content(assignment, "mistakes", "the known mistakes"),
    ]


def _content(assignment: str, part: Part, holds: str, defines: tuple[str, ...] = ()) -> Source:
    module = module_name(assignment, part)
    if (CONTENT / assignment).is_dir() and not is_one_module(assignment):
        return Source(_module(CONTENT / assignment / part), holds, module, defines)
    return Source(CONTENT / f"{assignment}.py", "hidden checks and mistakes", module, defines)


def _module(place: Path) -> Path:
    """Return the file of a module: of a package what stands in its ``__init__.py``."""
    package = place / "__init__.py"
    return package if package.is_file() else place.with_name(f"{place.name}.py")


def expect_sources(assignment: str) -> None:
    """Make sure that all files of an assignment are there and load.

    Raises
    ------
    ContentError
        With the first file that is missing, doesn't load or lacks something.
    """
    for one in sources(assignment):
        if not one.path.is_file():
            raise ContentError(_missing(one, assignment))
        if one.module:
            _load(one)


def _missing(one: Source, assignment: str) -> str:
    beside = [path.stem for path in one.path.parent.glob(f"*{one.path.suffix}")]
    return (
        f"There is no {_shown(one.path)}. It holds {one.holds} of “{assignment}”; {PAGE} has all "
        f"files of an assignment.{did_you_mean(one.path.stem, beside)}"
    )


def _load(one: Source) -> None:
    try:
        module = import_module(one.module)
    except Exception as error:  # an author's module may raise anything
        raise ContentError(_not_loaded(one, error)) from error
    for name in one.defines:
        if not hasattr(module, name):
            raise ContentError(
                f"{_shown(one.path)} should define `{name}`: {name} = checks_in(globals(), "
                f"visible={one.holds == 'the visible checks'}).{did_you_mean(name, vars(module))}"
            )


def _not_loaded(one: Source, error: Exception) -> str:
    """Say in which line of the author's a module ends, by which error, and what may be meant."""
    told = traceback.TracebackException.from_exception(error)
    said = list(told.format_exception_only())[-1].strip()
    lines = [
        f"line {frame.lineno} of {_shown(Path(frame.filename))}"
        for frame in told.stack
        if Path(frame.filename).is_relative_to(ROOT) and frame.lineno
    ]
    if isinstance(error, SyntaxError) and error.filename:
        lines.append(f"line {error.lineno} of {_shown(Path(error.filename))}")
    place = f" ({lines[-1]})" if lines else ""
    return f"{_shown(one.path)} doesn't load: {said}{place}{_name_meant(said)}"


def _name_meant(said: str) -> str:
    """Return what may be meant by a name that an import doesn't find, where Python doesn't say."""
    found = _NOT_IMPORTED.match(said)
    if found is None or "Did you mean" in said:
        return ""
    return did_you_mean(found[1], vars(import_module(found[2])))


def _shown(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name
