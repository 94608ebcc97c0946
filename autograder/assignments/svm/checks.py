"""The hidden checks of the SVM assignment."""

import numpy as np

from autograder.assignments.any_answer.checks import expect_values
from autograder.assignments.any_loss.checks import checks_of_losses, draw_problem
from autograder.assignments.worked_examples import worked_example
from coursework.checks.svm import check_losses
from coursework.expecting.unchanged import expect_inputs_unchanged
from coursework.scoring.check import Asked, check, checks_in
from solutions import svm as reference

LOSS = reference.svm_loss_vectorized
OF_CLASSES = "for {0.size} classes".format
IMAGES = worked_example("three-images")
SLIP = IMAGES["slip"]["value"]


def problem(rng: np.random.Generator, N: int = 6, C: int = 4, D: int = 5) -> tuple:
    """Draw W, X and y such that no margin is near the hinge's kink, and all kinds occur.

    Some margins are above 0, in an example with the right class in the lead, too, and some
    below. The weights are of the size of the data, so that the regularization shows. Where
    there are as many examples as classes, each class has one.
    """
    while True:
        W, X, y = draw_problem(rng, N, C, D)
        scores = X @ W.T
        margins = scores - scores[np.arange(N), y][:, np.newaxis] + 1
        wrong = margins[np.arange(C) != y[:, np.newaxis]].reshape(N, C - 1)
        if np.abs(wrong).min() < 0.01 or not (wrong > 0).any():
            continue
        worst = wrong.max(axis=1)
        if N == 1 or ((wrong < 0).any() and ((worst > 0.1) & (worst < 0.9)).any()):
            return W, X, y


@check("hinge_loss", points=3)
def random_scores(student: Asked) -> None:
    """The loss is right for random scores of 2 to 12 classes, whichever class is right."""
    rng = student.rng
    cases = [(2 * rng.normal(size=C), label) for C, label in ((4, 0), (7, 3), (8, 7), (2, 1))]
    cases.append((2 * rng.normal(size=12), 10))
    leads = rng.normal(size=5)
    leads[2] = leads.max() + 0.4  # less than the margin
    cases.append((leads, 2))
    equal = rng.normal(size=6)
    equal[[1, 4]] = equal[3]  # two wrong classes that score just like the right one
    cases.append((equal, 3))
    expect_values(student, reference.hinge_loss, "loss", cases, OF_CLASSES)


@check("hinge_loss", points=2, role="part")
def other_margin(student: Asked) -> None:
    """The margin Δ can be other than 1."""
    cases = [(student.rng.normal(size=5), 2, delta) for delta in (0.5, 3.0)]
    expect_values(student, reference.hinge_loss, "loss", cases, "with another Δ")


@check("hinge_loss", points=1, role="form", builds_on=["random_scores"])
def scores_unchanged(student: Asked) -> None:
    """The function leaves its scores as they were."""
    scores = student.rng.normal(size=5)
    expect_inputs_unchanged(student, ["scores"], (scores, 1, 1.0), (scores, 4, 0.3))


OF_LOSSES = checks_of_losses(
    check_losses,
    LOSS,
    problem,
    random_loss=3,
    random_gradient=4,
    random_penalty_in_loss=2,
    random_penalty_in_gradient=2,
    other_shapes=2,
    classes_without_examples=3,
    inputs_unchanged=1,
)

CHECKS = checks_in(globals(), visible=False)
