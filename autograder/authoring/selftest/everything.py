"""The whole selftest of an assignment: all its steps, and what they find to be amiss."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.authoring.mutants.search import searched
from autograder.authoring.selftest.bars import remarks
from autograder.authoring.selftest.declared import declared_faults
from autograder.authoring.selftest.garbage import garbage_trials
from autograder.authoring.selftest.kernel_runs import faults_in_kernel
from autograder.authoring.selftest.trials import Trial, selftest
from autograder.grading.submission import Grader


@dataclass(frozen=True)
class Fault:
    """Something that isn't as it should be, and what the checks say to it."""

    what: str
    why: Sequence[str] = ()


@dataclass(frozen=True)
class Selftested:
    """What a selftest has found of one assignment.

    ``remarks`` tell where it stays below the course's bars, which is no fault.
    """

    trials: list[Trial]
    faults: list[Fault]
    remarks: list[str]


def everything(grader: Grader, *, mutants: bool = False, notebooks: bool = True) -> Selftested:
    """Try all that an assignment declares and grades, and run its notebooks.

    Parameters
    ----------
    mutants
        Try every change of the reference functions, too, which takes minutes.
    notebooks
        Run the blank and the solved notebook in a kernel.
    """
    assignment = grader.assignment
    trials = list(selftest(grader))
    if not trials[0].fault:  # else nothing can be as it should be
        trials += garbage_trials(assignment)
    return Selftested(
        trials,
        list(_faults(grader, trials, mutants=mutants, notebooks=notebooks)),
        list(remarks(assignment)),
    )


def _faults(
    grader: Grader, trials: Sequence[Trial], *, mutants: bool, notebooks: bool
) -> Iterator[Fault]:
    yield from map(Fault, declared_faults(grader.assignment))
    for trial in trials:
        if trial.fault:
            yield Fault(f"{trial.kind} {trial.name}: {trial.fault}", trial.why)
    if notebooks:
        yield from map(Fault, faults_in_kernel(grader.assignment))
    if mutants and not trials[0].fault:
        yield from map(Fault, searched(grader).faults())
