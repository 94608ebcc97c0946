"""The hidden checks of the SVM assignment."""

import numpy as np

from autograder.content.linear_losses.checks import (
    STRENGTHS,
    draw_problem,
    expect_absent_classes,
    expect_gradients,
    expect_inputs_unchanged,
    expect_losses,
    expect_other_shapes,
)
from autograder.content.question import Question
from autograder.content.worked_examples import worked_example
from coursework.checks.svm import QUESTIONS as FORMS
from coursework.checks.svm import check_losses
from coursework.expecting.unchanged import expect_unchanged
from coursework.expecting.values import expect_number
from coursework.judging.check import Asked, check, checks_in
from solutions import svm as reference

LOSS = reference.svm_loss_vectorized
IMAGES = worked_example("three-images")
SLIP = IMAGES["slip"]["value"]

QUESTIONS = [
    Question(
        "loss_of_frog",
        "What is the hinge loss of the frog image?",
        IMAGES["value"]["losses"][2],
        wrong={
            SLIP["losses"][2]: (
                "frog_loss_of_slide",
                "That is the slip on one of the lecture's slides. 2.2 − (−3.1) + 1 is 6.3 and "
                "2.5 − (−3.1) + 1 is 6.6: don't lose the margin of 1. The loss is 12.9.",
            ),
            worked_example("all-classes")["value"]["losses"][2]: (
                "right_class_included",
                "The sum runs over the wrong classes only. The term j = y would add "
                "max(0, 0 + 1) = 1.",
            ),
            0.0: (
                "wrong_sign_of_margin",
                "A margin is s_j − s_y + 1: how far the wrong class comes too close. You may "
                "have taken s_y − s_j + 1.",
            ),
        },
    ),
    Question(
        "mean_loss",
        "What is the mean loss of the three images?",
        IMAGES["value"]["mean"],
        wrong={
            SLIP["mean"]: (
                "mean_loss_of_slide",
                "One of the lecture's slides has 4.6, as it takes 10.9 for the frog. With "
                "12.9 the mean is (2.9 + 0 + 12.9) / 3.",
            ),
            15.8: (
                "sum_for_mean",
                "That is the sum of the three losses. The loss of a data set is their mean.",
            ),
        },
    ),
    Question(
        "loss_after_shift",
        "What is the loss of the car image when its car score falls by 0.5?",
        worked_example("car-scores-shift")["value"]["losses"][2],
        wrong={
            0.5: (
                "loss_follows_score",
                "The car still wins by more than the margin: 4.4 − 2.0 = 2.4, more than 1. "
                "The hinge loss doesn't ask for more, so it stays 0.",
            ),
        },
    ),
    Question(
        "loss_range",
        "What are the smallest and the largest possible hinge loss?",
        "B",
        choices=FORMS["loss_range"],
        wrong={
            "A": (
                "loss_bounded_by_one",
                "Each term grows with s_j − s_y, and scores have no upper limit; nor has the loss.",
            ),
            "C": (
                "loss_below_zero",
                "Each term is a maximum with 0, so no term, and no sum of them, is below 0.",
            ),
        },
    ),
    Question(
        "loss_at_start",
        "With W close to 0 and 10 classes, what is the loss?",
        worked_example("weights-near-zero")["value"]["loss"],
        wrong={
            10.0: (
                "right_class_included",
                "Each of the 9 wrong classes adds max(0, 0 − 0 + 1) = 1. The right class "
                "isn't in the sum: C − 1, not C.",
            ),
            0.0: (
                "margin_forgotten_at_start",
                "Equal scores aren't enough: every wrong class misses the margin by 1.",
            ),
        },
    ),
    Question(
        "loss_over_all_classes",
        "What is the loss of the cat image if the sum includes j = y?",
        worked_example("all-classes")["value"]["losses"][0],
        wrong={
            IMAGES["value"]["losses"][0]: (
                "right_class_adds_nothing",
                "The term j = y is max(0, s_y − s_y + 1) = 1, not 0. Every loss grows by 1.",
            ),
        },
    ),
    Question(
        "mean_over_classes",
        "What changes if we take the mean over the classes in place of the sum?",
        "A",
        choices=FORMS["mean_over_classes"],
        wrong={
            "B": (
                "rescaling_changes_best_weights",
                "The loss of every W is divided by the same C, so the W with the smallest "
                "loss stays the same.",
            ),
            "C": (
                "mean_over_classes_unchanged",
                "The number does change: 2.9 becomes 0.9667. Only which W is best stays.",
            ),
        },
    ),
    Question(
        "mean_squared_hinge",
        "What is the mean of the three squared hinge losses?",
        worked_example("squared-hinge")["value"]["mean"],
        wrong={
            (2.9**2 + 12.9**2) / 3: (
                "square_of_sum",
                "Square each margin before you add: 6.3² + 6.6², not (6.3 + 6.6)².",
            ),
            IMAGES["value"]["mean"] ** 2: (
                "square_of_mean",
                "Square each margin first; the mean comes last.",
            ),
        },
    ),
    Question(
        "is_w_unique",
        "Is a W with loss 0 the only one?",
        "C",
        choices=FORMS["is_w_unique"],
        wrong={
            "A": (
                "zero_loss_taken_as_unique",
                "Try 2W on the car image: margins −2.6 and −1.9 become −6.2 and −4.8, still "
                "below 0, so the loss is 0 again.",
            ),
            "B": (
                "doubling_taken_to_halve_margins",
                "Doubling W doubles the distances between scores, so margins that are kept "
                "are kept even better.",
            ),
        },
    ),
    Question(
        "loss_with_doubled_weights",
        "What is the loss of the cat image with 2W in place of W?",
        worked_example("doubled-weights")["value"]["losses"][0],
        wrong={
            2 * IMAGES["value"]["losses"][0]: (
                "doubled_loss",
                "The scores double, but the margin 1 doesn't: 10.2 − 6.4 + 1.",
            ),
            IMAGES["value"]["losses"][0]: (
                "doubling_changes_nothing",
                "That holds where the loss is 0. The cat loses by 1.9, and that doubles: "
                "10.2 − 6.4 + 1.",
            ),
        },
    ),
]

