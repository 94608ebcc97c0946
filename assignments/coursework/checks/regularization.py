"""The visible checks of the regularization assignment: small numbers to follow on paper."""

import numpy as np

from coursework.checking import Asked, Failure, WrongForm, check, checks_in, shown
from coursework.comparing import (
    as_array,
    close,
    expect_array,
    expect_number,
)
from coursework.examples import worked_example
from coursework.questions import NUMBER, form_checks

QUESTIONS = {
    "lambda_that_tips": NUMBER,
    "l2_of_third_vector": NUMBER,
    "l2_of_doubled_weights": NUMBER,
    "l1_of_third_vector": NUMBER,
    "beta_for_twice_penalty": NUMBER,
    "smallest_l1_with_score_one": NUMBER,
    "l2_step_of_weight": NUMBER,
    "l1_step_of_weight": NUMBER,
    "slope_with_penalty": NUMBER,
    "who_chooses_lambda": "ABC",
}
PENALTY = "(R, gradient)"
LOSS = "(loss, gradient)"

# The lecture's w1 and w2, which have the same score.
TWO = worked_example("l2-prefers-spread")
W1, W2 = (np.array(TWO["inputs"][name], dtype=float) for name in ("w1", "w2"))
ROW = np.array([3.0, -4.0])
TABLE = np.array([[1.0, -2.0, 5.0], [-3.0, 4.0, -1.0]])
WITH_ZEROS = np.array([[0.0, -2.0], [3.0, 0.0]])

# The loss that `svm` worked out on paper.
ON_PAPER = worked_example("l2-regularized-hinge")
W = np.array(ON_PAPER["inputs"]["W"], dtype=float)
REG, DATA_LOSS = ON_PAPER["inputs"]["reg"], ON_PAPER["value"]["data_loss"]
DATA_GRADIENT = np.array(ON_PAPER["value"]["data_gradient"])

# Three points and their parabola, without a penalty and with λ = 1.
X, T = np.array([-1.0, 0.0, 1.0]), np.array([1.0, 0.0, 7.0])
EXACT, PENALISED = np.array([0.0, 3.0, 4.0]), np.array([1.0, 2.0, 2.0])


@check("l2_penalty", points=4, hint="Square each weight first, then add up: 3² + (−4)² = 25.")
def sum_of_squares(student: Asked) -> None:
    """R is the sum of all squared weights: for the lecture's two vectors and on paper."""
    cases = (W1, W2, ROW, TABLE)
    got = [student.part(0, PENALTY, case) for case in cases]
    for R, expected, given in zip(got, (*TWO["value"]["l2"], 25, 56), _names(), strict=True):
        expect_number(R, expected, "R", given)


@check(
    "l2_penalty",
    points=4,
    hint="In the sum, each weight occurs once, as w². Differentiate that by w, weight by weight.",
)
def gradient_of_squares(student: Asked) -> None:
    """The gradient has the derivative of w² at the place of each weight."""
    got = [student.part(1, PENALTY, case) for case in (ROW, TABLE)]
    expect_array(got[0], np.array([6.0, -8.0]), "gradient", "for W = (3, −4)")
    expect_array(
        got[1], np.array([[2.0, -4.0, 10.0], [-6.0, 8.0, -2.0]]), "gradient", "for the 2×3 table"
    )


@check("l1_penalty", points=3, hint="A weight of −4 has size 4: 3 + 4 = 7 for W = (3, −4).")
def sum_of_magnitudes(student: Asked) -> None:
    """R is the sum of all magnitudes: for the lecture's two vectors and on paper."""
    got = [student.part(0, PENALTY, case) for case in (W1, W2, ROW, TABLE)]
    for R, expected, given in zip(got, (*TWO["value"]["l1"], 7, 16), _names(), strict=True):
        expect_number(R, expected, "R", given)


@check(
    "l1_penalty",
    points=3,
    hint="Draw |w|: two straight lines. What is the slope of each? A large weight has no more "
    "slope than a small one.",
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
    hint="At the kink the slope is taken to be 0. If you divide by |W|, you divide 0 by 0 there.",
)
def zero_weight(student: Asked) -> None:
    """At a weight of 0 the gradient is 0, by convention."""
    expect_zero_slopes(student.part(1, PENALTY, WITH_ZEROS), WITH_ZEROS)


@check(
    "elastic_net_penalty",
    points=3,
    hint="With β = 2 and W = (3, −4): 2 · 25 + 7.",
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
    hint="The derivative of a sum is the sum of the derivatives. Which of them has a β?",
)
def slope_of_both(student: Asked) -> None:
    """The gradient has the slope of βw² + |w| at the place of each weight."""
    cases = ((ROW, 2.0, [13.0, -17.0]), (ROW, 0.5, [4.0, -5.0]))
    got = [student.part(1, PENALTY, weights, beta) for weights, beta, _ in cases]
    for gradient, (_, beta, expected) in zip(got, cases, strict=True):
        given = f"for W = (3, −4) and β = {beta:g}"
        expect_array(gradient, np.array(expected), "gradient", given)


