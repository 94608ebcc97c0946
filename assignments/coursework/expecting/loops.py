"""What checks expect where no loop is asked for: as many steps for more examples, not seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from coursework.expecting.values import as_array, close
from coursework.scoring.check import Asked, Failure, Mistake

# Named here, so that a loop isn't explained, and forgiven, by a mistake in the values it gives.
LOOPS = Mistake(
    "loops_over_examples",
    (),
    "Work on whole arrays and let NumPy do the looping.",
)


def expect_no_loop(
    student: Asked, arguments: Callable[[int], tuple[Any, ...]], few: int, many: int
) -> None:
    """Fail if more examples make the interpreter do more.

    Parameters
    ----------
    arguments
        Makes the arguments for a number of examples.
    few, many
        The two numbers of examples to compare.
    """
    # Imports settle on a first call, of a size of its own: NumPy keeps what it finds out about a
    # size (`np.einsum` with `optimize` its path), which one of the two would be spared else.
    student.call(*arguments(few // 2), count=True)
    larger = arguments(many)
    counted = [student.call(*given, count=True) for given in (arguments(few), larger)]
    steps = [call.steps or 0 for call in counted]
    if steps[1] - steps[0] >= (many - few) / 2:
        raise Failure(
            f"Your function still loops over the examples: {few} examples take "
            f"Python {steps[0]:,} steps, {many} take {steps[1]:,}.",
            LOOPS,
            f"Your function still loops over the examples: Python takes more steps for {many} "
            f"than for {few}.",
        )
    # A short cut that is taken only while somebody counts is no way to do the work.
    if not same_values(counted[1].value, student.answer(*larger)):
        raise Failure("Your function gives a different value while its steps are counted.")


def same_values(one: Any, other: Any) -> bool:
    """Tell whether two values of a function, perhaps tuples of values, are the same numbers."""
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(same_values, one, other))
    return close(as_array(one, "value"), as_array(other, "value"))


def expect_loss_without_loop(student: Asked) -> None:
    """Fail if a linear classifier's ``loss(W, X, y, reg)`` loops over the examples."""
    rng = np.random.default_rng(0)

    def arguments(num_examples: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
        X = rng.normal(size=(num_examples, 6))
        return rng.normal(size=(5, 6)), X, rng.integers(0, 5, num_examples), 0.1

    expect_no_loop(student, arguments, few=40, many=400)
