"""The visible checks of the softmax assignment: what the notebook's instant check runs.

They use the lectures' cat image and small numbers that can be followed on paper.
"""

from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np

from coursework.checks.softmax import slips
from coursework.expecting.loops import expect_loss_without_loop
from coursework.expecting.naming import naming
from coursework.expecting.penalties import expect_penalty_in_gradient, expect_penalty_in_loss
from coursework.expecting.unchanged import expect_unchanged
from coursework.expecting.values import as_array, as_number, expect_array, expect_number
from coursework.given_examples import worked_example
from coursework.judging.check import Asked, Failure, check, checks_in

CAT = worked_example("softmax-cat")
SCORES, LABEL = np.array(CAT["inputs"]["scores"]), CAT["inputs"]["label"]
PROBABILITIES = np.array(CAT["value"]["probabilities"])
# Two rows of scores that are logarithms of small numbers, and their probabilities.
TWO_ROWS = np.log([[1.0, 2.0, 1.0], [6.0, 3.0, 1.0]])
SHARES = np.array([[0.25, 0.5, 0.25], [0.6, 0.3, 0.1]])

# Scores that are multiples of log 2 have powers of 2 for exponentials: with these
# weights, the five images have probabilities such as 1/4, 1/2, 1/4.
W = np.log(2) * np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
X = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [2.0, 1.0], [0.0, 2.0]])
Y, REG = np.array([1, 2, 0, 1, 2]), 1.5  # not ½, where 2λW is W itself
# The right classes have the probabilities 1/2, 1/4, 2/5, 2/7 and 1/6: their product is 1/420.
LOSS_ON_PAPER = np.log(420) / 5
GRADIENT_ON_PAPER = np.array([[438, 233], [-327, 218], [-111, -451]]) / 420 / 5
SECOND_IMAGE_ALONE = np.array([[0.5, 0], [0.25, 0], [-0.75, 0]])

LOSSES = ("softmax_loss_naive", "softmax_loss_vectorized")
check_losses = partial(check, *LOSSES, uses=("softmax", "cross_entropy_loss"))


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


@check(
    "cross_entropy_loss",
    uses=("softmax",),
    points=3,
    hint="It is the log of the sum of all exponentials, less the right class's score.",
)
def each_label(student: Asked) -> None:
    """With the cat's scores, the loss is that of the lecture, whichever class is right."""
    # All are asked before one is judged: three values tell a mistake better than one.
    got = [student.answer(SCORES, label) for label in range(3)]
    losses = -np.log(PROBABILITIES)
    with naming(
        got,
        (slips.MINUS_LEFT_OUT, list(-losses)),
        (slips.BASE_TEN, list(losses / np.log(10))),
        (slips.RIGHT_SCORE_NOT_SHIFTED, list(losses - SCORES.max())),
    ):
        expect_number(got[LABEL], CAT["value"]["loss"], "loss", "for the cat image")
        for label, loss in enumerate(got):
            given = f"with the cat's scores and label {label}"
            expect_number(loss, losses[label], "loss", given)


@check(
    "cross_entropy_loss",
    uses=("softmax",),
    points=2,
    role="part",
    builds_on=["each_label"],
    hint="Use the second form of the loss, with the shift: log of the sum, less the right score.",
)
def far_behind(student: Asked) -> None:
    """The loss is finite and right where the right class is 1000 points behind, or ahead."""
    cases = [
        ([1000.0, 0.0], 1, 1000.0),
        ([0.0, -800.0, 0.0], 1, 800 + np.log(2)),
        ([1000.0, 0.0, 5.0], 0, 0.0),
        ([-1000.0, -3000.0], 1, 2000.0),
        ([720.0, 0.0], 0, 0.0),  # exp(720) is too large, exp(−720) not yet 0
    ]
    got: list[Any] = []
    with naming(
        got,
        (slips.SHIFT_FORGOTTEN, [np.inf, np.inf, np.nan, np.nan, np.nan]),
        (slips.SHIFT_FORGOTTEN, [np.inf, ..., np.inf, -np.inf, np.inf]),
        (slips.LOGARITHM_OF_ZERO, [np.inf, np.inf, 0.0, ..., 0.0]),
        (slips.ONE_HOT_TIMES_LOGARITHM, [np.inf, np.inf, np.nan, np.inf, 0.0]),
        (slips.MAXIMUM_STARTS_AT_ZERO, [*(loss for *_, loss in cases[:3]), -np.inf, 0.0]),
        (slips.MATH_LOG_OF_ZERO, "math domain error"),
        (slips.MATH_LOG_OF_ZERO, "expected a positive input"),
    ):
        got += [student.answer(np.array(scores), label) for scores, label, _ in cases]
        # Where the loss stops, it is the same however far the right class is behind.
        with naming(got, (slips.SMALL_NUMBER_IN_LOGARITHM, _stopped(got[0]))):
            for loss, (scores, label, expected) in zip(got, cases, strict=True):
                given = f"for scores {scores} and label {label}"
                expect_number(loss, expected, "loss", given)


