"""The visible checks of the three penalties."""

import numpy as np

from coursework.checking import Asked, Failure, WrongForm, check, checks_in, shown
from coursework.comparing import as_array, expect_array, expect_number
from coursework.examples import worked_example
from coursework.unchanged import expect_unchanged

PENALTY = "(R, gradient)"

# The lecture's w1 and w2, which have the same score.
TWO = worked_example("l2-prefers-spread")
W1, W2 = (np.array(TWO["inputs"][name], dtype=float) for name in ("w1", "w2"))
ROW = np.array([3.0, -4.0])
TABLE = np.array([[1.0, -2.0, 5.0], [-3.0, 4.0, -1.0]])
WITH_ZEROS = np.array([[0.0, -2.0], [3.0, 0.0]])


@check(
    "l2_penalty",
    points=4,
    hint="Square each weight first, then add up: 3² + (−4)² = 25. 0.5 for w1? There is no ½ in "
    "this course. 0.25 for w1? That is the mean. 0.5 for w2? That is the root of the sum. 1 for "
    "w2? You didn't square, or added first.",
)
def sum_of_squares(student: Asked) -> None:
    """R is the sum of all squared weights: for the lecture's two vectors and on paper."""
    cases = (W1, W2, ROW, TABLE)
    got = [student.part(0, PENALTY, case) for case in cases]
    for R, expected, given in zip(got, (*TWO["value"]["l2"], 25, 56), _names(), strict=True):
        expect_number(R, expected, "R", given)


@check(
    "l2_penalty",
    points=4,
    hint="In the sum, each weight occurs once, as w². Differentiate that by w, weight by weight. "
    "3 for the weight 3? That is the slope of ½w². 9? That is w² itself.",
)
def gradient_of_squares(student: Asked) -> None:
    """The gradient has the derivative of w² at the place of each weight."""
    got = [student.part(1, PENALTY, case) for case in (ROW, TABLE)]
    expect_array(got[0], np.array([6.0, -8.0]), "gradient", "for W = (3, −4)")
    expect_array(
        got[1], np.array([[2.0, -4.0, 10.0], [-6.0, 8.0, -2.0]]), "gradient", "for the 2×3 table"
    )


@check(
    "l1_penalty",
    points=3,
    hint="A weight of −4 has size 4: 3 + 4 = 7 for W = (3, −4). −1 or 1? The two have cancelled: "
    "take the size of each before you add. 25? Those are squares. 4 for w2? Your function has "
    "overwritten W before it added: g = W makes no copy.",
)
def sum_of_magnitudes(student: Asked) -> None:
    """R is the sum of all magnitudes: for the lecture's two vectors and on paper."""
    got = [student.part(0, PENALTY, case) for case in (W1, W2, ROW, TABLE)]
    for R, expected, given in zip(got, (*TWO["value"]["l1"], 7, 16), _names(), strict=True):
        expect_number(R, expected, "R", given)


@check(
    "l1_penalty",
    points=3,
    hint="Draw |w|: one straight line falls, the other rises. What is the slope of each? It is the "
    "same for a large weight and for a small one.",
)
def slope_of_magnitudes(student: Asked) -> None:
    """The gradient has the slope of |w| at the place of each weight."""
    got = [student.part(1, PENALTY, case) for case in (ROW, TABLE)]
    expect_array(got[0], np.array([1.0, -1.0]), "gradient", "for W = (3, −4)")
    expect_array(
        got[1], np.array([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0]]), "gradient", "for the 2×3 table"
    )


@check(
    "l1_penalty",
    points=2,
    hint="At the kink the slope is taken to be 0: a third case, beside w > 0 and w < 0. NaN comes "
    "from 0 / 0, as in W / |W|.",
)
def zero_weight(student: Asked) -> None:
    """At a weight of 0 the gradient is 0, by convention."""
    expect_zero_slopes(student.part(1, PENALTY, WITH_ZEROS), WITH_ZEROS)


@check(
    "elastic_net_penalty",
    points=3,
    hint="With β = 2 and W = (3, −4): 2 · 25 + 7. 39? Your β is at the magnitudes. 64? It is at "
    "both. 107? You squared β as well.",
)
def squares_and_magnitudes(student: Asked) -> None:
    """R is β times the sum of squares, plus the sum of magnitudes."""
    cases = ((ROW, 2.0, 57), (ROW, 0.5, 19.5), (TABLE, 3.0, 184))
    got = [student.part(0, PENALTY, weights, beta) for weights, beta, _ in cases]
    for R, (weights, beta, expected) in zip(got, cases, strict=True):
        given = "W = (3, −4)" if weights is ROW else "the 2×3 table"
        expect_number(R, expected, "R", f"for {given} and β = {beta:g}")


@check(
    "elastic_net_penalty",
    points=3,
    hint="The derivative of a sum is the sum of the derivatives: 13 = 12 + 1 for w = 3, and "
    "−17 = −16 − 1 for w = −4. Which part comes from βw², which from |w|?",
)
def slope_of_both(student: Asked) -> None:
    """The gradient has the slope of βw² + |w| at the place of each weight."""
    cases = ((ROW, 2.0, [13.0, -17.0]), (ROW, 0.5, [4.0, -5.0]))
    got = [student.part(1, PENALTY, weights, beta) for weights, beta, _ in cases]
    for gradient, (_, beta, expected) in zip(got, cases, strict=True):
        given = f"for W = (3, −4) and β = {beta:g}"
        expect_array(gradient, np.array(expected), "gradient", given)


@check("l2_penalty", points=1, builds_on=["sum_of_squares"])
def weights_after_squares(student: Asked) -> None:
    """The function leaves W as it was."""
    expect_unchanged(student.call(TABLE).arguments_after, [TABLE], ["W"])


@check("l1_penalty", points=1, builds_on=["sum_of_magnitudes"])
def weights_after_magnitudes(student: Asked) -> None:
    """The function leaves W as it was."""
    expect_unchanged(student.call(TABLE).arguments_after, [TABLE], ["W"])


@check("elastic_net_penalty", points=1, builds_on=["squares_and_magnitudes"])
def weights_after_both(student: Asked) -> None:
    """The function leaves W as it was."""
    expect_unchanged(student.call(TABLE, 2.0).arguments_after[:1], [TABLE], ["W"])


def expect_zero_slopes(value: object, W: np.ndarray) -> None:
    """Fail unless the gradient is 0 where a weight is, and not simply everywhere."""
    got = as_array(value, "gradient")
    if got.shape != W.shape:
        raise WrongForm(f"Your gradient should have W's shape {W.shape}, but is {shown(got)}.")
    if not got.any():
        raise Failure("Your gradient is 0 everywhere, not only where a weight is 0.")
    at_zero = got[W == 0]
    expect_array(at_zero, np.zeros(at_zero.shape), "gradient", "at the weights that are 0")


def _names() -> tuple[str, ...]:
    return (
        "for w1 = (1, 0, 0, 0)",
        "for w2 = (¼, ¼, ¼, ¼)",
        "for W = (3, −4)",
        "for the 2×3 table",
    )


CHECKS = checks_in(globals(), visible=True)
