"""The hidden checks of the assignment on linear scores."""

from collections.abc import Callable

import numpy as np

from autograder.assignments.any_answer.checks import expect_parts, expect_values
from autograder.assignments.linear.mistakes.prediction import labels_not_integers
from autograder.assignments.worked_examples import worked_example
from coursework.checks.linear import OF_SCORES, PAIR
from coursework.expecting.unchanged import expect_inputs_unchanged
from coursework.expecting.values import as_array, close, expect_array
from coursework.scoring.check import Asked, Failure, WrongForm, check, checks_in
from solutions import linear as reference

__all__ = ["CHECKS", "problem"]

FOUR_PIXELS = worked_example("linear-scores")
INPUTS, LABELS = ("X", "W", "b"), "array of labels"

Problem = tuple[np.ndarray, np.ndarray, np.ndarray]


def problem(rng: np.random.Generator, N: int = 7, C: int = 4, D: int = 5) -> Problem:
    """Draw X, W and b such that the biases show and no two leading scores are near a tie."""
    while True:
        X, W, b = rng.normal(size=(N, D)), rng.normal(size=(C, D)), 2 * rng.normal(size=C)
        scores = X @ W.T + b
        first, second = np.sort(scores, axis=1)[:, :-3:-1].T
        if (first - second).min() > 0.01 and np.abs(b).min() > 0.2:
            return X, W, b


def telling_problem(
    rng: np.random.Generator,
    N: int = 23,
    C: int = 4,
    D: int = 5,
    lead: tuple[float, float] = (1.0, np.inf),
    sign: int = 1,
) -> Problem:
    """Draw X, W and b whose labels would be others by any of the usual mistakes.

    In each row, the largest score has this sign, and leads by no less and no more. So
    each trap has a check of its own: rounding, scores that are all below 0, and ties.
    """
    enough = 1_000 if lead[0] >= 1 else 20_000
    while True:
        many, W, b = 2 * rng.normal(size=(enough, D)), rng.normal(size=(C, D)), rng.normal(size=C)
        second, first = np.partition(many @ W.T + b, C - 2, axis=1)[:, -2:].T
        fits = (sign * first > 0.1) & (lead[0] < first - second) & (first - second < lead[1])
        X = many[fits][:N]
        scores = X @ W.T + b
        labels = np.argmax(scores, axis=1)
        others = [scores - b, scores - 2 * b, scores + b, np.abs(scores), np.round(scores)]
        if lead[0] >= 1:  # then rounding hardly matters
            others.pop()
        changed = [np.argmax(other, axis=1) for other in others]
        # The last class wins somewhere, too, where labels are more than somebody counts on.
        if len(X) == N and C - 1 in labels and all((labels != one).any() for one in changed):
            return X, W, b


# Each check asks for all its values before it judges the first: several values tell
# one known mistake from another, and from chance, where a single one may not.


@check("linear_scores", points=4)
def random_scores_of_classes(student: Asked) -> None:
    """The scores are right on random data of several shapes."""
    shapes = [(7, 4, 5), (7, 4, 5), (3, 6, 2), (5, 3, 8)]
    cases = [problem(student.rng, *shape) for shape in shapes]
    expect_values(student, reference.linear_scores, "array of scores", cases, "on random data")


@check("linear_scores", points=1)
def all_three_classes(student: Asked) -> None:
    """All three scores of the four-pixel image are right, the ship's included."""
    x, W, b = (np.array(FOUR_PIXELS["inputs"][name]) for name in ("x", "W", "b"))
    got = student.answer(x[np.newaxis], W, b)
    expected = np.array([FOUR_PIXELS["value"]["scores"]])
    expect_array(got, expected, "array of scores", "for the four-pixel image")


@check("linear_scores", points=2, role="part")
def other_shapes_of_scores(student: Asked) -> None:
    """One example, two classes, twelve, N = C = D, or large numbers are right, in float32 too."""
    cases = special_cases(student.rng)
    expect_values(student, reference.linear_scores, "array of scores", cases)


def special_cases(
    rng: np.random.Generator, draw: Callable[..., Problem] = problem
) -> dict[str, Problem]:
    """Draw the shapes at which a solution may stumble, by what is special about them."""
    X, W, b = draw(rng)
    small_X, small_W, small_b = (array.astype(np.float32) for array in draw(rng, 6, 4, 3))
    return {
        "for one example": _one_of(draw(rng, 6)),
        "for two classes": draw(rng, 9, 2),
        "for twelve classes": draw(rng, 15, 12),
        "with as many examples as classes and numbers": draw(rng, 5, 5, 5),
        "with scores in the thousands": (1000 * X, W, 1000 * b),
        "in float32": (small_X, small_W, small_b),
    }


def _one_of(several: Problem) -> Problem:
    """Return a problem of one example, which is drawn with others, among which mistakes show."""
    X, W, b = several
    return X[:1], W, b


@check("linear_scores", points=2, role="form", builds_on=["random_scores_of_classes"])
def scores_leave_inputs(student: Asked) -> None:
    """The function leaves X, W and b as they were."""
    expect_inputs_unchanged(student, INPUTS, problem(student.rng))


