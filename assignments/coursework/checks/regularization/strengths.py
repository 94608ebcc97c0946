"""Telling for which λ an answer would be right: a factor at λ is one slip, whichever it is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from coursework.asking.asked import Call
from coursework.checks.regularization import slips
from coursework.expecting.naming import naming
from coursework.expecting.values import as_array, as_number, close
from coursework.scoring.check import Failure, Mistake

Case = tuple[np.ndarray, np.ndarray, int, float]  # x, t, degree and λ


def naming_strength(got: Sequence[Any], cases: Sequence[Case]) -> AbstractContextManager[None]:
    """Name the slip behind fits that would be right for another λ than the one given."""
    given = np.array([reg for *_, reg in cases])
    number = np.array([len(x) for x, *_ in cases])
    strengths = [strength_of_fit(value, *case[:3]) for value, case in zip(got, cases, strict=True)]
    known = (
        (slips.TIMES_POINTS, number * given),
        (slips.LAMBDA_SQUARED, given**2),
        (slips.LAMBDA_DOUBLED, 2 * given),
        (slips.LAMBDA_HALVED, given / 2),
        (slips.LAMBDA_SUBTRACTED, -given),
        (slips.OTHER_STRENGTH, None),
    )
    return _naming(strengths, given, known)


def strength_of_fit(value: Any, x: np.ndarray, t: np.ndarray, degree: int) -> float | None:
    """Return the λ for which coefficients are right, in either order; None if there is none.

    They solve (AᵀA + λI) w = Aᵀt, so that Aᵀ(t − Aw) is λ times w.
    """
    try:
        w = as_array(value, "array of coefficients")
    except Failure:
        return None
    if w.shape != (degree + 1,):
        return None
    A = np.asarray(x, float)[:, np.newaxis] ** np.arange(degree + 1)
    found = (_times(A.T @ (t - A @ one), one) for one in (w, w[::-1]))
    return next((one for one in found if one is not None), None)


def naming_strength_of_loss(calls: Sequence[Call]) -> AbstractContextManager[None]:
    """Name the slip behind losses and gradients that would be right for another λ."""
    given = np.array([call.arguments[3] for call in calls])
    sizes = np.array([call.arguments[2].size for call in calls])
    known = (
        (slips.HALF_LAMBDA, given / 2),
        (slips.PENALTY_DOUBLED, 2 * given),
        (slips.PENALTY_SQUARED, given**2),
        (slips.PENALTY_SUBTRACTED, -given),
        (slips.PENALTY_DIVIDED, given / sizes),
        (slips.OTHER_LAMBDA, None),
    )
    return _naming([strength_of_loss(call) for call in calls], given, known)


def strength_of_loss(call: Call) -> float | None:
    """Return the λ for which a regularized loss and its gradient are right, None if none."""
    data_loss, data_gradient, W, _, penalty = call.arguments
    R, slope = penalty(W)
    try:
        loss, gradient = as_number(call.value[0], "loss"), as_array(call.value[1], "gradient")
    except Failure:
        return None
    if gradient.shape != W.shape:
        return None
    added = np.append(gradient - data_gradient, loss - data_loss)
    return _times(added, np.append(slope, R))


def _times(one: np.ndarray, other: np.ndarray) -> float | None:
    """Return how many times another array an array is, None if it isn't a multiple of it."""
    if not np.isfinite(one).all() or not other.any():
        return None
    times = float(one.ravel() @ other.ravel() / (other.ravel() @ other.ravel()))
    return times if close(one, times * other) else None


def _naming(
    strengths: Sequence[float | None],
    given: np.ndarray,
    known: Sequence[tuple[Mistake, np.ndarray | None]],
) -> AbstractContextManager[None]:
    slip = _slip(strengths, given, known)
    return naming(None, *([(slip, ...)] if slip else []))


def _slip(
    strengths: Sequence[float | None],
    given: np.ndarray,
    known: Sequence[tuple[Mistake, np.ndarray | None]],
) -> Mistake | None:
    """Return the slip by which strengths came of those given; None if they didn't at all."""
    found = [one for one in strengths if one is not None]
    if len(found) < len(strengths) or any(close(one, 0.0) for one in (*found, *given)):
        return None
    if np.ptp(given) and close(found, np.full(len(found), found[0])):
        return None  # always the same, whatever λ is
    return next(slip for slip, wrong in known if wrong is None or close(found, wrong))
