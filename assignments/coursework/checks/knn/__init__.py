"""The visible checks of the nearest-neighbour assignment: what the notebook's instant check runs.

They use the lecture's two images and small whole numbers that can be followed on paper.
"""

from coursework.checks.knn import distances, voting
from coursework.checks.knn.distances import (
    DISTANCES,
    TABLES,
    TEST_IMAGE,
    TRAIN_IMAGE,
    X_TEST,
    X_TRAIN,
)
from coursework.checks.knn.voting import (
    ACROSS,
    FOLDS,
    TABLE,
    VOTES,
    X_LINE,
    Y_LINE,
    Y_TABLE,
    expect_accuracies,
)
from coursework.expecting.answer import NUMBER, form_checks

__all__ = [
    "ACROSS",
    "CHECKS",
    "DISTANCES",
    "FOLDS",
    "QUESTIONS",
    "TABLE",
    "TABLES",
    "TEST_IMAGE",
    "TRAIN_IMAGE",
    "VOTES",
    "X_LINE",
    "X_TEST",
    "X_TRAIN",
    "Y_LINE",
    "Y_TABLE",
    "expect_accuracies",
]

QUESTIONS = {
    "nearest_by_l1_and_l2": "ABCD",
    "cost_of_train_and_predict": "ABC",
    "distance_from_products": NUMBER,
    "vote_of_five": NUMBER,
    "k_equal_to_all": "ABC",
    "accuracy_with_random_labels": "ABC",
    "why_test_set_once": "ABC",
    "examples_trained_on": NUMBER,
    "points_in_five_dimensions": NUMBER,
}
CHECKS = [*form_checks(QUESTIONS), *distances.CHECKS, *voting.CHECKS]
