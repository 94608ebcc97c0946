"""The hidden checks of distances: of two images, to the nearest one, and of all to all."""

from typing import Any

import numpy as np

from autograder.assignments.any_answer.checks import expect_values
from coursework.asking.asked import Asked
from coursework.checks.knn import TABLES
from coursework.checks.knn.distances import expect_zero_for_itself
from coursework.expecting.unchanged import expect_inputs_unchanged, expect_unchanged
from coursework.expecting.values import expect_array
from coursework.scoring.check import check, checks_in
from solutions import knn as reference

PAIRS = ("l1_distance", "l2_distance")


def pair_of(function: str) -> Any:
    """Return the reference's distance of that name."""
    return getattr(reference, function)


@check(*PAIRS, points=1)
def random_images(student: Asked) -> None:
    """The distance is right for random images of any shape, in float32 too."""
    cases = random_pairs(student.rng)
    given = "of images of shape {0.shape}".format
    expect_values(student, pair_of(student.question), "distance", cases, given)


def random_pairs(rng: np.random.Generator) -> list[tuple[np.ndarray, ...]]:
    """Draw pairs of images."""
    cases = [tuple(rng.normal(size=(2, *shape))) for shape in ((7,), (3, 5), (16,), (2, 3, 3))]
    large = tuple(1000 * image for image in cases[1])
    return [*cases, large, tuple(image.astype(np.float32) for image in cases[0])]


@check(*PAIRS, points=1, role="form", builds_on=["random_images"])
def pair_unchanged(student: Asked) -> None:
    """The function leaves both images as they were."""
    expect_inputs_unchanged(student, ["a", "b"], *random_pairs(student.rng))


@check(*PAIRS, points=1, role="part")
def unsigned_pixels(student: Asked) -> None:
    """The distance is right for images of small whole numbers, as image files hold them."""
    types = (np.uint8, np.uint8, np.uint16)
    cases = []
    for dtype, shape in zip(types, ((4, 4), (12,), (3, 3)), strict=True):
        limits: Any = np.iinfo(dtype)
        pixels = student.rng.integers(limits.min, limits.max, size=(2, *shape), endpoint=True)
        cases.append(tuple(pixels.astype(dtype)))
    given = "of two images of dtype {0.dtype}".format
    expect_values(student, pair_of(student.question), "distance", cases, given)


def points_with_one_nearest(
    rng: np.random.Generator, N_test: int, N_train: int, D: int
) -> tuple[np.ndarray, np.ndarray]:
    """Draw points such that no two training points are nearly equally far from a test point.

    By L1 and by L2 distance alike, so that no rounding decides who is the nearer.
    """
    while True:
        X_test, X_train = rng.normal(size=(N_test, D)), rng.normal(size=(N_train, D))
        differences = X_test[:, np.newaxis] - X_train
        distances = np.stack([np.abs(differences).sum(axis=2), np.linalg.norm(differences, axis=2)])
        gaps = np.diff(np.sort(distances, axis=2), axis=2)
        if gaps.min(initial=1.0) > 1e-4:
            return X_test, X_train


@check("NearestNeighbor", points=1.5)
def nearest_by_l1(student: Asked) -> None:
    """On random data, the nearest image is found by L1 distance."""
    cases = []
    for labels in (np.arange(20), student.rng.integers(0, 5, 20)):
        X_test, X_train = points_with_one_nearest(student.rng, 15, 20, 6)
        cases.append((X_train, labels, X_test))
    got = [student.use_for_last(("train", X, y), ("predict", X_test)) for X, y, X_test in cases]
    for labels, case in zip(got, cases, strict=True):
        expect_array(labels, _predicted(*case), "array of predictions")


def _predicted(X: np.ndarray, y: np.ndarray, X_test: np.ndarray) -> np.ndarray:
    right = reference.NearestNeighbor()
    right.train(X, y)
    return right.predict(X_test)


def close_to(rng: np.random.Generator, X: np.ndarray, number: int) -> np.ndarray:
    """Draw images that lie so close to training images that each distance agrees on the nearest."""
    return X[rng.integers(0, len(X), number)] + 0.01 * rng.normal(size=(number, X.shape[1]))