def _stopped(loss: Any) -> list[Any] | None:
    """Return the losses of `far_behind`, if the first is where a small number stops them."""
    with suppress(Failure):
        least = as_number(loss, "loss")
        if 0 < least < 800:  # exp(−800) is taken for 0
            return [least, least, ..., least, ...]
    return None


@check("kl_divergence", points=1, hint="Add up p·log(p/q) over the classes.")
def kl_on_paper(student: Asked) -> None:
    """For (½, ½) and (¼, ¾), the divergence is the one worked out on paper, either way round."""
    half, quarter = np.array([0.5, 0.5]), np.array([0.25, 0.75])
    forth, back, same = [
        student.answer(p, q) for p, q in ((half, quarter), (quarter, half), (half, half))
    ]
    expect_number(forth, np.log(4 / 3) / 2, "divergence", "for P = (½, ½) and Q = (¼, ¾)")
    expect_number(back, np.log(27 / 16) / 4, "divergence", "for P = (¼, ¾) and Q = (½, ½)")
    expect_number(same, 0.0, "divergence", "of (½, ½) from itself")


@check(
    "kl_divergence",
    points=1,
    role="part",
    hint="Add up p·log(p/q) over the classes with p above 0.",
)
def zeros_in_p(student: Asked) -> None:
    """Classes with p = 0 add nothing: for (½, ½, 0) and (¼, ⅛, ⅝), two terms remain."""
    got = student.answer(np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.125, 0.625]))
    with naming(got, (slips.ZERO_TIMES_LOG_ZERO, np.nan)):
        given = "for P = (½, ½, 0) and Q = (¼, ⅛, ⅝)"
        expect_number(got, 1.5 * np.log(2), "divergence", given)


@check(
    "kl_divergence",
    points=1,
    role="part",
    builds_on=["kl_on_paper"],  # what is always infinite is so here
    hint="Return ∞ (np.inf) where q is 0 and p isn't.",
)
def zero_in_q(student: Asked) -> None:
    """Where Q rules out what P calls possible, the divergence is infinite."""
    p, other, q = np.array([[0.5, 0.5], [0.25, 0.75], [1.0, 0.0]])
    calls = [student.call(one, q) for one in (p, other)]
    got = [call.value for call in calls]
    left_out = [-np.log(2) / 2, -np.log(4) / 4]
    with naming(
        got,
        (slips.ZEROS_OF_Q_LEFT_OUT, left_out),
        (slips.SMALL_NUMBER_IN_DIVERGENCE, _with_small_number(got[0])),
    ):
        expect_number(got[0], np.inf, "divergence", "for P = (½, ½) and Q = (1, 0)")
        expect_number(got[1], np.inf, "divergence", "for P = (¼, ¾) and Q = (1, 0)")
    for call, one in zip(calls, (p, other), strict=True):
        expect_unchanged(call.arguments_after, (one, q), ("p", "q"))


def _with_small_number(first: Any) -> list[Any] | None:
    """Return the divergences of `zero_in_q` if a small number stands for q = 0."""
    with suppress(Failure):
        divergence = as_number(first, "divergence")
        logarithm = 2 * (divergence + np.log(2))  # −log of the small number
        if 5 < logarithm < 800:
            return [divergence, 0.25 * np.log(0.25) + 0.75 * (np.log(0.75) + logarithm)]
    return None


