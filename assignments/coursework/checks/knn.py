"""The visible checks of the nearest-neighbour assignment: what the notebook's instant check runs.

They use the lecture's two images and small whole numbers that can be followed on paper.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from coursework.asking import Asked
from coursework.checking import check, checks_in
from coursework.comparing import as_array, expect_array, expect_number
from coursework.counting import expect_no_loop
from coursework.examples import worked_example
from coursework.failures import Failure, WrongForm, shown
from coursework.questions import NUMBER, form_checks

SLIDE = worked_example("l1-distance")
TEST_IMAGE, TRAIN_IMAGE = (np.array(SLIDE["inputs"][name], dtype=float) for name in SLIDE["inputs"])

# Two test and three training points: all distances are whole numbers.
X_TEST = np.array([[0.0, 0.0], [6.0, 8.0]])
X_TRAIN = np.array([[3.0, 4.0], [6.0, 0.0], [0.0, 8.0]])
DISTANCES = np.array([[5, 6, 8], [5, 8, 6]])

# Three test and six training points: the nearest three of each, and their votes, without a tie.
TABLE = np.array(
    [
        [0.8, 2.0, 3.0, 4.0, 1.0, 6.0],
        [6.0, 5.0, 1.0, 2.0, 4.0, 3.0],
        [3.0, 9.0, 2.0, 8.0, 7.0, 1.0],
    ]
)
Y_TABLE = np.array([2, 0, 1, 1, 0, 2])
VOTES = {1: [2, 1, 2], 3: [0, 1, 2]}

# Six points on a line, in three folds of two. No two distances are equal.
X_LINE = np.array([[0.0], [12.0], [17.0], [1.0], [10.0], [4.0]])
Y_LINE = np.array([1, 0, 0, 1, 1, 0])
FOLDS = {1: [0.5, 1.0, 0.0], 3: [1.0, 1.0, 0.0]}

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
TABLES = ("distances_two_loops", "distances_one_loop", "distances_no_loops")


@check("l1_distance", points=3, hint="The first row of differences is 46, 12, −14, 1; it adds 73.")
def lectures_images_by_l1(student: Asked) -> None:
    """The L1 distance of the lecture's two images is 456."""
    got = [student.answer(TEST_IMAGE, TRAIN_IMAGE), student.answer(X_TEST[1], X_TRAIN[0])]
    expect_number(got[0], SLIDE["value"]["l1"], "distance", "for the lecture's images")
    expect_number(got[1], 7, "distance", "from (6, 8) to (3, 4)")


@check("l2_distance", points=3, hint="Square each difference, add all squares, then take the root.")
def lectures_images_by_l2(student: Asked) -> None:
    """The L2 distance of the same two images is 162.11."""
    got = [student.answer(TEST_IMAGE, TRAIN_IMAGE), student.answer(X_TEST[1], X_TRAIN[0])]
    expect_number(got[0], SLIDE["value"]["l2"], "distance", "for the lecture's images")
    expect_number(got[1], 5, "distance", "from (6, 8) to (3, 4)")


def predictions(student: Asked, *methods: tuple[Any, ...]) -> Any:
    """Use a student's `NearestNeighbor` and return what the last method, `predict`, returned."""
    values = student.use(*methods)
    # What `train` returned is of no interest, neither here nor to name a mistake.
    calls = student.student.calls
    calls[-1] = replace(calls[-1], part=len(methods) - 1)
    return values[-1]


@check(
    "NearestNeighbor",
    points=3,
    hint="Which training image is at the smallest distance? Its label is the prediction.",
)
def nearest_on_paper(student: Asked) -> None:
    """Points in the plane get the label of the training point that is nearest."""
    y = np.array([7, 3, 9])
    X = np.array([[5.0, 1.0], [1.0, 8.0], [2.0, 3.0], [7.0, 0.0]])
    got = predictions(student, ("train", X_TRAIN, y), ("predict", X))
    expect_array(got, np.array([3, 9, 7, 3]), "array of predictions")


@check(
    "NearestNeighbor", points=2, hint="The nearest training image of a training image is itself."
)
def training_points_themselves(student: Asked) -> None:
    """Each training image gets its own label, as its distance to itself is 0."""
    X, y = X_LINE * np.array([1.0, -2.0, 0.5]), np.array([4, 0, 11, 2, 7, 5])
    got = predictions(student, ("train", X, y), ("predict", X[::-1].copy()))
    expect_array(got, y[::-1], "array of predictions", "for the training images")


