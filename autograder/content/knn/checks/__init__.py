"""The hidden checks of the nearest-neighbour assignment."""

from autograder.content.knn.checks import distances, voting
from autograder.content.knn.questions import QUESTIONS

__all__ = ["ANSWERS", "CHECKS", "QUESTIONS"]

ANSWERS = [
    "l1_distance",
    "l2_distance",
    "nearest_by_l1_and_l2",
    "NearestNeighbor",
    "cost_of_train_and_predict",
    "distances_two_loops",
    "distances_one_loop",
    "distance_from_products",
    "distances_no_loops",
    "predict_labels",
    "vote_of_five",
    "k_equal_to_all",
    "accuracy_with_random_labels",
    "why_test_set_once",
    "examples_trained_on",
    "cross_validate",
    "points_in_five_dimensions",
]

CHECKS = [*distances.CHECKS, *voting.CHECKS]
