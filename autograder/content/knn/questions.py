"""The questions of the nearest-neighbour assignment, and what each wrong answer shows."""

import numpy as np

from autograder.content.question import Question
from autograder.content.worked_examples import worked_example
from coursework.checks.knn import QUESTIONS as FORMS

POINTS = worked_example("curse-of-dimensionality")
PER_AXIS = POINTS["inputs"]["points_per_axis"]

QUESTIONS = [
    Question(
        "nearest_by_l1_and_l2",
        "Which of A = (3, 3) and B = (0, 5) is nearer to (0, 0), by L1 and by L2?",
        "C",
        choices=FORMS["nearest_by_l1_and_l2"],
        wrong={
            "A": (
                "l1_taken_for_l2",
                "By L1, A is at |3| + |3| = 6 and B at |0| + |5| = 5, so B is nearer. The two "
                "metrics don't agree here.",
            ),
            "B": (
                "l2_taken_for_l1",
                "By L2, A is at √(9 + 9) = 4.24 and B at √(0 + 25) = 5, so A is nearer. The two "
                "metrics don't agree here.",
            ),
            "D": (
                "metrics_swapped",
                "It is the other way round. L1 adds up: A 6, B 5. L2 takes the straight line: "
                "A √18 = 4.24, B 5.",
            ),
        },
    ),
    Question(
        "cost_of_train_and_predict",
        "How does the time of training, and of one prediction, grow with N training images?",
        "B",
        choices=FORMS["cost_of_train_and_predict"],
        wrong={
            "A": (
                "costs_swapped",
                "`train` only remembers where the data are, which takes no longer for more of "
                "them. `predict` looks at each training image. It would be better the other way "
                "round: one may train for long, but wants fast answers.",
            ),
            "C": (
                "training_taken_to_look_at_data",
                "What does `train` do with each of the N images? Nothing: it only stores the "
                "array. So its time doesn't grow with N.",
            ),
        },
    ),
    Question(
        "distance_from_products",
        "What is the distance of a and b, if ‖a‖² = 5, a·b = 16 and ‖b‖² = 52?",
        np.sqrt(5.0 - 2 * 16 + 52),
        wrong={
            25.0: (
                "root_forgotten_on_paper",
                "5 − 32 + 52 = 25 is the squared distance. Take its square root.",
            ),
            np.sqrt(5.0 + 2 * 16 + 52): (
                "sign_of_product_on_paper",
                "In (a − b)² the middle term is −2ab, with a minus sign: 5 − 32 + 52.",
            ),
            np.sqrt(5.0 - 16 + 52): (
                "factor_two_lost_on_paper",
                "In (a − b)² the middle term is −2ab: a·b goes off twice, 5 − 32 + 52.",
            ),
            np.sqrt(5.0 + 52): (
                "product_lost_on_paper",
                "(a − b)² isn't a² + b²: the middle term −2ab is missing, 5 − 32 + 52.",
            ),
        },
    ),
    Question(
        "vote_of_five",
        "Which label wins if the five nearest neighbours have the labels 7, 3, 3, 7, 5?",
        3.0,
        wrong={
            7.0: (
                "nearest_breaks_tie_on_paper",
                "3 and 7 have two votes each. Here the tie goes to the smaller label, wherever "
                "the neighbours stand.",
            ),
            5.0: (
                "labels_averaged_on_paper",
                "5 is the mean and the median of the labels. Labels are names, though, and a "
                "digit between 3 and 7 isn't meant. Count votes.",
            ),
        },
    ),
    Question(
        "k_equal_to_all",
        "What is predicted if k is the number of all training images?",
        "B",
        choices=FORMS["k_equal_to_all"],
        wrong={
            "A": (
                "all_votes_taken_for_nearest",
                "The nearest has one vote, like everybody else. With k = N all training images "
                "vote each time, and where the point lies no longer matters.",
            ),
            "C": (
                "all_votes_taken_for_chance",
                "There is no chance in it: all N images vote each time, so each time the same "
                "label wins, the one that most training images have.",
            ),
        },
    ),
    Question(
        "accuracy_with_random_labels",
        "With random training labels, how many training images does k = 1 get right?",
        "A",
        choices=FORMS["accuracy_with_random_labels"],
        wrong={
            "B": (
                "training_images_taken_for_new",
                "That holds for new images. A training image finds itself, at distance 0, and gets "
                "the label that is stored with it, however that label came about.",
            ),
            "C": (
                "own_label_taken_for_lost",
                "Right is what agrees with the training label, and with k = 1 each training image "
                "finds itself and gets just that label, random as it is.",
            ),
        },
    ),
    Question(
        "why_test_set_once",
        "Why may we not choose k by the accuracy on the test set?",
        "B",
        choices=FORMS["why_test_set_once"],
        wrong={
            "A": (
                "test_set_taken_for_slow",
                "Time isn't the point. A k that was chosen because it did best on these very "
                "images was partly lucky on them, and the number can't tell how much.",
            ),
            "C": (
                "test_set_taken_for_training_data",
                "The classifier never learns the test images, right. But you have: by choosing "
                "the k that suits them. Their accuracy is then too good to be true.",
            ),
        },
    ),
    Question(
        "examples_trained_on",
        "With 1,000 images and 5 folds, how many images is each fold's classifier trained on?",
        800.0,
        wrong={
            200.0: (
                "fold_trained_on",
                "200 images are in the fold that is validated on. The other four folds are the "
                "training data.",
            ),
            1000.0: (
                "validation_fold_trained_on",
                "The images that we validate on must not be in the training data: each would "
                "find itself. One fold of 200 stays out.",
            ),
            4000.0: (
                "folds_added_up",
                "Each of the five classifiers has a training set of its own: four of the five "
                "folds.",
            ),
        },
    ),
    Question(
        "points_in_five_dimensions",
        "With 4 points along each axis, how many fill a space of five dimensions?",
        float(PER_AXIS**5),
        wrong={
            20.0: (
                "axes_added",
                "Each new axis multiplies the number of points by 4: 4, 16, 64, and so on.",
            ),
            float(PER_AXIS**4): (
                "one_dimension_too_few",
                "That is for four dimensions: 4, 16, 64, 256. One axis more multiplies by 4.",
            ),
            float(5**PER_AXIS): (
                "base_and_power_swapped",
                "4 choices on each of 5 axes make 4·4·4·4·4, not 5·5·5·5.",
            ),
        },
    ),
]
