"""The visible checks of the softmax function."""

import numpy as np

from coursework.checks.softmax import slips
from coursework.expecting.given_examples import worked_example
from coursework.expecting.naming import naming
from coursework.expecting.unchanged import expect_unchanged
from coursework.expecting.values import as_array, expect_array
from coursework.scoring.check import Asked, check, checks_in

CAT = worked_example("softmax-cat")
SCORES, LABEL = np.array(CAT["inputs"]["scores"]), CAT["inputs"]["label"]
PROBABILITIES = np.array(CAT["value"]["probabilities"])
# Two rows of scores that are logarithms of small numbers, and their probabilities.
TWO_ROWS = np.log([[1.0, 2.0, 1.0], [6.0, 3.0, 1.0]])
SHARES = np.array([[0.25, 0.5, 0.25], [0.6, 0.3, 0.1]])


@check(
    "softmax", points=2, hint="Take exp of each score, then divide each by the sum of the three."
)
def cat_image(student: Asked) -> None:
    """The scores of the cat image become the lecture's probabilities."""
    expect_array(student.answer(SCORES), PROBABILITIES, "array of probabilities", "for the cat")


@check(
    "softmax",
    points=2,
    hint="Each row is one example: its exponentials are divided by the sum of this row.",
)
def each_row(student: Asked) -> None:
    """In a table of scores, each row becomes probabilities that add up to 1."""
    expect_array(student.answer(TWO_ROWS), SHARES, "array of probabilities", "for 2 rows")


@check(
    "softmax",
    points=1,
    role="part",
    builds_on=["cat_image"],
    hint="Subtract each example's largest score from its scores before you take exp.",
)
def moved_by_1000(student: Asked) -> None:
    """Scores that are 1000 higher, or lower, have the same probabilities."""
    moves = {"for the cat's scores + 1000": 1000, "for the cat's scores − 1000": -1000}
    got = [student.answer(SCORES + moved) for moved in moves.values()]
    nowhere = np.full(3, np.nan)
    with naming(
        got,
        (slips.SHIFT_FORGOTTEN, [nowhere, nowhere]),
        (slips.MAXIMUM_STARTS_AT_ZERO, [PROBABILITIES, nowhere]),
    ):
        for value, given in zip(got, moves, strict=True):
            expect_array(value, PROBABILITIES, "array of probabilities", given)


@check(
    "softmax",
    points=1,
    role="part",
    builds_on=["each_row"],
    hint="Subtract from each row its own largest score.",
)
def one_row_far_above(student: Asked) -> None:
    """A row that is 1000 higher than the other one doesn't disturb it."""
    got = student.answer(TWO_ROWS + np.array([[1000.0], [0.0]]))
    nowhere = np.full(3, np.nan)
    with naming(
        got,
        (slips.ONE_MAXIMUM, [SHARES[0], nowhere]),
        (slips.SHIFT_FORGOTTEN, [nowhere, SHARES[1]]),
    ):
        expect_array(got, SHARES, "array of probabilities", "with the first row 1000 higher")


@check("softmax", points=1, role="form")
def table_unchanged(student: Asked) -> None:
    """The function leaves its scores as they were."""
    for scores in (SCORES, TWO_ROWS):
        call = student.call(scores)
        as_array(call.value, "array of probabilities")
        expect_unchanged(call.arguments_after, [scores], ["scores"])


CHECKS = checks_in(globals(), visible=True)
