"""The hidden checks of the regularization assignment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.assignments.any_answer.checks import expect_parts
from coursework.checks.regularization import (
    LOSS,
    OF_BOTH,
    PENALTY,
    Case,
    expect_fit,
    expect_zero_slopes,
    naming_strength,
    naming_strength_of_loss,
    sum_of_fourth_powers,
    sum_of_w_squared,
)
from coursework.expecting.unchanged import expect_unchanged
from coursework.expecting.values import as_number, close, expect_array, expect_number
from coursework.scoring.check import Asked, Failure, check, checks_in
from solutions import regularization as reference

SHAPES = ((5,), (3, 4))


def weights(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Draw weights of both signs, away from 0 and from ±1, with a sum that isn't near 0."""
    while True:
        sizes = rng.uniform(0.2, 0.8, shape) + rng.choice([0.0, 1.0], shape)
        W = sizes * rng.choice([-1.0, 1.0], shape)
        if (W < 0).any() and (W > 0).any() and abs(W.sum()) > 0.2:
            return W


# Each check asks for all its values before it judges the first: several values tell
# one known mistake from another, and from chance, where a single one may not.


@check("l2_penalty", points=2)
def random_squares(student: Asked) -> None:
    """R is right for random weights of both signs."""
    expect_penalties(student, [(weights(student.rng, *shape),) for shape in SHAPES], 0)


@check("l2_penalty", points=2)
def random_gradient_of_squares(student: Asked) -> None:
    """The gradient is right for random weights of both signs."""
    expect_penalties(student, [(weights(student.rng, *shape),) for shape in SHAPES], 1)


@check("l1_penalty", points=1.5)
def random_magnitudes(student: Asked) -> None:
    """R is right for random weights of both signs."""
    expect_penalties(student, [(weights(student.rng, *shape),) for shape in SHAPES], 0)


@check("l1_penalty", points=2.5)
def random_slope_of_magnitudes(student: Asked) -> None:
    """The gradient is right for random weights of both signs, large and small."""
    cases = [(weights(student.rng, *shape),) for shape in SHAPES]
    expect_penalties(student, [*cases, (1e-6 * weights(student.rng, 4),)], 1)


@check("elastic_net_penalty", points=1.5, uses=OF_BOTH)
def random_elastic_net(student: Asked) -> None:
    """R is right for random weights and several β."""
    expect_penalties(student, elastic_cases(student.rng), 0)


@check("elastic_net_penalty", points=2.5, uses=OF_BOTH)
def random_slope_of_elastic_net(student: Asked) -> None:
    """The gradient is right for random weights and several β."""
    expect_penalties(student, elastic_cases(student.rng), 1)


# Whatever the slopes are times, at a weight of 0 they are 0.
@check(
    "elastic_net_penalty",
    points=1.5,
    role="part",
    builds_on=["random_slope_of_elastic_net"],
    uses=OF_BOTH,
)
def zero_weight_in_elastic_net(student: Asked) -> None:
    """At a weight of 0 the gradient is 0, by convention."""
    W = weights(student.rng, 3, 4)
    W[[0, 1], [2, 0]] = 0.0
    right = reference.elastic_net_penalty(W, 1.5)[1]
    expect_zero_slopes(student.part(1, PENALTY, W, 1.5), W, right)


def elastic_cases(rng: np.random.Generator) -> list[tuple]:
    """Draw weights, each with a β of its own."""
    return [(weights(rng, 5), 0.3), (weights(rng, 3, 4), 2.5)]


def expect_penalties(student: Asked, cases: list[tuple], part: int) -> None:
    """Fail unless R (part 0) or its gradient (part 1) is the reference's in each case."""
    right = getattr(reference, student.question)
    given = "for random weights of shape {0.shape}" + " and β = {1:g}" * (len(cases[0]) > 1)
    expect_parts(student, right, PENALTY, [part], cases, given.format)


@check("l2_penalty", "l1_penalty", points=1, role="form")
def other_kinds_of_weights(student: Asked) -> None:
    """Weights in float32 and whole numbers are all right, too."""
    expect_other_kinds(student)


@check(
    "elastic_net_penalty",
    points=1,
    role="form",
    uses=OF_BOTH,
)
def other_kinds_of_weights_for_both(student: Asked) -> None:
    """Weights in float32 and whole numbers are all right, too."""
    expect_other_kinds(student, 2.0)


def expect_other_kinds(student: Asked, *beta: float) -> None:
    """Fail unless R and gradient are right for weights of other types."""
    cases = {
        "in float32": (weights(student.rng, 4, 3).astype(np.float32), *beta),
        "for whole numbers": (np.array([[3, -1], [-2, 4]]), *beta),
    }
    expect_parts(student, getattr(reference, student.question), PENALTY, [0, 1], cases)


def roots_of_one_and_square(W: np.ndarray) -> tuple[float, np.ndarray]:
    """Return Σ√(1 + W²) and its gradient: a penalty made up for these checks."""
    W = np.asarray(W, dtype=float)
    return float(np.sum(np.sqrt(1 + W**2))), W / np.sqrt(1 + W**2)


