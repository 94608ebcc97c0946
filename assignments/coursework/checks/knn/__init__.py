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

__all__ = [
    "ACROSS",
    "CHECKS",
    "DISTANCES",
    "FOLDS",
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

CHECKS = [*distances.CHECKS, *voting.CHECKS]