def sum_of_w_squared(W: np.ndarray) -> tuple[float, np.ndarray]:
    """Return ΣW² and its gradient: a penalty to hand to an answer."""
    W = np.asarray(W, dtype=float)
    return float(np.sum(W**2)), 2 * W


def sum_of_fourth_powers(W: np.ndarray) -> tuple[float, np.ndarray]:
    """Return ΣW⁴ and its gradient: a penalty that no formula of the notebook gives."""
    W = np.asarray(W, dtype=float)
    return float(np.sum(W**4)), 4 * W**3


@check(
    "regularized_loss",
    points=3,
    hint="`R, gradient = penalty(W)` gives you both. The data loss stays as it is; λ times R is "
    "added to it.",
)
def loss_on_paper(student: Asked) -> None:
    """The loss is the data loss plus λ times the penalty."""
    got = [
        student.part(0, LOSS, DATA_LOSS, DATA_GRADIENT, W, reg, penalty)
        for reg, penalty in ((REG, sum_of_w_squared), (3.0, sum_of_fourth_powers))
    ]
    expect_number(
        got[0], DATA_LOSS + ON_PAPER["value"]["penalty"], "loss", "with R = ΣW² and λ = 0.5"
    )
    expected = DATA_LOSS + 3 * sum_of_fourth_powers(W)[0]
    expect_number(got[1], expected, "loss", "with the made-up penalty R = ΣW⁴ and λ = 3")


@check(
    "regularized_loss",
    points=3,
    hint="What λ does to R, it does to R's gradient. That gradient comes from `penalty(W)`, too.",
)
def gradient_on_paper(student: Asked) -> None:
    """The gradient is the data's plus λ times the penalty's."""
    got = [
        student.part(1, LOSS, DATA_LOSS, DATA_GRADIENT, W, reg, penalty)
        for reg, penalty in ((REG, sum_of_w_squared), (3.0, sum_of_fourth_powers))
    ]
    expected = DATA_GRADIENT + ON_PAPER["value"]["penalty_gradient"]
    expect_array(got[0], expected, "gradient", "with R = ΣW² and λ = 0.5")
    expected = DATA_GRADIENT + 3 * sum_of_fourth_powers(W)[1]
    expect_array(got[1], expected, "gradient", "with the made-up penalty R = ΣW⁴ and λ = 3")


@check("regularized_loss", points=2, hint="Call the function that you are given: `penalty(W)`.")
def penalty_called(student: Asked) -> None:
    """The penalty is the one that was handed over, called with W."""
    call = student.call(DATA_LOSS, DATA_GRADIENT, W, REG, sum_of_fourth_powers)
    if not call.called_back:
        raise Failure("Your function never calls the `penalty` that it is given.")
    if not any(close(one.arguments[0], W) for one in call.called_back):
        raise Failure("Your function calls `penalty`, but not with W.")


@check(
    "fit_polynomial",
    points=3,
    hint="Without a penalty, solve AᵀA w = Aᵀt. Column k of A holds x to the power k, from "
    "k = 0 on.",
)
def curve_through_points(student: Asked) -> None:
    """With λ = 0, the parabola goes through (−1, 1), (0, 0) and (1, 7)."""
    expect_fit(student.answer(X, T, 2, 0.0), EXACT, "with degree 2 and λ = 0")


@check("fit_polynomial", points=2, hint="The parabola is 0 + 3x + 4x²: return 0, 3, 4.")
def lowest_degree_first(student: Asked) -> None:
    """The coefficients come lowest degree first, the constant at the start."""
    expect_array(student.answer(X, T, 2, 0.0), EXACT, "coefficients", "with degree 2 and λ = 0")


@check(
    "fit_polynomial",
    points=2,
    hint="A polynomial of degree 0 is a constant. Minimize Σ(w − t)² + λw² by hand: "
    "w = Σt / (N + λ).",
)
def constant_penalised(student: Asked) -> None:
    """The penalty counts the constant, too."""
    got = student.answer(X, T, 0, 1.0)
    student.answer(X, T, 2, 1.0)  # tells a forgotten λ from one that the constant alone lacks
    expect_array(got, np.array([2.0]), "coefficients", "with degree 0 and λ = 1")


@check(
    "fit_polynomial",
    points=4,
    builds_on=["curve_through_points"],
    hint="Set the derivative of Σ(p(x) − t)² + λΣw² by each coefficient to 0. In which of these "
    "equations does λ occur, and beside which coefficient?",
)
def parabola_on_paper(student: Asked) -> None:
    """With λ = 1, the parabola for the same three points is 1 + 2x + 2x²."""
    expect_fit(student.answer(X, T, 2, 1.0), PENALISED, "with degree 2 and λ = 1")


def expect_fit(value: object, expected: np.ndarray, given: str) -> None:
    """Fail unless the coefficients are right, in either order: the order is a check of its own."""
    got = as_array(value, "coefficients")
    in_order = got if close(got, expected) else got[::-1] if got.ndim == 1 else got
    expect_array(in_order if close(in_order, expected) else got, expected, "coefficients", given)


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


CHECKS = [*form_checks(QUESTIONS), *checks_in(globals(), visible=True)]
