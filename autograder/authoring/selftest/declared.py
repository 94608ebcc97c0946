"""What an assignment declares, compared with what there is: names, order, sentences.

All of this is decided by looking at checks, mistakes and notebook; nothing is graded.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module

import nbformat

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.registry import all_checks, points
from autograder.assignments.written_answers.filling import definition_of
from autograder.course import solved_path, text_path
from autograder.notebook.definitions import bound, free_names
from autograder.readable_text import did_you_mean
from coursework.scoring.check import Check, Mistake

# What the cell of a class's or a function's answer may use without anybody's doing.
_GIVEN = frozenset(vars(builtins)) | {"__name__", "__class__"}


def declared_faults(assignment: str) -> list[str]:
    """Return a sentence for each thing that is declared otherwise than it is."""
    checks = all_checks(assignment)
    return [
        *_of_checks(checks, points(assignment)),
        *_of_mistakes(assignment),
        *missing_names(assignment),
    ]


def _of_checks(checks: list[Check], answers: Iterable[str]) -> Iterator[str]:
    """Say which check names another that isn't there, stands below, or has its own name."""
    names = [one.name for one in checks]
    above: set[str] = set()
    for one in checks:
        for other in one.builds_on:
            said = f"The check {one.name} builds on “{_without_answer(other)}”"
            if other not in names:
                of_answer = [_without_answer(name) for name in names if _is_beside(name, one)]
                near = did_you_mean(_without_answer(other), of_answer)
                yield f"{said}, but `{one.question}` has no check of that name.{near}"
            elif other not in above:
                yield f"{said}, which stands below it. Foundations come first: move it up."
        for other in one.uses:
            if other not in answers:
                near = did_you_mean(other, answers)
                yield f"The check {one.name} uses “{other}”, but no answer has that name.{near}"
        if one.name in above:
            yield f"There are two checks {one.name}. Give one of them another name."
        if not one.description.endswith((".", "?")) or "\n" in one.description:
            yield (
                f"The check {one.name} should say in one sentence of one line, its docstring, what "
                f"it asks, but says {one.description!r}."
            )
        above.add(one.name)


def _is_beside(name: str, one: Check) -> bool:
    return name.startswith(f"{one.question}.") and name != one.name


def _without_answer(name: str) -> str:
    return name.partition(".")[2] or name


def _of_mistakes(assignment: str) -> Iterator[str]:
    """Say which mistake is of an answer or uses a name that isn't there, or has two hints."""
    answers = points(assignment)
    hints: dict[tuple[str, str], str] = {}
    for one in known_mistakes(assignment):
        for name in one.functions:
            if name not in answers:
                near = did_you_mean(name, answers)
                yield f"The mistake {one.name} is of “{name}”, but no answer has that name.{near}"
            if hints.setdefault((one.name, name), one.hint) != one.hint:
                yield (
                    f"The mistake {one.name} of `{name}` has two hints. Written in two ways it is "
                    "still one mistake: take `same_as` for the second."
                )
        for name in _undefined_in(one):
            yield f"The mistake {one.name} uses `{name}`, which its module doesn't define."
        if one.functions and not one.hint.endswith((".", "?", ")")):
            yield f"The hint of the mistake {one.name} should be a sentence: {one.hint!r}."


def _undefined_in(one: Mistake) -> list[str]:
    """Return the names that a mistake uses, and that neither its module nor Python has."""
    run = one.run.func if isinstance(one.run, partial) else one.run
    if run is None:
        return []
    module = vars(import_module(run.__module__))
    return sorted(free_names(definition_of(run)) - set(module) - _GIVEN)


def missing_names(assignment: str) -> Iterator[str]:
    """Say which name a reference function uses that its notebook doesn't have.

    A helper that stands beside the function in ``solutions/``, or an import there, isn't taken
    into the notebook: where no cell defines it, the solved notebook ends in a NameError.
    """
    reference = f"solutions/{assignment}.py"
    text = text_path(assignment).name
    beside = vars(import_module(f"solutions.{assignment}"))
    solved = nbformat.read(solved_path(assignment), as_version=4)
    above: set[str] = set()  # what is defined from the top down to a cell
    uses: dict[str, set[str]] = {}
    for cell in solved.cells:
        if cell.cell_type == "code":
            name = str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            above |= bound(cell.source)
            uses[name] = free_names(cell.source)
            answer = name.removeprefix("check_")
            if name == f"check_{answer}" and answer in beside:
                for missing in sorted(uses[answer] - above - _GIVEN):
                    where = "no cell of the notebook above its check defines"
                    if missing not in beside:
                        where = "nothing defines"
                    yield (
                        f"`{answer}` in {reference} uses `{missing}`, which {where}. Put it into "
                        f"`{answer}`, or define or import it in a cell of {text}."
                    )