@check(
    "nll_loss",
    points=2,
    hint="The logarithms are given: pick one from each row, take the mean, turn the sign.",
)
def nll_on_paper(student: Asked) -> None:
    """For three rows of log-probabilities, the loss is the one worked out on paper."""
    # The columns of the right classes hold other numbers, too: picking them whole shows.
    probabilities = np.array(
        [[0.5, 0.25, 0.0625, 0.1875], [0.25, 0.5, 0.125, 0.125], [0.25, 0.25, 0.125, 0.375]]
    )
    logarithms, y = np.log(probabilities), np.array([0, 2, 2])  # 1/2, 1/8, 1/8
    # Both are asked before one is judged: a factor 3 is told from the sum of 3 rows.
    got = [student.answer(logarithms[:n], y[:n]) for n in (3, 1)]
    losses = [7 / 3 * np.log(2), np.log(2)]
    with naming(
        got,
        (slips.COLUMNS_PICKED_IN_NLL, [-logarithms[:n, y[:n]].mean() for n in (3, 1)]),
        (slips.MINUS_LEFT_OUT_IN_NLL, [-loss for loss in losses]),
    ):
        expect_number(got[0], losses[0], "loss", "for three rows")
        expect_number(got[1], losses[1], "loss", "for the first of them alone")


@check_losses(
    points=1,
    hint="The loss of each image is what `cross_entropy_loss` gives for its scores; add up and "
    "divide by N.",
)
def mean_over_images(student: Asked) -> None:
    """Without regularization, the loss is the mean over the images."""
    # With the single pixel 1, the scores X Wᵀ are just Wᵀ.
    cat = student.loss(SCORES[:, np.newaxis], np.ones((1, 1)), np.array([LABEL]), 0.0)
    five = student.loss(W, X, Y, 0.0)
    shifts = np.array([SCORES.max(), (X @ W.T).max(axis=1).mean()])
    losses = np.array([CAT["value"]["loss"], LOSS_ON_PAPER])
    with naming(
        [cat, five],
        (slips.MINUS_LEFT_OUT, list(-losses)),
        (slips.BASE_TEN, list(losses / np.log(10))),
        (slips.RIGHT_SCORE_NOT_SHIFTED, list(losses - shifts)),
    ):
        expect_number(cat, losses[0], "loss", "for the lecture's cat alone")
        expect_number(five, losses[1], "loss", "for the five images on paper")


@check_losses(
    points=2,
    hint="Row j of the gradient is the mean of (p_j − 1[j = y]) x over the images.",
)
def gradient_on_paper(student: Asked) -> None:
    """The gradient for the images on paper is right: for the second one alone, and for all five."""
    alone, five = student.gradient(W, X[1:2], Y[1:2], 0.0), student.gradient(W, X, Y, 0.0)
    probabilities = np.exp(X @ W.T) / np.exp(X @ W.T).sum(axis=1, keepdims=True)

    def less(subtracted: np.ndarray) -> list[np.ndarray]:
        pull = probabilities - subtracted
        return [pull[1:2].T @ X[1:2], pull.T @ X / 5]

    one_hot = np.eye(3)[Y]
    with naming(
        [alone, five],
        (slips.GRADIENT_NOT_DIVIDED, [SECOND_IMAGE_ALONE, 5 * GRADIENT_ON_PAPER]),
        (slips.GRADIENT_REVERSED, [-SECOND_IMAGE_ALONE, -GRADIENT_ON_PAPER]),
        (slips.MINUS_ONE_LEFT_OUT, less(0 * one_hot)),
        (slips.ONE_SUBTRACTED_EVERYWHERE, less(np.ones((5, 3)))),
        (slips.ONE_SUBTRACTED_IN_COLUMNS, [SECOND_IMAGE_ALONE, less(np.ones((5, 3)))[1]]),
    ):
        expect_array(alone, SECOND_IMAGE_ALONE, "gradient", "for the second image alone")
        expect_array(five, GRADIENT_ON_PAPER, "gradient", "for the five images on paper")


