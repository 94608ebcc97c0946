"""The visible checks of the SVM assignment: what the notebook's instant check runs.

They use the lectures' own numbers and small integers that can be followed on paper.
"""

from functools import partial

import numpy as np

from coursework.expecting.given_examples import worked_example
from coursework.expecting.loops import expect_loss_without_loop
from coursework.expecting.penalties import checks_of_penalty
from coursework.expecting.values import expect_array, expect_number
from coursework.scoring.check import Asked, check, checks_in

IMAGES = worked_example("three-images")
SCORES = np.array(IMAGES["inputs"]["scores"])
LABELS = np.array(IMAGES["inputs"]["labels"])
ON_PAPER = worked_example("l2-regularized-hinge")
W, X = (np.array(ON_PAPER["inputs"][name], dtype=float) for name in "WX")
Y = np.array(ON_PAPER["inputs"]["y"])
# Not ½, where 2λW is W itself.
REG = 1.5
DATA_PART = ON_PAPER["value"]["data_loss"], np.array(ON_PAPER["value"]["data_gradient"])

LOSSES = ("svm_loss_naive", "svm_loss_vectorized")
check_losses = partial(check, *LOSSES, uses=("hinge_loss",))


@check(
    "hinge_loss",
    points=4,
    hint="Work the cat's loss out by hand: max(0, 5.1 − 3.2 + 1) + max(0, −1.7 − 3.2 + 1).",
)
def three_images(student: Asked) -> None:
    """The losses of the cat, the car and the frog image are those of the lecture."""
    names = IMAGES["inputs"]["classes"]
    # All are asked before one is judged: several values tell a mistake better than one.
    got = [student.answer(scores, int(label)) for scores, label in zip(SCORES, LABELS, strict=True)]
    mislabelled = student.answer(SCORES[1], 0)
    for label, loss in enumerate(IMAGES["value"]["losses"]):
        expect_number(got[label], loss, "loss", f"for the {names[label]} image")
    expect_number(mislabelled, 6.3, "loss", "for the car image, were it labelled as a cat")


@check_losses(
    points=4,
    hint="Add up the three losses that `hinge_loss` gives, and divide by 3.",
)
def mean_over_images(student: Asked) -> None:
    """Without regularization, the loss is the mean over the images."""
    # With the identity for X, the scores X Wᵀ are just Wᵀ.
    three = student.loss(SCORES.T.copy(), np.eye(3), LABELS, 0.0)
    five = student.loss(W, X, Y, 0.0)
    expect_number(three, IMAGES["value"]["mean"], "loss", "for the lecture's three images")
    expect_number(five, ON_PAPER["value"]["data_loss"], "loss", "for the five images on paper")


@check_losses(
    points=1,
    role="part",
    builds_on=["mean_over_images"],  # a constant has it, too
    hint="All scores are equal, so each wrong class adds just the margin 1.",
)
def start_value(student: Asked) -> None:
    """With all weights 0, the loss is the one that you worked out for the start."""
    for num_classes in (3, 10):
        X = np.arange(20.0).reshape(5, 4) / 10
        got = student.loss(np.zeros((num_classes, 4)), X, np.array([0, 1, 2, 1, 0]), 0.0)
        expect_number(got, num_classes - 1, "loss", f"with {num_classes} classes and W = 0")


@check_losses(
    points=4,
    hint="Each positive margin adds x to its own row and subtracts x from the right class's row; "
    "the sum is divided by N.",
)
def gradient_on_paper(student: Asked) -> None:
    """The gradient for five points in the plane is the one worked out on paper."""
    got = student.gradient(W, X, Y, 0.0)
    expect_array(got, ON_PAPER["value"]["data_gradient"], "gradient", "for the five points")


OF_PENALTY = checks_of_penalty(check_losses, 2, (W, X, Y, REG), DATA_PART)


@check(
    "svm_loss_vectorized",
    points=6,
    role="form",
    builds_on=["mean_over_images", "gradient_on_paper"],
)
def no_loop(student: Asked) -> None:
    """There is no loop over the examples: Python takes no more steps for 400 than for 40."""
    expect_loss_without_loop(student)


CHECKS = checks_in(globals(), visible=True)