def loss_cases(rng: np.random.Generator) -> list[tuple]:
    """Draw the arguments of `regularized_loss`, each with a penalty of its own."""
    return [
        (float(rng.uniform(1, 3)), weights(rng, *shape), weights(rng, *shape), reg, penalty)
        for shape, reg, penalty in (
            ((3, 4), 0.3, sum_of_fourth_powers),
            ((5,), 2.0, roots_of_one_and_square),
            ((4, 2), 0.7, sum_of_w_squared),
        )
    ]


@check("regularized_loss", points=1.5)
def random_regularized_loss(student: Asked) -> None:
    """The loss is right for random weights and penalties that were made up."""
    cases = loss_cases(student.rng)
    got = [student.part(0, LOSS, *case) for case in cases]
    with naming_strength_of_loss(student.calls):
        for loss, case in zip(got, cases, strict=True):
            expect_number(loss, reference.regularized_loss(*case)[0], "loss", _with(case))


@check("regularized_loss", points=3.5)
def random_regularized_gradient(student: Asked) -> None:
    """The gradient is right for random weights and penalties that were made up."""
    cases = loss_cases(student.rng)
    got = [student.part(1, LOSS, *case) for case in cases]
    with naming_strength_of_loss(student.calls):
        for gradient, case in zip(got, cases, strict=True):
            expect_array(gradient, reference.regularized_loss(*case)[1], "gradient", _with(case))


@check("regularized_loss", points=1, role="part")
def no_penalty_at_lambda_zero(student: Asked) -> None:
    """With λ = 0, the data loss and its gradient come out as they went in."""
    data_loss, data_gradient, W, reg, penalty = loss_cases(student.rng)[0]
    arguments = (data_loss, data_gradient, W, 0.0, penalty)
    loss, gradient = student.part(0, LOSS, *arguments), student.part(1, LOSS, *arguments)
    expect_some_penalty(student.part(0, LOSS, data_loss, data_gradient, W, reg, penalty), data_loss)
    expect_number(loss, data_loss, "loss", "with λ = 0")
    expect_array(gradient, data_gradient, "gradient", "with λ = 0")


def expect_some_penalty(loss: object, data_loss: float) -> None:
    """Fail if a loss with λ > 0 is just the data loss: to do nothing isn't to leave alone."""
    if close(as_number(loss, "loss"), data_loss):
        raise Failure("With λ > 0, your loss is still the data loss alone.")


def _with(case: tuple) -> str:
    return f"for random weights of shape {case[2].shape} and λ = {case[3]:g}"


def points_on_curve(rng: np.random.Generator, num_points: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw x between −1 and 1, well apart and in any order, and a t for each."""
    edges = np.linspace(-1, 1, num_points)
    x = np.clip(edges + rng.uniform(-0.4, 0.4, num_points) / num_points, -1, 1)
    return rng.permutation(x), 2 + 3 * rng.normal(size=num_points)


@check("fit_polynomial", points=1)
def random_fit_without_penalty(student: Asked) -> None:
    """With λ = 0 and more points than coefficients, the curve has the least squared error."""
    expect_fits(student, [(10, 2, 0.0), (14, 3, 0.0), (6, 0, 0.0)])


@check("fit_polynomial", points=4)
def random_penalised_fit(student: Asked) -> None:
    """With λ > 0, the coefficients are right on random points."""
    expect_fits(student, [(12, 4, 0.3), (9, 3, 2.0), (15, 6, 0.8), (7, 1, 1.7)])


# Where λ isn't in it, there is no one answer to this, and perhaps an error.
@check("fit_polynomial", points=4, builds_on=["parabola_on_paper"])
def more_coefficients_than_points(student: Asked) -> None:
    """With λ > 0, there may be more coefficients than points."""
    expect_fits(student, [(4, 6, 0.5), (1, 2, 0.4)])


@check("fit_polynomial", points=1, role="form")
def points_unchanged(student: Asked) -> None:
    """The function leaves x and t as they were; float32 and whole numbers are fine, too."""
    x, t = points_on_curve(student.rng, 8)
    cases: list[Case] = [
        (x, t, 3, 0.6),
        (x.astype(np.float32), t.astype(np.float32), 3, 0.6),
        (np.array([-2, 0, 1, 3]), np.array([5, -1, 2, 4]), 2, 1.5),
    ]
    calls = [student.call(*case) for case in cases]
    expect_unchanged(calls[0].arguments_after[:2], (x, t), ("x", "t"))
    expect_right_fits([call.value for call in calls], cases, ("", "in float32", "for integers"))


def expect_fits(student: Asked, settings: list[tuple[int, int, float]]) -> None:
    """Fail unless the fit is the reference's, on random points for each N, degree and λ."""
    cases: list[Case] = [
        (*points_on_curve(student.rng, num_points), degree, reg)
        for num_points, degree, reg in settings
    ]
    given = [
        f"for {len(x)} random points, degree {degree} and λ = {reg:g}"
        for x, _, degree, reg in cases
    ]
    expect_right_fits([student.answer(*case) for case in cases], cases, given)


def expect_right_fits(got: Sequence[Any], cases: Sequence[Case], given: Sequence[str]) -> None:
    """Fail unless fits are the reference's, each for the case of the same place."""
    with naming_strength(got, cases):
        for value, case, words in zip(got, cases, given, strict=True):
            expect_fit(value, reference.fit_polynomial(*case), words)


CHECKS = checks_in(globals(), visible=False)
