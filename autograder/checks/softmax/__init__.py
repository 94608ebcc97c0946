"""The hidden checks of the softmax assignment."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks.linear_losses import (
    expect_gradients,
    expect_inputs_unchanged,
    expect_losses,
    expect_other_shapes,
)
from autograder.checks.softmax.questions import QUESTIONS
from autograder.mistakes import softmax as mistakes
from coursework.checking import Asked, Failure, Mistake, check, checks_in
from coursework.checks.softmax import LOSSES
from coursework.comparing import as_array, expect_array, expect_number
from coursework.unchanged import expect_unchanged
from solutions import softmax as reference

__all__ = ["ANSWERS", "CHECKS", "QUESTIONS", "problem"]

LOSS = reference.softmax_loss_vectorized

ANSWERS = [
    "softmax",
    "sum_by_slide_formula",
    "cross_entropy_of_frog",
    "cross_entropy_loss",
    "cross_entropy_range",
    "cross_entropy_at_start",
    "mean_over_ten_class_images",
    "kl_divergence",
    "entropy_of_label",
    "nll_loss",
    "nll_of_probabilities",
    "softmax_before_cross_entropy",
    "right_score_doubled",
    "cross_entropy_of_four_pixels",
    "input_of_logistic",
    "ratio_of_slopes",
    "slope_of_right_score",
    "softmax_loss_naive",
    "softmax_loss_vectorized",
]


def problem(rng: np.random.Generator, N: int = 6, C: int = 4, D: int = 5) -> tuple:
    """Draw W, X and y such that no probability is near 0 or 1, and the regularization shows."""
    return rng.normal(size=(C, D)), rng.normal(size=(N, D)), rng.integers(0, C, N)


# Less its mean or its smallest score, a row is still too large for exp. The right classes are
# likely ones: what becomes of an unlikely one is another check's.
WIDE = np.array([[2000.0, 1999.0, -2000.0], [-2000.0, 2000.0, 2001.0]])
LIKELY = np.array([0, 1])


def expect_finite(values: Sequence[Any], name: str, given: str, mistake: Mistake) -> None:
    """Fail, with the mistake that is then evident, if a value isn't a finite number.

    NaN equals nothing, so that no mistake is recognised by it. It is evident only where the
    answer has just been right on inputs that the mistake does no harm to: anything can be NaN.
    """
    for value in values:
        if not np.isfinite(as_array(value, name)).all():
            what = "NaN (not a number)" if np.isnan(as_array(value, name)).any() else "infinite"
            raise Failure(f"Your {name} {given} is {what}.", mistake)


# Each check asks for all its values before it judges the first: several values tell
# one known mistake from another, and from chance, where a single one may not.


@check("softmax", points=3, builds_on=["each_row"])
def random_rows(student: Asked) -> None:
    """The probabilities are right for random scores: one row or many, two classes or nine."""
    cases = {
        f"for scores of shape {shape}": 2 * student.rng.normal(size=shape)
        for shape in ((5,), (2,), (4, 9), (6, 2), (1, 5), (7, 1))
    }
    cases["in float32"] = student.rng.normal(size=(3, 4)).astype(np.float32)
    got = {given: student.answer(scores) for given, scores in cases.items()}
    for given, scores in cases.items():
        expect_array(got[given], reference.softmax(scores), "array of probabilities", given)


@check("softmax", points=2, builds_on=["each_row"])
def rows_far_apart(student: Asked) -> None:
    """Rows that differ by 1000 don't disturb each other; in a row, scores may differ by 4000."""
    scores = student.rng.normal(size=(3, 4))
    apart = scores + np.array([[1000.0], [0.0], [-1000.0]])
    plain, alike, far, wide = [
        student.answer(given) for given in (scores, scores + 1000, apart, WIDE)
    ]
    name, expected = "array of probabilities", reference.softmax(scores)
    expect_array(plain, expected, name, "for scores near 0")
    expect_finite([alike], name, "for scores near 1000", mistakes.shift_forgotten)
    expect_finite([far], name, "for rows far apart", mistakes.one_maximum_for_the_batch)
    expect_array(alike, expected, name, "for scores near 1000")
    expect_array(far, expected, name, "for rows far apart")
    expect_array(wide, reference.softmax(WIDE), name, "for scores from −2000 to 2000")


