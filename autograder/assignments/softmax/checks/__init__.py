"""The hidden checks of the softmax assignment."""

import numpy as np

from autograder.assignments.any_answer.checks import expect_parts, expect_values
from autograder.assignments.any_loss.checks import BOTH, checks_of_losses, draw_problem
from coursework.checks.softmax import check_losses
from coursework.expecting.unchanged import expect_inputs_unchanged, expect_unchanged
from coursework.expecting.values import expect_array, expect_number
from coursework.scoring.check import Asked, check, checks_in
from solutions import softmax as reference

__all__ = ["CHECKS", "problem"]

LOSS = reference.softmax_loss_vectorized
PROBABILITIES = "array of probabilities"
OF_SHAPE, OF_CLASSES = "for scores of shape {0.shape}".format, "for {0.size} classes".format


def problem(rng: np.random.Generator, N: int = 6, C: int = 4, D: int = 5) -> tuple:
    """Draw W, X and y such that no probability is near 0 or 1, and the regularization shows."""
    return draw_problem(rng, N, C, D)


# Less its mean or its smallest score, a row is still too large for exp. The right classes are
# likely ones: what becomes of an unlikely one is another check's.
WIDE = np.array([[2000.0, 1999.0, -2000.0], [-2000.0, 2000.0, 2001.0]])
LIKELY = np.array([0, 1])


# Each check asks for all its values before it judges the first: several values tell
# one known mistake from another, and from chance, where a single one may not.


@check("softmax", points=1)
def random_image(student: Asked) -> None:
    """The probabilities are right for the random scores of one image, with 2 to 12 classes."""
    cases = [(2 * student.rng.normal(size=C),) for C in (5, 2, 12)]
    expect_values(student, reference.softmax, PROBABILITIES, cases, OF_SHAPE)


@check("softmax", points=2)
def random_rows(student: Asked) -> None:
    """The probabilities are right for random tables: one row or many, one class or nine."""
    shapes = ((4, 9), (6, 2), (1, 5), (7, 1), (3, 3))
    tables = [2 * student.rng.normal(size=shape) for shape in shapes]
    cases = {OF_SHAPE(scores): (scores,) for scores in tables}
    cases["in float32"] = (student.rng.normal(size=(3, 4)).astype(np.float32),)
    expect_values(student, reference.softmax, PROBABILITIES, cases)


@check("softmax", points=2, role="part", builds_on=["each_row"])
def rows_far_apart(student: Asked) -> None:
    """Rows that differ by 1000 don't disturb each other; in a row, scores may differ by 4000."""
    scores = student.rng.normal(size=(3, 4))
    apart = scores + np.array([[1000.0], [0.0], [-1000.0]])
    plain, alike, far, wide = [
        student.answer(given) for given in (scores, scores + 1000, apart, WIDE)
    ]
    name, expected = PROBABILITIES, reference.softmax(scores)
    expect_array(plain, expected, name, "for scores near 0")
    expect_array(alike, expected, name, "for scores near 1000")
    expect_array(far, expected, name, "for rows far apart")
    expect_array(wide, reference.softmax(WIDE), name, "for scores from −2000 to 2000")


@check("cross_entropy_loss", uses=("softmax",), points=2)
def random_scores(student: Asked) -> None:
    """The loss is right for random scores of 2 to 12 classes, whichever class is right."""
    rng = student.rng
    cases = [(2 * rng.normal(size=C), y) for C, y in ((4, 0), (2, 1), (7, 6), (9, 4), (12, 10))]
    cases.append((rng.normal(size=5).astype(np.float32), 3))
    expect_values(student, reference.cross_entropy_loss, "loss", cases, OF_CLASSES)


@check("cross_entropy_loss", uses=("softmax",), points=1, role="part", builds_on=["each_label"])
def scores_moved_by_1000(student: Asked) -> None:
    """The loss is the same with all scores 1000 higher or lower; they may be 4000 apart, too."""
    scores = student.rng.normal(size=4)
    plain, *got = [student.answer(scores + moved, 2) for moved in (0, 1000, -1000)]
    wide = [student.answer(*case) for case in zip(WIDE, map(int, LIKELY), strict=True)]
    expected = reference.cross_entropy_loss(scores, 2)
    expect_number(plain, expected, "loss", "for scores near 0")
    for loss in got:
        expect_number(loss, expected, "loss", "for scores moved by 1000")
    for loss, row, label in zip(wide, WIDE, LIKELY, strict=True):
        expected = reference.cross_entropy_loss(row, label)
        expect_number(loss, expected, "loss", f"for the scores {row.tolist()}, label {label}")


