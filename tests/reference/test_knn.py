"""The nearest-neighbour reference against the lectures, SciPy and scikit-learn."""

import tracemalloc

import numpy as np
import pytest
from scipy import stats
from scipy.spatial.distance import cdist
from sklearn.model_selection import KFold
from sklearn.neighbors import KNeighborsClassifier

from autograder.assignments.knn import mistakes
from autograder.assignments.knn.checks.distances import points_with_one_nearest
from autograder.assignments.knn.checks.voting import election, labelled_points
from autograder.assignments.worked_examples import worked_example
from coursework.checks import knn as visible
from coursework.datasets import load_digits
from solutions.knn import (
    NearestNeighbor,
    cross_validate,
    distances_no_loops,
    distances_one_loop,
    distances_two_loops,
    l1_distance,
    l2_distance,
    predict_labels,
)

TABLES = pytest.mark.parametrize(
    "distances", [distances_two_loops, distances_one_loop, distances_no_loops]
)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64, np.uint8])
def test_lectures_two_images_have_the_lectures_distances_in_every_type(dtype) -> None:
    example = worked_example("l1-distance")
    test, train = (np.array(example["inputs"][name], dtype) for name in ("test", "train"))
    assert l1_distance(test, train) == example["value"]["l1"]
    assert l2_distance(test, train) == pytest.approx(example["value"]["l2"])
    assert l1_distance(test.ravel(), train.ravel()) == example["value"]["l1"]


def test_distance_does_not_depend_on_the_order_and_is_zero_for_the_same_image() -> None:
    a, b = np.random.default_rng(0).normal(size=(2, 5, 3))
    for distance in (l1_distance, l2_distance):
        assert distance(a, b) == distance(b, a) > 0
        assert distance(a, a) == 0


def test_l2_is_never_above_l1_and_equal_along_an_axis() -> None:
    a, b = np.random.default_rng(1).normal(size=(2, 9))
    assert l2_distance(a, b) < l1_distance(a, b)
    along = a.copy()
    along[3] += 2.5
    assert l2_distance(a, along) == pytest.approx(l1_distance(a, along)) == pytest.approx(2.5)


def test_the_question_on_two_metrics_has_another_nearest_point_by_each() -> None:
    origin, A, B = np.zeros(2), np.array([3, 3]), np.array([0, 5])
    assert l1_distance(origin, B) < l1_distance(origin, A)
    assert l2_distance(origin, A) < l2_distance(origin, B)


@TABLES
@pytest.mark.parametrize("shape", [(5, 7, 4), (1, 6, 3), (6, 1, 3), (4, 4, 1)])
def test_table_of_distances_is_scipys(distances, shape) -> None:
    X_test, X_train = points_with_one_nearest(np.random.default_rng(2), *shape)
    np.testing.assert_allclose(distances(X_test, X_train), cdist(X_test, X_train))


@TABLES
def test_table_on_paper(distances) -> None:
    got = distances(visible.X_TEST, visible.X_TRAIN)
    np.testing.assert_allclose(got, visible.DISTANCES)


@pytest.mark.parametrize("dtype", [np.uint8, np.int64, np.float32])
def test_table_without_loops_is_right_in_every_type(dtype) -> None:
    pixels = np.random.default_rng(10).integers(0, 256, (9, 40))
    X_test, X_train = pixels[:4].astype(dtype), pixels[4:].astype(dtype)
    got = distances_no_loops(X_test, X_train)
    np.testing.assert_allclose(got, cdist(pixels[:4], pixels[4:]), rtol=1e-6)
    assert got.dtype == (np.float32 if dtype == np.float32 else np.float64)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_table_without_loops_takes_hardly_more_memory_than_its_result(dtype) -> None:
    # More pixels than training images, so that a copy of the images would show.
    X_test, X_train = np.random.default_rng(11).random((2, 200, 2000)).astype(dtype)
    tracemalloc.start()
    size = distances_no_loops(X_test, X_train).nbytes
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1.3 * size


def test_vote_takes_no_second_table() -> None:
    table = np.random.default_rng(12).random((100, 5000))
    tracemalloc.start()
    predict_labels(table, np.arange(5000) % 3, 5)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < table.nbytes / 10


def test_distance_to_itself_is_no_nan_where_the_unguarded_formula_has_one() -> None:
    X = np.random.default_rng(3).normal(size=(60, 30))
    assert np.abs(np.diag(distances_no_loops(X, X))).max() < 1e-6
    with np.errstate(invalid="ignore"):
        unguarded = mistakes.root_of_a_number_below_zero.run(X, X)
    assert np.isnan(unguarded).any()


