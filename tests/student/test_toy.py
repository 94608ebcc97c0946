"""The points in the plane are the lecture's hard cases: seen, counted, and the same each time."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from coursework import toy

SETS = {
    "blobs": lambda n, rng: toy.blobs(np.array([[0, 0], [4, 0], [0, 4]]), n, rng),
    "opposite_quadrants": toy.opposite_quadrants,
    "ring": toy.ring,
    "three_modes": toy.three_modes,
    "spirals": toy.spirals,
}
HARD = ["opposite_quadrants", "ring", "three_modes", "spirals"]


@pytest.mark.parametrize("name", SETS)
def test_points_and_labels_have_their_shapes_and_are_the_same_for_a_seed(name):
    X, y = SETS[name](101, np.random.default_rng(3))
    assert X.shape == (101, 2) and y.shape == (101,)
    again, labels = SETS[name](101, np.random.default_rng(3))
    assert np.array_equal(X, again) and np.array_equal(y, labels)
    counts = np.bincount(y)
    assert counts.max() - counts.min() <= 1


def test_opposite_quadrants_have_the_same_class():
    X, y = toy.opposite_quadrants(200, np.random.default_rng(0))
    assert np.array_equal(y == 0, X[:, 0] * X[:, 1] > 0)
    assert len({tuple(signs) for signs in np.sign(X)}) == 4


def test_ring_is_where_the_norm_is_between_1_and_2():
    X, y = toy.ring(200, np.random.default_rng(0))
    norm = np.linalg.norm(X, axis=1)
    assert np.array_equal(y == 0, (norm >= 1) & (norm <= 2))
    assert (norm < 1).any() and (norm > 2).any()


def test_three_modes_are_three_clouds_of_one_class_apart_from_the_other():
    X, y = toy.three_modes(600, np.random.default_rng(0))
    angles = np.arctan2(X[y == 0, 1], X[y == 0, 0])
    thirds = np.round(angles / (2 * np.pi / 3) - 0.75).astype(int) % 3
    assert set(thirds.tolist()) == {0, 1, 2}
    assert np.abs(X).max() <= 2.4


@pytest.mark.parametrize("name", HARD)
def test_no_line_separates_the_hard_cases_and_neighbours_do(name):
    X, y = SETS[name](600, np.random.default_rng(0))
    line = LogisticRegression(C=1e4).fit(X[:300], y[:300]).score(X[300:], y[300:])
    neighbours = KNeighborsClassifier(5).fit(X[:300], y[:300]).score(X[300:], y[300:])
    assert line < 0.75 < 0.9 < neighbours
