"""Start-up: whole commands in new processes, against what numpy alone takes to load."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

from autograder.assignments.written_answers.filling import filled
from autograder.authoring.demo import class_of
from bench.costs import Cost, cost_of_command, in_turn
from bench.rows import Row, amount, slower
from bench.sizes import Sizes

TITLE = "Start-up"

NUMPY = '`python -c "import numpy"`'
BARS = {
    "autograder --help": 4,
    "autograder grade": 20,
    "autograder doctor": 20,
    "autograder report": 20,
    "autograder explain": 20,
    "autograder build --check": 20,
}
DEMO_SECONDS = 20

# All of the kit's commands, as installed in the environment that runs the bench.
AUTOGRADER = Path(sys.executable).with_name("autograder")
STUDENT, CHECK = "gradient-forgotten", "svm_loss_naive.random_penalty_in_gradient"


def rows(sizes: Sizes, folder: Path) -> Iterator[Row]:
    """Yield a row for each command."""
    notebook = folder / f"{STUDENT}.ipynb"
    notebook.write_bytes(filled("svm", class_of("svm")[STUDENT]))
    graded, numbers = folder / "graded", count()
    cost_of_command(AUTOGRADER, "grade", "svm", notebook, "--out", graded)

    def grade() -> Cost:
        new = folder / f"graded{next(numbers)}"  # or the result would be kept
        return cost_of_command(AUTOGRADER, "grade", "svm", notebook, "--out", new)

    commands = {
        "autograder --help": ("--help",),
        "autograder doctor": ("doctor",),
        "autograder report": ("report", graded),
        "autograder explain": ("explain", graded / f"{STUDENT}.json", CHECK),
        "autograder build --check": ("build", "--check"),
    }
    rivals = {
        NUMPY: partial(cost_of_command, sys.executable, "-c", "import numpy"),
        "autograder grade": grade,
        **{what: partial(cost_of_command, AUTOGRADER, *given) for what, given in commands.items()},
    }
    costs = in_turn(rivals, sizes.rounds)
    for what, most in BARS.items():
        shown = f"`{what}`" + (" of one notebook" if what == "autograder grade" else "")
        yield slower(shown, costs[what], NUMPY, costs[NUMPY], at_most=most, by="processor")
    if sizes.largest:
        demo = cost_of_command(AUTOGRADER, "demo", "--out", folder / "demo")
        yield amount("`make demo`, once set up", [demo.clock], "s", at_most=DEMO_SECONDS)