@check("append_bias", points=4, role="part")
def same_scores(student: Asked) -> None:
    """The scores X Wᵀ of the new arrays are X Wᵀ + b of the old ones."""
    cases = [problem(student.rng), problem(student.rng, 3, 6, 2)]
    got = [(student.part(0, PAIR, *case), student.part(1, PAIR, *case)) for case in cases]
    for pair, case in zip(got, cases, strict=True):
        X, W = (with_new_column(*one) for one in zip(pair, case[:2], "XW", strict=True))
        expected = reference.linear_scores(*case)
        expect_array(X @ W.T, expected, "X Wᵀ of the new arrays", "on random data")


def with_new_column(value: object, old: np.ndarray, name: str) -> np.ndarray:
    """Return a student's table as an array; fail unless it is the old one and one more column."""
    table, shape = as_array(value, f"new {name}"), (len(old), old.shape[1] + 1)
    if table.shape != shape:  # before anything is computed: of empty rows there may be millions
        raise WrongForm(f"Your new {name} should have shape {shape}", f"has {table.shape}")
    if not all(any(close(new, column) for new in table.T) for column in old.T):
        raise Failure(f"Your new {name} doesn't hold all columns of {name}.")
    return table


@check("append_bias", points=1.5)
def random_ones(student: Asked) -> None:
    """On random data, the first array is X with ones in last place."""
    cases = [problem(student.rng, 6, 3, 4)]
    expect_parts(student, reference.append_bias, PAIR, [0], cases, "on random data")


@check("append_bias", points=3)
def random_biases(student: Asked) -> None:
    """On random data, the second array is W with the biases in last place."""
    cases = [problem(student.rng, 6, 3, 4)]
    expect_parts(student, reference.append_bias, PAIR, [1], cases, "on random data")


@check("append_bias", points=1.5, role="part")
def other_shapes_of_columns(student: Asked) -> None:
    """One example, two classes, twelve, N = C = D, or large numbers are right, in float32 too."""
    expect_parts(student, reference.append_bias, PAIR, [0, 1], special_cases(student.rng))


@check("append_bias", points=1, role="form", builds_on=["random_ones"])
def columns_leave_inputs(student: Asked) -> None:
    """The function makes new arrays and leaves X, W and b as they were."""
    expect_inputs_unchanged(student, INPUTS, problem(student.rng))


@check("predict", points=3, uses=OF_SCORES)
def random_labels(student: Asked) -> None:
    """The predicted labels are right on random data of several shapes."""
    rng = student.rng
    cases = telling_problem(rng), telling_problem(rng), telling_problem(rng, 17, 6, 3)
    expect_values(student, reference.predict, LABELS, cases, "on random data")


@check("predict", points=2, role="part", uses=OF_SCORES)
def other_shapes_of_labels(student: Asked) -> None:
    """One example, two classes, twelve, N = C = D, or large numbers are right, in float32 too."""
    cases = special_cases(student.rng, telling_problem)
    expect_values(student, reference.predict, LABELS, cases)


@check("predict", points=2, role="part", uses=OF_SCORES)
def close_decisions(student: Asked) -> None:
    """The largest score wins by however little: by some hundredths, or by a thousandth."""
    rng = student.rng
    cases = telling_problem(rng, lead=(0.01, 0.04)), telling_problem(rng, 9, lead=(0.0003, 0.003))
    given = "where the largest score leads by little"
    expect_values(student, reference.predict, LABELS, cases, given)


@check("predict", points=1, role="part", uses=OF_SCORES)
def random_scores_below_zero(student: Asked) -> None:
    """Where all scores are below 0, the largest of them wins, too."""
    rng = student.rng
    cases = telling_problem(rng, sign=-1), telling_problem(rng, 9, 3, 4, sign=-1)
    expect_values(student, reference.predict, LABELS, cases, "where all scores are below 0")


@check("predict", points=0.5, role="part", uses=OF_SCORES)
def ties_of_many(student: Asked) -> None:
    """Where all classes have the same score, or many of 40 the largest, the first wins."""
    rng = student.rng
    X = rng.integers(1, 5, size=(9, 3)) * rng.choice([-1.0, 1.0], size=(9, 3))
    cases = [(X, np.repeat(rng.normal(size=(1, 3)), C, axis=0), np.ones(C)) for C in (2, 5)]
    cases.append((X, rng.integers(-1, 2, size=(40, 3)).astype(float), np.ones(40)))
    given = "where classes share the largest score"
    expect_values(student, reference.predict, LABELS, cases, given)


@check("predict", points=2, role="form", builds_on=["random_labels"], uses=OF_SCORES)
def integer_labels(student: Asked) -> None:
    """The labels are integers, so that they can be used to look up a name."""
    given = problem(student.rng)
    labels = student.answer(*given)
    values = as_array(labels, LABELS)
    if np.asarray(labels).dtype.kind not in "iu":
        mistake = labels_not_integers if close(values, reference.predict(*given)) else None
        raise Failure(f"Your labels are of type {np.asarray(labels).dtype}.", mistake)


@check(
    "predict",
    points=1,
    role="form",
    builds_on=["random_labels"],
    uses=OF_SCORES,
)
def labels_leave_inputs(student: Asked) -> None:
    """The function leaves X, W and b as they were."""
    expect_inputs_unchanged(student, INPUTS, problem(student.rng))


CHECKS = checks_in(globals(), visible=False)