ANSWERS = [
    "loss_of_frog",
    "mean_loss",
    "hinge_loss",
    "loss_after_shift",
    "loss_range",
    "loss_at_start",
    "loss_over_all_classes",
    "mean_over_classes",
    "mean_squared_hinge",
    "is_w_unique",
    "loss_with_doubled_weights",
    "svm_loss_naive",
    "svm_loss_vectorized",
]


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
    got = [student.answer(*case) for case in cases]
    for loss, (scores, label) in zip(got, cases, strict=True):
        expected = reference.hinge_loss(scores, label)
        expect_number(loss, expected, "loss", f"for {len(scores)} classes")


@check("hinge_loss", points=2, role="part")
def other_margin(student: Asked) -> None:
    """The margin Δ can be another than 1."""
    cases = [(student.rng.normal(size=5), 2, delta) for delta in (0.5, 3.0)]
    got = [student.answer(*case) for case in cases]
    for loss, case in zip(got, cases, strict=True):
        expect_number(loss, reference.hinge_loss(*case), "loss", "with another Δ")


@check("hinge_loss", points=1, role="form", builds_on=["random_scores"])
def scores_unchanged(student: Asked) -> None:
    """The function leaves its scores as they were."""
    scores = student.rng.normal(size=5)
    for label, delta in ((1, 1.0), (4, 0.3)):
        call = student.call(scores, label, delta)
        expect_unchanged(call.arguments_after[:1], (scores,), ("scores",))


@check_losses(points=3)
def random_loss(student: Asked) -> None:
    """Without regularization, the loss is right on random data."""
    expect_losses(student, LOSS, problem, [0.0, 0.0, 0.0])


@check_losses(points=4)
def random_gradient(student: Asked) -> None:
    """Without regularization, the gradient is right on random data."""
    expect_gradients(student, LOSS, problem, [0.0, 0.0, 0.0])


@check_losses(points=2, role="part", builds_on=["random_loss", "penalty_in_loss"])
def random_penalty_in_loss(student: Asked) -> None:
    """With regularization, the loss is right on random data."""
    expect_losses(student, LOSS, problem, STRENGTHS)


@check_losses(points=2, role="part", builds_on=["random_gradient", "penalty_in_gradient"])
def random_penalty_in_gradient(student: Asked) -> None:
    """With regularization, the gradient is right on random data."""
    expect_gradients(student, LOSS, problem, STRENGTHS)


@check_losses(points=2, role="part")
def other_shapes(student: Asked) -> None:
    """One example, two classes or twelve, and a single pixel are all right, in float32 too."""
    expect_other_shapes(student, LOSS, problem)


@check_losses(points=3, role="part")
def classes_without_examples(student: Asked) -> None:
    """Loss and gradient are right where some classes have no example."""
    expect_absent_classes(student, LOSS, problem)


@check_losses(points=1, role="form", builds_on=["random_loss"])
def inputs_unchanged(student: Asked) -> None:
    """The function leaves W, X and y as they were."""
    expect_inputs_unchanged(student, problem)


CHECKS = checks_in(globals(), visible=False)
