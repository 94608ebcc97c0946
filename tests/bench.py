"""What a submission costs: the kit's grader against a notebook kernel, side by side.

Run by `make bench`. Both grade the same right submission, one process each; what
counts is the ratio, as both suffer alike from a busy machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import nbformat
from nbclient import NotebookClient
from rich.console import Console
from rich.table import Table

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.course import load_course, solved_path
from autograder.grading.submission import Grader, grade
from autograder.sandbox.isolation.levels import strongest
from autograder.sandbox.student_python.environment import student_environment

KERNELS, SUBMISSIONS = 5, 50
ASSIGNMENT = "svm"


def main() -> None:
    """Measure and print seconds per submission."""
    content = filled(ASSIGNMENT, reference_answers(ASSIGNMENT))
    with student_environment() as environment:
        level = strongest(environment).level
        grader = Grader(ASSIGNMENT, environment, level, load_course().limits, "bench")

        def sandboxed() -> None:
            result = grade(content, "bench", grader).result
            assert result.score == result.max_score

        one_kernel = per_run(in_kernel, KERNELS)
        one_sandbox = per_run(sandboxed, SUBMISSIONS)
    table = Table("one submission, one process", "seconds", "ratio", title_justify="left")
    table.add_row("answers and checks in a notebook kernel", f"{one_kernel:.2f}", "1")
    table.add_row(f"the kit, {level}", f"{one_sandbox:.2f}", f"{one_kernel / one_sandbox:.1f} ×")
    Console().print(table)


def in_kernel() -> None:
    """Run the answer cells and the checks of the solved notebook as stock nbgrader would."""
    notebook = nbformat.read(solved_path(ASSIGNMENT), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if needed(cell)]
    NotebookClient(notebook, kernel_name="python3", timeout=60).execute()


def needed(cell: nbformat.NotebookNode) -> bool:
    """Tell whether a cell is an import, an answer or a check: no pictures, no timing."""
    return cell.cell_type == "code" and ("nbgrader" in cell.metadata or "import" in cell.source)


def per_run(run: Callable[[], None], times: int) -> float:
    """Return the seconds that one run takes, after one to warm up."""
    run()
    start = time.perf_counter()
    for _ in range(times):
        run()
    return (time.perf_counter() - start) / times


if __name__ == "__main__":
    main()