@check("NearestNeighbor", points=1, role="part")
def trained_again(student: Asked) -> None:
    """Trained again on other data, it forgets the first, and it can predict more than once."""
    rng = student.rng
    first, second = (points_with_one_nearest(rng, 6, 9, 4)[1] for _ in range(2))
    y, other = rng.permutation(9), 300 - 100 * rng.permutation(9)
    X_first, X_second = close_to(rng, first, 8), close_to(rng, second, 6)
    trained = ("train", first, y)
    got = student.use_for_last(trained, ("train", second, other), ("predict", X_second))
    left = student.use_for_last(trained, ("train", second, other), ("predict", X_first))
    again = student.use_for_last(trained, ("predict", X_first[:2]), ("predict", X_first[2:]))
    for value, case in ((got, (second, other, X_second)), (left, (second, other, X_first))):
        expected = _predicted(*case)
        expect_array(value, expected, "array of predictions", "after a second `train`")
    expected = _predicted(first, y, X_first[2:])
    expect_array(again, expected, "array of predictions", "of a second `predict`")


@check("NearestNeighbor", points=1, role="part")
def two_at_once(student: Asked) -> None:
    """Two classifiers know nothing of each other's data."""
    rng = student.rng
    own, others = (points_with_one_nearest(rng, 6, 9, 4)[1] for _ in range(2))
    y, X_test = rng.permutation(9), close_to(rng, own, 8)
    second = ("second.train", others, 300 - 100 * rng.permutation(9))
    got = student.use_for_last(("train", own, y), second, ("predict", X_test))
    expected = _predicted(own, y, X_test)
    expect_array(got, expected, "array of predictions", "after `train` of another classifier")


@check("NearestNeighbor", points=1, role="part")
def one_image_of_each(student: Asked) -> None:
    """One training image, one image to predict, large numbers, or float32 are all right."""
    _, X = points_with_one_nearest(student.rng, 4, 7, 6)
    X_test = close_to(student.rng, X, 12)
    y = student.rng.permutation(7)
    cases = {
        "for one training image": (X[:1], y[:1], X_test),
        "for one image": (X, y, X_test[:1]),
        "for large numbers": (1e5 * X, y, 1e5 * X_test),
        "in float32": (X.astype(np.float32), y, X_test.astype(np.float32)),
    }
    got = {
        given: student.use_for_last(("train", *case[:2]), ("predict", case[2]))
        for given, case in cases.items()
    }
    for given, case in cases.items():
        expect_array(got[given], _predicted(*case), "array of predictions", given)


@check("NearestNeighbor", points=1, role="form", builds_on=["nearest_by_l1"])
def training_data_unchanged(student: Asked) -> None:
    """The class leaves the training data and the images as they were."""
    X_test, X = points_with_one_nearest(student.rng, 4, 7, 3)
    given = (X, student.rng.permutation(7), X_test)
    call = student.used(("train", *given[:2]), ("predict", X_test))
    expect_unchanged(call.arguments_after, given, ("X of train", "y", "X of predict"))


@check(*TABLES, points=3)
def random_distances(student: Asked) -> None:
    """On random data, the table of Euclidean distances is right."""
    shapes = [(5, 7, 4), (5, 7, 4), (8, 3, 6), (6, 6, 3)]
    cases = [points_with_one_nearest(student.rng, *shape) for shape in shapes]
    expect_values(student, reference.distances_two_loops, "table of distances", cases)


@check(*TABLES, points=1, role="part")
def other_sizes(student: Asked) -> None:
    """One test image, one training image, one pixel, large numbers, or float32 are all right."""
    X_test, X_train = points_with_one_nearest(student.rng, 4, 9, 5)
    cases = {
        "for one test image": (X_test[:1], X_train),
        "for one training image": (X_test, X_train[:1]),
        "for images of one pixel": points_with_one_nearest(student.rng, 2, 4, 1),
        "for large numbers": (1000 * X_test, 1000 * X_train),
        "in float32": (X_test.astype(np.float32), X_train.astype(np.float32)),
    }
    expect_values(student, reference.distances_two_loops, "table of distances", cases)


@check(*TABLES, points=1, role="form", builds_on=["random_distances"])
def images_unchanged(student: Asked) -> None:
    """The function leaves X_test and X_train as they were."""
    case = points_with_one_nearest(student.rng, 4, 6, 3)
    expect_inputs_unchanged(student, ["X_test", "X_train"], case)


@check("distances_no_loops", points=1, role="part")
def distance_to_itself(student: Asked) -> None:
    """The distance of an image to itself is 0 up to rounding, for other random images."""
    X = student.rng.normal(size=(60, 30))
    expect_zero_for_itself(student, X)


CHECKS = checks_in(globals(), visible=False)