def test_distances_of_real_images_to_themselves_are_no_nan() -> None:
    X = load_digits().X_train
    table = distances_no_loops(X, X + 0.0)
    assert not np.isnan(table).any()
    np.testing.assert_allclose(table, cdist(X, X), atol=1e-6)


def test_nearest_neighbour_agrees_with_scikit_learn_by_manhattan_distance() -> None:
    X_test, X_train = points_with_one_nearest(np.random.default_rng(4), 20, 30, 5)
    y = np.random.default_rng(5).integers(3, 7, 30)
    ours = NearestNeighbor()
    ours.train(X_train, y)
    theirs = KNeighborsClassifier(1, metric="manhattan").fit(X_train, y)
    np.testing.assert_array_equal(ours.predict(X_test), theirs.predict(X_test))


def test_nearest_neighbour_gets_every_training_image_right() -> None:
    data = load_digits()
    classifier = NearestNeighbor()
    classifier.train(data.X_train[:200], data.y_train[:200])
    np.testing.assert_array_equal(classifier.predict(data.X_train[:200]), data.y_train[:200])


@pytest.mark.parametrize("k", [1, 3, 4, 8])
def test_vote_agrees_with_scikit_learn_and_with_scipys_mode(k) -> None:
    rng = np.random.default_rng(6)
    X_test, X_train = points_with_one_nearest(rng, 25, 30, 3)
    y = rng.integers(0, 4, 30)
    table = cdist(X_test, X_train)
    ours = predict_labels(table, y, k)
    theirs = KNeighborsClassifier(k).fit(X_train, y).predict(X_test)
    np.testing.assert_array_equal(ours, theirs)
    closest = y[table.argsort(axis=1)[:, :k]]
    np.testing.assert_array_equal(ours, stats.mode(closest, axis=1).mode)


def test_ties_go_to_the_smaller_label_in_whatever_order_the_neighbours_stand() -> None:
    rng = np.random.default_rng(7)
    y = rng.permutation(np.repeat([9, 4, 25], 5))
    for k in (2, 4, 6):
        table = election(rng, 20, y, k, tied=True)
        for row, label in zip(table, predict_labels(table, y, k), strict=True):
            names, votes = np.unique(y[row.argsort()[:k]], return_counts=True)
            assert np.sum(votes == votes.max()) > 1
            assert label == names[votes == votes.max()].min()


def test_labels_keep_their_type_and_may_be_any_integers() -> None:
    table = np.array([[0.1, 0.2, 0.3]])
    got = predict_labels(table, np.array([40, 7, 40], dtype=np.int32), 3)
    assert got.dtype == np.int32
    assert got.tolist() == [40]


@pytest.mark.parametrize(("N", "num_folds"), [(24, 4), (23, 4), (15, 2), (11, 11)])
def test_cross_validation_agrees_with_scikit_learn(N, num_folds) -> None:
    X, y = labelled_points(np.random.default_rng(8), N, (2, 5))
    got = cross_validate(X, y, [1, 3, 5], num_folds)
    for k in (1, 3, 5):
        expected = [
            KNeighborsClassifier(k).fit(X[train], y[train]).score(X[test], y[test])
            for train, test in KFold(num_folds).split(X)
        ]
        assert got[k] == pytest.approx(expected)


def test_cross_validation_on_paper() -> None:
    assert cross_validate(visible.X_LINE, visible.Y_LINE, [1, 3], 3) == visible.FOLDS


def test_no_two_distances_on_paper_are_equal() -> None:
    places = visible.X_LINE[:, 0]
    pairs = np.abs(places[:, np.newaxis] - places)[np.triu_indices(6, 1)]
    assert len(set(pairs)) == 15


def test_random_labels_are_predicted_right_on_the_training_images_themselves() -> None:
    data = load_digits()
    random = np.random.default_rng(9).integers(0, 10, len(data.y_train))
    table = distances_no_loops(data.X_train, data.X_train)
    assert np.mean(predict_labels(table, random, 1) == random) == 1
    fresh = distances_no_loops(data.X_val, data.X_train)
    assert np.mean(predict_labels(fresh, random, 1) == data.y_val) < 0.2


def test_all_training_images_voting_give_the_same_label_everywhere() -> None:
    data = load_digits()
    table = distances_no_loops(data.X_val, data.X_train)
    most = np.bincount(data.y_train).argmax()
    assert set(predict_labels(table, data.y_train, len(data.y_train))) == {most}


def test_points_that_fill_a_space_are_the_lectures() -> None:
    example = worked_example("curse-of-dimensionality")
    per_axis = example["inputs"]["points_per_axis"]
    assert [per_axis**n for n in example["inputs"]["dimensions"]] == example["value"]["points"]