@check("cross_entropy_loss", uses=("softmax",), points=1, role="form", builds_on=["random_scores"])
def scores_unchanged(student: Asked) -> None:
    """The function leaves its scores as they were."""
    cases = (student.rng.normal(size=5), 1), (np.array([0.0, 1200.0]), 1)
    expect_inputs_unchanged(student, ["scores"], *cases)


@check("kl_divergence", points=1)
def random_distributions(student: Asked) -> None:
    """The divergence is right for 2 to 7 classes."""
    pairs = [tuple(reference.softmax(student.rng.normal(size=C)) for _ in "pq") for C in (4, 2, 7)]
    expect_values(student, reference.kl_divergence, "divergence", pairs, OF_CLASSES)


@check("kl_divergence", points=1, role="part")
def zeros_at_random(student: Asked) -> None:
    """The divergence is right with zeros in P, and in P and Q at one place."""
    q = reference.softmax(student.rng.normal(size=4))
    p, sparse, certain = np.array([[0, 0.25, 0, 0.75], [0, 0.5, 0.5, 0], [0, 1.0, 0, 0]])
    cases = {
        "with zeros in P": (p, q),
        "where P and Q are 0 at the same place": (np.array([0, 0.25, 0.75, 0]), sparse),
        "where P and Q are certain": (certain, certain),
    }
    got = {given: student.call(*case) for given, case in cases.items()}
    for given, (p, q) in cases.items():
        expect_number(got[given].value, reference.kl_divergence(p, q), "divergence", given)
        expect_unchanged(got[given].arguments_after, (p, q), ("p", "q"))


@check("nll_loss", points=1.5)
def random_log_probabilities(student: Asked) -> None:
    """The loss is right for random rows, and for a single row."""
    cases = _log_probabilities(student.rng)
    given = "for {0.shape[0]} rows and {0.shape[1]} classes".format
    expect_values(student, reference.nll_loss, "loss", cases, given)


@check("nll_loss", points=0.5, role="form", builds_on=["random_log_probabilities"])
def rows_unchanged(student: Asked) -> None:
    """The function leaves the log-probabilities and y as they were."""
    expect_inputs_unchanged(student, ["log_probabilities", "y"], *_log_probabilities(student.rng))


def _log_probabilities(rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    return [
        (np.log(reference.softmax(rng.normal(size=(N, C)))), rng.integers(0, C, N))
        for N, C in ((6, 4), (1, 3), (5, 2), (9, 12))
    ]


# A constant has it, too.
@check_losses(points=0.5, role="part", builds_on=["mean_over_images"])
def start_value(student: Asked) -> None:
    """With all weights 0, the loss is the one that you worked out for the start."""
    X = student.rng.normal(size=(5, 4))
    y = np.array([0, 1, 2, 1, 0])
    got = [student.loss(np.zeros((C, 4)), X, y, 0.0) for C in (3, 10)]
    for loss, C in zip(got, (3, 10), strict=True):
        expect_number(loss, np.log(C), "loss", f"with {C} classes and W = 0")


OF_LOSSES = checks_of_losses(
    check_losses,
    LOSS,
    problem,
    random_loss=1,
    random_gradient=1.5,
    random_penalty_in_loss=1.5,
    random_penalty_in_gradient=1.5,
    other_shapes=1,
    classes_without_examples=2,
)


@check_losses(points=1, role="part", builds_on=["mean_over_images"])
def images_far_apart(student: Asked) -> None:
    """Loss and gradient are right with an image's scores 1000 higher or lower, or 4000 apart."""
    W, X, y = problem(student.rng)
    # A weight of 1 for every class: what stands in the last pixel is added to all scores.
    W1 = np.hstack([W, np.ones((len(W), 1))])
    moves = {
        "for scores near 0": np.zeros(6),
        "for scores near 1000": np.full(6, 1000.0),
        "for images far apart": np.array([1000.0, 0.0, -1000.0, 0.0, 0.0, 2000.0]),
    }
    cases = {
        given: (W1, np.hstack([X, moved[:, np.newaxis]]), y, 0.0) for given, moved in moves.items()
    }
    # With the identity for W, the scores X Wᵀ are X itself.
    cases["for scores from −2000 to 2000"] = np.eye(3), WIDE, LIKELY, 0.0
    expect_parts(student, LOSS, BOTH, [0, 1], cases)


UNCHANGED = checks_of_losses(check_losses, LOSS, problem, inputs_unchanged=0.5)

CHECKS = checks_in(globals(), visible=False)
