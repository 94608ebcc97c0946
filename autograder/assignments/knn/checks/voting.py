"""The hidden checks of the vote of k neighbours, and of cross-validation."""

from collections.abc import Sequence

import numpy as np

from autograder.assignments.any_answer.checks import expect_values
from autograder.assignments.knn.checks.distances import points_with_one_nearest
from coursework.asking.asked import Asked
from coursework.checks.knn import ACROSS, expect_accuracies
from coursework.expecting.unchanged import expect_inputs_unchanged
from coursework.scoring.check import check, checks_in
from solutions import knn as reference


def election(
    rng: np.random.Generator, num_tests: int, labels: np.ndarray, k: int, tied: bool = False
) -> np.ndarray:
    """Draw a table of distances without equal ones, such that no vote of k is tied, or each is."""
    rows: list[np.ndarray] = []
    while len(rows) < num_tests:
        row = rng.permutation(len(labels)) + rng.uniform(0.1, 0.5, len(labels))
        votes = np.sort(np.unique(labels[row.argsort()[:k]], return_counts=True)[1])
        if (len(votes) > 1 and votes[-1] == votes[-2]) == tied:
            rows.append(row)
    return np.array(rows)


def expect_labels(student: Asked, cases: Sequence[tuple[np.ndarray, np.ndarray, int]]) -> None:
    """Fail unless the predicted labels are the reference's in every case."""
    given = "for k = {2}".format
    expect_values(student, reference.predict_labels, "array of labels", cases, given)


@check("predict_labels", points=2)
def random_votes(student: Asked) -> None:
    """On random distances, the label with most votes wins."""
    cases = []
    for k, num_labels in ((1, 5), (4, 3), (5, 4), (7, 2)):
        y = student.rng.permutation(np.arange(13) % num_labels)
        cases.append((election(student.rng, 9, y, k), y, k))
    expect_labels(student, cases)


# Both a set and a table of votes bring labels above 7 into another order than that of numbers.
LARGE_LABELS = np.array([16, 3, 9, 26, 40, 8])


@check("predict_labels", points=1.5, role="part")
def random_ties(student: Asked) -> None:
    """In random ties of two and more labels, small and large ones, the smallest label wins."""
    cases = []
    for k, labels in (
        *((2, np.arange(4)), (4, np.arange(3)), (5, np.arange(3)), (6, np.arange(3))),
        *((2, LARGE_LABELS), (4, LARGE_LABELS), (6, LARGE_LABELS[:3])),
    ):
        y = student.rng.permutation(labels[np.arange(15) % len(labels)])
        cases.append((election(student.rng, 12, y, k, tied=True), y, k))
    # So many labels that an unstable sort of their votes shows.
    y = student.rng.permutation(np.arange(60) % 24)
    cases.append((election(student.rng, 50, y, 30, tied=True), y, 30))
    expect_labels(student, cases)


@check("predict_labels", points=1.5, role="part")
def labels_of_any_size(student: Asked) -> None:
    """Labels may begin above 0, skip numbers and be larger than 10."""
    cases = []
    for names in ([3, 4, 8], [2, 11, 25], [40, 7, 0], [1, 10, 300]):
        y = np.array(names)[student.rng.permutation(np.arange(11) % 3)]
        cases += [(election(student.rng, 6, y, k), y, k) for k in (3, 4)]
    expect_labels(student, cases)


@check("predict_labels", points=1.5, role="part")
def close_distances(student: Asked) -> None:
    """Distances may be of any size, and differ by hundredths or by millions."""
    y = student.rng.permutation(np.arange(13) % 4)
    cases = [(size * election(student.rng, 9, y, 4), y, 4) for size in (0.01, 1e-5, 1e6)]
    expect_labels(student, cases)


@check("predict_labels", points=1, role="part")
def all_may_vote(student: Asked) -> None:
    """All training images may vote, for one test image too, or a single one."""
    y = student.rng.permutation(np.array([4, 2, 2, 0, 4, 4, 1]))
    # Farther and farther up, so that rows taken for columns show.
    one = np.sort(student.rng.uniform(size=(3, 1)), axis=0)[::-1].copy()
    expect_labels(student, [(election(student.rng, 1, y, 7), y, 7), (one, np.array([5]), 1)])


@check("predict_labels", points=1, role="form", builds_on=["random_votes"])
def votes_change_nothing(student: Asked) -> None:
    """The function leaves distances and y_train as they were."""
    y = student.rng.permutation(np.array([4, 2, 2, 0, 4, 4, 1]))
    expect_inputs_unchanged(
        student, ["distances", "y_train"], (election(student.rng, 3, y, 3), y, 3)
    )


def labelled_points(
    rng: np.random.Generator, N: int, labels: tuple[int, int] = (0, 1)
) -> tuple[np.ndarray, np.ndarray]:
    """Draw points of two classes that overlap.

    No two distances are nearly equal, and an odd number of neighbours can't be tied.
    """
    while True:
        _, X = points_with_one_nearest(rng, 1, N, 3)
        distances = np.linalg.norm(X[:, np.newaxis] - X, axis=2)
        gaps = np.diff(np.sort(distances, axis=1), axis=1)
        y = X[:, 0] + 0.7 * rng.normal(size=N) > 0
        if gaps.min() > 1e-4 and 0.3 < y.mean() < 0.7:
            return X, np.where(y, labels[1], labels[0])


Case = tuple[np.ndarray, np.ndarray, list[int], int]


def expect_folds(student: Asked, cases: Sequence[Case]) -> None:
    """Fail unless the accuracies are the reference's in every case."""
    got = [student.answer(*case) for case in cases]
    for value, case in zip(got, cases, strict=True):
        given = f"({len(case[0])} points, {case[3]} folds)"
        expect_accuracies(value, reference.cross_validate(*case), given)


@check("cross_validate", points=3, uses=ACROSS)
def random_folds(student: Asked) -> None:
    """On random data, the accuracies of every k and every fold are right."""
    rng = student.rng
    cases: list[Case] = [
        (*labelled_points(rng, 24), [1, 3, 5], 4),
        (*labelled_points(rng, 30, (3, 8)), [7, 1], 3),
    ]
    expect_folds(student, cases)


@check("cross_validate", points=1, role="part", uses=ACROSS)
def folds_of_unequal_size(student: Asked) -> None:
    """The number of folds need not divide the number of images."""
    rng = student.rng
    expect_folds(
        student,
        [(*labelled_points(rng, 23), [1, 5], 4), (*labelled_points(rng, 20), [3], 3)],
    )


@check("cross_validate", points=1, role="part", uses=ACROSS)
def two_folds_or_one_image_each(student: Asked) -> None:
    """Two folds are all right, and folds of a single image."""
    rng = student.rng
    expect_folds(
        student,
        [(*labelled_points(rng, 15), [3, 5], 2), (*labelled_points(rng, 11), [1, 3], 11)],
    )


@check("cross_validate", points=1, role="form", builds_on=["random_folds"], uses=ACROSS)
def data_unchanged(student: Asked) -> None:
    """The function leaves X, y and ks as they were."""
    case = (*labelled_points(student.rng, 12), [3, 1], 3)
    expect_inputs_unchanged(student, ["X", "y", "ks"], case)


CHECKS = checks_in(globals(), visible=False)