@check("cross_entropy_loss", points=2, builds_on=["each_label"])
def random_scores(student: Asked) -> None:
    """The loss is right for random scores of 2 to 9 classes."""
    rng = student.rng
    cases = [(2 * rng.normal(size=C), int(rng.integers(C))) for C in (4, 2, 7, 9)]
    cases.append((rng.normal(size=5).astype(np.float32), 3))
    got = [student.answer(*case) for case in cases]
    for loss, case in zip(got, cases, strict=True):
        expected = reference.cross_entropy_loss(*case)
        expect_number(loss, expected, "loss", f"for {len(case[0])} classes")


@check("cross_entropy_loss", points=1, builds_on=["each_label"])
def scores_moved_by_1000(student: Asked) -> None:
    """The loss is the same with all scores 1000 higher or lower; they may be 4000 apart, too."""
    scores = student.rng.normal(size=4)
    plain, *got = [student.answer(scores + moved, 2) for moved in (0, 1000, -1000)]
    wide = [student.answer(*case) for case in zip(WIDE, map(int, LIKELY), strict=True)]
    expected = reference.cross_entropy_loss(scores, 2)
    expect_number(plain, expected, "loss", "for scores near 0")
    expect_finite(got, "loss", "for scores moved by 1000", mistakes.shift_forgotten)
    for loss in got:
        expect_number(loss, expected, "loss", "for scores moved by 1000")
    for loss, row, label in zip(wide, WIDE, LIKELY, strict=True):
        expected = reference.cross_entropy_loss(row, label)
        expect_number(loss, expected, "loss", f"for the scores {row.tolist()}, label {label}")


@check("cross_entropy_loss", points=1, builds_on=["random_scores"])
def scores_unchanged(student: Asked) -> None:
    """The function leaves its scores as they were."""
    scores = student.rng.normal(size=5)
    call = student.call(scores, 1)
    expect_unchanged(call.arguments_after[:1], (scores,), ("scores",))


@check("kl_divergence", points=2, builds_on=["kl_on_paper"])
def random_distributions(student: Asked) -> None:
    """The divergence is right for 2 to 7 classes, with zeros in P, and in P and Q at one place."""
    pairs = [[reference.softmax(student.rng.normal(size=C)) for _ in "pq"] for C in (4, 2, 7)]
    got = [student.answer(p, q) for p, q in pairs]
    for divergence, (p, q) in zip(got, pairs, strict=True):
        given = f"for {len(p)} classes"
        expect_number(divergence, reference.kl_divergence(p, q), "divergence", given)
    p = np.array([0.0, 0.25, 0.0, 0.75])
    with_zeros = student.answer(p, pairs[0][1])
    expect_finite([with_zeros], "divergence", "with zeros in P", mistakes.zero_times_log_zero)
    expected = reference.kl_divergence(p, pairs[0][1])
    expect_number(with_zeros, expected, "divergence", "with zeros in P")
    p, q, certain = np.array([[0.0, 0.25, 0.75, 0.0], [0.0, 0.5, 0.5, 0.0], [0.0, 1.0, 0.0, 0.0]])
    got = [student.answer(p, q), student.answer(certain, certain)]
    for divergence, expected in zip(got, (reference.kl_divergence(p, q), 0.0), strict=True):
        expect_number(divergence, expected, "divergence", "where P and Q are 0 at the same place")