@check(*TABLES, points=3, hint="Row i belongs to test point i, column j to training point j.")
def distances_on_paper(student: Asked) -> None:
    """The distances of two test points to three training points are those found on paper."""
    got = student.answer(X_TEST, X_TRAIN)
    expect_array(got, DISTANCES, "table of distances")


@check("distances_one_loop", points=2, builds_on=["distances_on_paper"])
def one_loop_at_most(student: Asked) -> None:
    """The interpreter has no more to do for 400 training images than for 40."""
    rng = np.random.default_rng(0)
    X_test = rng.normal(size=(6, 5))
    expect_no_loop(student, lambda number: (X_test, rng.normal(size=(number, 5))), 40, 400)


@check("distances_no_loops", points=4, builds_on=["distances_on_paper"])
def no_loop_at_all(student: Asked) -> None:
    """The interpreter has no more to do for 400 images than for 40, test or training."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(6, 5))
    expect_no_loop(student, lambda number: (rng.normal(size=(number, 5)), X), 40, 400)
    expect_no_loop(student, lambda number: (X, rng.normal(size=(number, 5))), 40, 400)


@check(
    "predict_labels",
    points=3,
    hint="`np.argsort` of a row gives the numbers of the training images, nearest first.",
)
def votes_on_paper(student: Asked) -> None:
    """One neighbour, or three, give the labels found on paper."""
    got = {k: student.answer(TABLE, Y_TABLE, k) for k in VOTES}
    for k, expected in VOTES.items():
        expect_array(got[k], np.array(expected), "array of labels", f"for k = {k}")


@check(
    "predict_labels",
    points=2,
    builds_on=["votes_on_paper"],
    hint="Of labels with equally many votes, the smallest wins, wherever its neighbours stand.",
)
def ties_to_smaller_label(student: Asked) -> None:
    """Where labels have equally many votes, the smallest label wins."""
    distances = np.array([[1.0, 2.0, 3.0, 4.0, 9.0], [2.0, 1.0, 4.0, 3.0, 9.0]])
    y = np.array([5, 1, 1, 5, 0])  # from the nearest on 5, 1, 1, 5 and 1, 5, 5, 1
    expected = {2: [1, 1], 4: [1, 1]}
    got = {k: student.answer(distances, y, k) for k in expected}
    three = student.answer(distances, np.array([4, 2, 3, 8, 0]), 3)
    for k, labels in expected.items():
        expect_array(got[k], np.array(labels), "array of labels", f"for k = {k}")
    expect_array(three, np.array([2, 2]), "array of labels", "for three different neighbours")


def expect_accuracies(value: Any, expected: dict[int, list[float]], given: str = "") -> None:
    """Fail unless `value` has the list of accuracies expected for each k."""
    if value is None:
        raise WrongForm("Your function returned None. It should return a dictionary.")
    if not isinstance(value, dict):
        raise WrongForm(f"Your function should return a dictionary, but returned {shown(value)}.")
    if set(value) != set(expected):
        raise Failure(
            f"Your dictionary has the keys {shown(sorted(value, key=str))}; expected the values "
            f"of k: {list(expected)}."
        )
    for k, accuracies in expected.items():
        name = f"list of accuracies for k = {k}"
        expect_array(value[k], np.array(accuracies), name, given)


ACROSS = ["distances_no_loops.distances_on_paper", "predict_labels.votes_on_paper"]


@check(
    "cross_validate",
    points=3,
    builds_on=ACROSS,
    hint="The first fold is validated with the four points of the second and third as training "
    "data, and so on.",
)
def folds_on_paper(student: Asked) -> None:
    """Six points on a line, in three folds of two, give the accuracies found on paper."""
    got = student.answer(X_LINE, Y_LINE, [1, 3], 3)
    expect_accuracies(got, FOLDS)


@check("cross_validate", points=2, builds_on=[*ACROSS, "folds_on_paper"])
def every_k_and_fold(student: Asked) -> None:
    """There is a list for every k, with as many accuracies as there are folds."""
    got = student.answer(X_LINE, Y_LINE, [3, 1, 2], 2)
    if not isinstance(got, dict) or set(got) != {1, 2, 3}:
        expect_accuracies(got, {3: [], 1: [], 2: []})
    for k, accuracies in got.items():
        if as_array(accuracies, "list of accuracies").shape != (2,):
            raise Failure(f"For k = {k} and 2 folds, your list is {shown(accuracies)}.")


CHECKS = [*form_checks(QUESTIONS), *checks_in(globals(), visible=True)]
