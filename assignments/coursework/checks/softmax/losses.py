"""The visible checks of the softmax loss of a linear classifier."""

from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np

from coursework.checks.softmax import slips
from coursework.checks.softmax.probabilities import CAT, LABEL, SCORES
from coursework.expecting.loops import expect_loss_without_loop
from coursework.expecting.naming import naming
from coursework.expecting.penalties import checks_of_penalty
from coursework.expecting.values import as_number, expect_array, expect_number
from coursework.scoring.check import Asked, Failure, check, checks_in

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


ON_PAPER = LOSS_ON_PAPER, GRADIENT_ON_PAPER
OF_PENALTY = checks_of_penalty(check_losses, 1, (W, X, Y, REG), ON_PAPER)


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