@check("nll_loss", points=2)
def random_log_probabilities(student: Asked) -> None:
    """The loss is right for random rows, for a single row, and changes nothing."""
    rng = student.rng
    cases = [
        (np.log(reference.softmax(rng.normal(size=(N, C)))), rng.integers(0, C, N))
        for N, C in ((6, 4), (1, 3), (5, 2))
    ]
    calls = [student.call(*case) for case in cases]
    values = [as_array(call.value, "loss") for call in calls]
    if any(np.isnan(value).any() for value in values):
        expect_finite(values, "loss", "for random rows", mistakes.logarithm_taken_again)
    for call, case in zip(calls, cases, strict=True):
        given = f"for {len(case[0])} rows and {case[0].shape[1]} classes"
        expect_number(call.value, reference.nll_loss(*case), "loss", given)
        expect_unchanged(call.arguments_after, case, ("log_probabilities", "y"))


@check(*LOSSES, points=1, builds_on=["mean_over_images"])
def start_value(student: Asked) -> None:
    """With all weights 0, the loss is the one that you worked out for the start."""
    X = student.rng.normal(size=(5, 4))
    y = np.array([0, 1, 2, 1, 0])
    got = [student.loss(np.zeros((C, 4)), X, y, 0.0) for C in (3, 10)]
    for loss, C in zip(got, (3, 10), strict=True):
        expect_number(loss, np.log(C), "loss", f"with {C} classes and W = 0")


@check(*LOSSES, points=2, builds_on=["mean_over_images"])
def random_loss(student: Asked) -> None:
    """Without regularization, the loss is right on random data."""
    expect_losses(student, LOSS, problem, [0.0, 0.0, 0.0])


@check(*LOSSES, points=2, builds_on=["gradient_on_paper"])
def random_gradient(student: Asked) -> None:
    """Without regularization, the gradient is right on random data."""
    expect_gradients(student, LOSS, problem, [0.0, 0.0, 0.0])


@check(*LOSSES, points=1, builds_on=["random_loss", "penalty_in_loss"])
def random_penalty(student: Asked) -> None:
    """With regularization, the loss is right on random data."""
    expect_losses(student, LOSS, problem, [0.3, 2.0])


@check(*LOSSES, points=1, builds_on=["random_loss", "random_gradient"])
def other_shapes(student: Asked) -> None:
    """One example, two classes, or a label that doesn't occur are all right, in float32 too."""
    expect_other_shapes(student, LOSS, problem)


@check(*LOSSES, points=1, builds_on=["mean_over_images", "softmax.rows_far_apart"])
def images_far_apart(student: Asked) -> None:
    """The loss is the same with an image's scores 1000 higher or lower, or 4000 apart."""
    W, X, y = problem(student.rng)
    # A weight of 1 for every class: what stands in the last pixel is added to all scores.
    W1 = np.hstack([W, np.ones((len(W), 1))])

    def loss(moves: Sequence[float]) -> Any:
        return student.loss(W1, np.hstack([X, np.reshape(moves, (-1, 1))]), y, 0.0)

    plain, alike = loss([0.0] * 6), loss([1000.0] * 6)
    far = loss([1000.0, 0.0, -1000.0, 0.0, 0.0, 2000.0])
    # With the identity for W, the scores X Wᵀ are X itself.
    wide = student.loss(np.eye(3), WIDE, LIKELY, 0.0)
    expected, _ = LOSS(W, X, y, 0.0)
    expect_number(plain, expected, "loss", "for scores near 0")
    expect_finite([alike], "loss", "for scores near 1000", mistakes.shift_forgotten)
    expect_finite([far], "loss", "for images far apart", mistakes.one_maximum_for_the_batch)
    expect_number(alike, expected, "loss", "for scores near 1000")
    expect_number(far, expected, "loss", "for images far apart")
    expected, _ = LOSS(np.eye(3), WIDE, LIKELY, 0.0)
    expect_number(wide, expected, "loss", "for scores from −2000 to 2000")


@check(*LOSSES, points=1, builds_on=["random_loss"])
def inputs_unchanged(student: Asked) -> None:
    """The function leaves W, X and y as they were."""
    expect_inputs_unchanged(student, problem)


CHECKS = checks_in(globals(), visible=False)