@check_losses(
    points=2.5,
    role="part",
    builds_on=["mean_over_images"],
    hint="For each image, take log Σ exp(s_k) − s_y, with scores from which its own largest one "
    "is subtracted.",
)
def images_far_behind(student: Asked) -> None:
    """The loss is finite and right for images whose right class is 1000 behind, or ahead."""
    # With the identity for W, the scores X Wᵀ are X itself.
    far = np.array([[1000.0, 0.0], [5.0, 1205.0], [1.0, 1.0], [-1000.0, -3000.0]])
    labels, losses = np.array([1, 0, 0, 1]), np.array([1000, 1200, np.log(2), 2000])
    # exp(1000) and exp(720) are too large, exp(−1000) is taken for 0, and exp(−720) isn't yet.
    ahead = [(np.array([[lead, 0.0]]), np.array([0]), 0.0) for lead in (1000.0, 720.0)]
    behind = [(far[:n], labels[:n], losses[:n].mean()) for n in (2, 3, 4)]
    means = [mean for *_, mean in behind]
    got: list[Any] = []
    with naming(
        got,
        (slips.SHIFT_FORGOTTEN, [np.nan, np.nan, np.inf, np.inf, np.nan]),
        (slips.SHIFT_FORGOTTEN, [np.inf, np.inf, np.inf, np.inf, np.nan]),
        (slips.LOGARITHM_OF_ZERO, [0.0, 0.0, np.inf, np.inf, ...]),
        (slips.ONE_HOT_TIMES_LOGARITHM, [np.nan, 0.0, np.inf, np.inf, np.inf]),
        (slips.ONE_MAXIMUM, [0.0, 0.0, means[0], -np.inf, -np.inf]),
        (slips.MAXIMUM_STARTS_AT_ZERO, [0.0, 0.0, *means[:2], -np.inf]),
        (slips.MATH_LOG_OF_ZERO, "math domain error"),
        (slips.MATH_LOG_OF_ZERO, "expected a positive input"),
    ):
        got += [student.loss(np.eye(2), X, y, 0.0) for X, y, _ in (*ahead, *behind)]
        with naming(got, (slips.SMALL_NUMBER_IN_LOGARITHM, _stopped_means(got[2]))):
            for loss, (X, y, mean) in zip(got, (*ahead, *behind), strict=True):
                scores = ", ".join(f"({a:g}, {b:g})" for a, b in X)
                expect_number(loss, mean, "loss", f"for scores {scores}, labels {y.tolist()}")


def _stopped_means(loss: Any) -> list[Any] | None:
    """Return the losses of `images_far_behind`, if a small number stops those of two images."""
    with suppress(Failure):
        least = as_number(loss, "loss")
        if 0 < least < 800:  # exp(−800) is taken for 0
            return [..., ..., least, (2 * least + np.log(2)) / 3, (3 * least + np.log(2)) / 4]
    return None


@check_losses(
    points=1,
    role="part",
    hint="Add λ times the sum of all squared weights, once, after the mean.",
)
def penalty_in_loss(student: Asked) -> None:
    """Regularization adds λΣW² to the loss."""
    expect_penalty_in_loss(student, W, X, Y, REG, (LOSS_ON_PAPER, GRADIENT_ON_PAPER))


@check_losses(
    points=1,
    role="part",
    hint="Differentiate λw² by w, and add that for each weight, once, after the mean.",
)
def penalty_in_gradient(student: Asked) -> None:
    """Regularization adds the derivative of λΣW² to the gradient."""
    expect_penalty_in_gradient(student, W, X, Y, REG, (LOSS_ON_PAPER, GRADIENT_ON_PAPER))


@check(
    "softmax_loss_vectorized",
    points=4,
    role="form",
    builds_on=["mean_over_images", "gradient_on_paper"],
)
def no_loop(student: Asked) -> None:
    """There is no loop over the examples: Python takes no more steps for 400 than for 40."""
    expect_loss_without_loop(student)


CHECKS = checks_in(globals(), visible=True)
