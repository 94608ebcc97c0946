"""The visible checks of what is measured between probabilities: cross-entropy, KL and NLL."""

from contextlib import suppress
from typing import Any

import numpy as np

from coursework.checks.softmax import slips
from coursework.checks.softmax.probabilities import CAT, LABEL, PROBABILITIES, SCORES
from coursework.expecting.naming import naming
from coursework.expecting.unchanged import expect_unchanged
from coursework.expecting.values import as_number, expect_number
from coursework.scoring.check import Asked, Failure, check, checks_in


@check(
    "cross_entropy_loss",
    uses=("softmax",),
    points=3,
    hint="It is the log of the sum of all exponentials, minus the right class's score.",
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
    hint="Use the second form of the loss, with the shift: log of the sum, minus the right score.",
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
    hint="The logarithms are given: pick one from each row, take the mean, flip the sign.",
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


CHECKS = checks_in(globals(), visible=True)
