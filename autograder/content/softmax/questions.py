"""The questions of the softmax assignment: right and wrong answers, and what these show."""

import numpy as np

from autograder.content.question import Question
from autograder.content.worked_examples import worked_example
from coursework.checks.softmax import QUESTIONS as FORMS

SCORES = worked_example("softmax-cat")["inputs"]["scores"]
CAT = worked_example("softmax-cat")["value"]
THREE = worked_example("softmax-three-images")["value"]
FOUR_PIXELS = worked_example("four-pixels-softmax")["value"]
TEN = worked_example("ten-classes-softmax")["value"]
START = worked_example("softmax-near-zero")["value"]["losses"][0]
P_CAT = CAT["probabilities"][0]
BEHIND = 10.0  # how far the right class is behind in the question about the slopes
SIGMOID = 1 / (1 + np.exp(BEHIND))
TEN_BASE = np.log(10)
NATURAL = "That comes of log10. The log of this course is the natural one: np.log."

QUESTIONS = [
    Question(
        "sum_by_slide_formula",
        "What do the three probabilities add up to by the slide's formula, taken literally?",
        3 * P_CAT,
        wrong={
            1.0: (
                "slide_formula_read_as_meant",
                "So it is with the right formula, which has s_k above the line. The slide has s_y "
                "there, so each of the three classes gets exp(s_y) / Σ exp(s_j) = 0.13.",
            ),
            P_CAT: (
                "one_class_for_three",
                "That is what each class gets. There are three of them.",
            ),
        },
    ),
    Question(
        "cross_entropy_of_frog",
        "What is the cross-entropy loss of the frog image?",
        THREE["losses"][2],
        wrong={
            THREE["losses"][2] / TEN_BASE: ("logarithm_to_base_ten", NATURAL),
            np.exp(-THREE["losses"][2]): (
                "probability_for_loss",
                "That is the frog's probability. The loss is −log of it.",
            ),
            -THREE["losses"][2]: (
                "minus_left_out",
                "The logarithm of a probability is below 0, so the loss −log p is above.",
            ),
            worked_example("three-images")["value"]["losses"][2]: (
                "hinge_for_cross_entropy",
                "That is the hinge loss of the frog. Here, take exp, normalize, −log.",
            ),
            np.log(3): (
                "right_score_in_the_sum",
                "You have s_y in the sum where s_k is meant, three times exp(−3.1). The sum runs "
                "over all scores: exp(2.2) + exp(2.5) + exp(−3.1).",
            ),
        },
    ),
    Question(
        "cross_entropy_range",
        "Which values can the cross-entropy loss of one image take?",
        "C",
        choices=FORMS["cross_entropy_range"],
        wrong={
            "A": (
                "loss_bounded_like_a_probability",
                "The probability is between 0 and 1, but −log of a tiny one is large, without "
                "a limit.",
            ),
            "B": (
                "zero_loss_reached",
                "For the loss 0, the right class would need all of the probability. But exp is "
                "never 0, so each other class keeps a little. The hinge is 0 from a lead of 1 on; "
                "this loss never is.",
            ),
            "D": (
                "cross_entropy_below_zero",
                "A probability is at most 1, so its logarithm is at most 0, and minus that is "
                "never below 0.",
            ),
        },
    ),
    Question(
        "cross_entropy_at_start",
        "With W close to 0 and 10 classes, what is the cross-entropy loss?",
        START,
        wrong={
            1.0: (
                "logarithm_to_base_ten",
                "That is log10 of 10. With the natural logarithm it is log C = 2.3026.",
            ),
            9.0: (
                "hinge_loss_at_start",
                "C − 1 is what the hinge starts with. Here each class has the probability 1/10, "
                "and the loss is −log(1/10).",
            ),
            0.1: (
                "probability_for_loss",
                "That is the probability of each class. The loss is −log of it.",
            ),
            -START: (
                "minus_left_out",
                "log(1/10) is below 0; the loss is −log(1/10).",
            ),
            0.0: (
                "equal_scores_taken_as_no_loss",
                "Equal scores are a guess: each class has the probability 1/10, so the loss is "
                "−log(1/10).",
            ),
        },
    ),
    Question(
        "mean_over_ten_class_images",
        "What is the mean cross-entropy loss of the three images with ten classes?",
        TEN["mean"],
        wrong={
            TEN["mean"] / TEN_BASE: ("logarithm_to_base_ten", NATURAL),
            3 * TEN["mean"]: (
                "sum_for_mean",
                "That is the sum of the three losses: 5.17 + 0.58 + 11.29. Divide it by 3.",
            ),
            worked_example("ten-classes-hinge")["value"]["mean"]: (
                "hinge_for_cross_entropy",
                "That is the mean of the three hinge losses. Use `cross_entropy_loss`.",
            ),
            THREE["mean"]: (
                "three_classes_for_ten",
                "That is the mean for the three classes at the top of the notebook. Take the "
                "scores for ten classes.",
            ),
        },
    ),
    Question(
        "entropy_of_label",
        "What is the entropy H(P) of the label (1, 0, 0)?",
        0.0,
        wrong={
            CAT["loss"]: (
                "cross_entropy_for_entropy",
                "That is the cross-entropy H(P, Q), with the prediction in it. H(P) has P alone: "
                "−1 log 1 − 0 − 0 = 0. A sure thing is no surprise.",
            ),
            np.log(3): (
                "entropy_of_equal_shares",
                "log 3 is the entropy of (⅓, ⅓, ⅓), the most uncertain one. The label is certain: "
                "−1 log 1 = 0.",
            ),
            1.0: (
                "label_for_entropy",
                "The term of the right class is −1 · log 1, and log 1 is 0.",
            ),
        },
    ),
    Question(
        "nll_of_probabilities",
        "What does nll_loss return when it is given probabilities for log-probabilities?",
        -P_CAT,
        wrong={
            CAT["loss"]: (
                "nll_taken_to_have_the_log",
                "So it would be if `nll_loss` took the logarithm itself. It doesn't: it picks "
                "0.13, and turns the sign.",
            ),
            P_CAT: (
                "minus_left_out",
                "`nll_loss` turns the sign of what it picks: −0.13. A loss below 0 that looks "
                "harmless, and is wrong.",
            ),
        },
    ),
    Question(
        "softmax_before_cross_entropy",
        "What happens with a softmax layer in front of CrossEntropyLoss?",
        "C",
        choices=FORMS["softmax_before_cross_entropy"],
        wrong={
            "A": (
                "second_softmax_taken_for_harmless",
                "Softmax of probabilities is something else than these. Try the best prediction "
                "there is, (1, 0, 0), as scores: the second softmax makes 0.58, 0.21, 0.21 of it.",
            ),
            "B": (
                "second_softmax_taken_for_error",
                "Probabilities are numbers like any scores, so there is no error. That is what "
                "makes this mistake hard to find: training works, only badly.",
            ),
        },
    ),
    Question(
        "right_score_doubled",
        "What happens to both losses of (10, −2, 3) when the right score becomes 20?",
        "B",
        choices=FORMS["right_score_doubled"],
        wrong={
            "A": (
                "losses_swapped_as_in_note",
                "It is the other way round. A note that someone wrote on one of the slides has the "
                "same slip. The hinge is 0 before and after; the cross-entropy falls from 0.0009 "
                "to 0.00000004.",
            ),
            "C": (
                "cross_entropy_taken_as_saturated",
                "The cross-entropy was small, 0.0009, but not 0. With a larger lead it becomes "
                "0.00000004. It is never satisfied.",
            ),
            "D": (
                "hinge_taken_as_unsatisfied",
                "The hinge was 0 already, as 10 leads both others by more than 1. It can't get "
                "smaller than 0.",
            ),
        },
    ),
    Question(
        "cross_entropy_of_four_pixels",
        "What is the cross-entropy loss of the image with four pixels?",
        FOUR_PIXELS["loss"],
        wrong={
            FOUR_PIXELS["loss"] / TEN_BASE: ("logarithm_to_base_ten", NATURAL),
            worked_example("four-pixels-hinge")["value"]["loss"]: (
                "hinge_for_cross_entropy",
                "That is the hinge loss. Give the same scores to `cross_entropy_loss`.",
            ),
            FOUR_PIXELS["probabilities"][2]: (
                "probability_for_loss",
                "That is the probability of the right class. The loss is −log of it.",
            ),
            -np.log(FOUR_PIXELS["probabilities"][1]): (
                "label_counted_from_one",
                "You took class 1. The classes are counted from 0, so label 2 is the last one.",
            ),
        },
    ),
    Question(
        "input_of_logistic",
        "Which x gives the cat's probability σ(x) against the car?",
        SCORES[0] - SCORES[1],
        wrong={
            SCORES[1] - SCORES[0]: (
                "lead_with_wrong_sign",
                "σ(1.9) = 0.87 is the car's probability. For the cat, take its own score first: "
                "3.2 − 5.1.",
            ),
            SCORES[0]: (
                "other_score_forgotten",
                "Only the difference of the two scores counts: σ(s_cat − s_car).",
            ),
            P_CAT: (
                "probability_for_input",
                "That is about σ(x). The x asked for is the difference of the two scores.",
            ),
        },
    ),
    Question(
        "ratio_of_slopes",
        "How many times as steep as the negative logistic is the NLL at x = −10?",
        1 / SIGMOID,
        wrong={
            SIGMOID: (
                "ratio_turned_round",
                "That is the ratio the other way round. The NLL is the steeper one: divide its "
                "slope by that of the negative logistic.",
            ),
            1.0: (
                "slope_for_ratio",
                "The slope of the NLL is about −1 there. Divide it by the slope of the negative "
                "logistic, −σ(1 − σ), which is tiny.",
            ),
        },
    ),
    Question(
        "slope_of_right_score",
        "What is the slope of the cat image's loss by the score of cat?",
        P_CAT - 1,
        wrong={
            P_CAT: (
                "minus_one_left_out",
                "That is p. The right class's slope is p − 1: a higher score of cat makes the "
                "loss smaller.",
            ),
            1 - P_CAT: (
                "gradient_reversed",
                "The sign is turned. A higher score of cat makes the loss smaller, so the slope is "
                "below 0: p − 1.",
            ),
            -1 / P_CAT: (
                "slope_by_probability",
                "That is the slope of −log p by p. Go on to the score: times p(1 − p).",
            ),
            P_CAT * (1 - P_CAT): (
                "slope_of_probability_taken",
                "That is the slope of the probability. The loss is −log of it, with the slope "
                "−1/p: together p − 1.",
            ),
        },
    ),
]
