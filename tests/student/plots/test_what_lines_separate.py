"""What a line can separate and what it can't is shown with right numbers."""

from decimal import Decimal

import matplotlib.pyplot as plt
import numpy as np
import pytest
from linear_pictures import HARD, clouds, digits_fit, draw_template_match, with_axes
from sklearn.linear_model import Ridge
from sklearn.neighbors import KNeighborsClassifier

from coursework import toy
from coursework.datasets import Dataset
from coursework.plots import linear as plots
from solutions.linear import linear_scores, predict

MIDDLE = 1.5 * np.array([[0, 1], [-np.sqrt(0.75), -0.5], [np.sqrt(0.75), -0.5]])


def to_nearest_mode(x1, x2):
    return np.min([np.hypot(x1 - m[0], x2 - m[1]) for m in MIDDLE], axis=0)


def test_best_line_separates_what_a_line_can_separate():
    X, y = toy.blobs(np.array([[-2, 0], [2, 1]]), 50, np.random.default_rng(0), spread=0.3)
    assert plots.accuracy(predict, X, y, *plots.best_line(X, y)) == 1


def test_best_line_gets_three_of_the_four_corners_right():
    X, y = np.array([[1, 1], [-1, -1], [1, -1], [-1, 1]]), np.array([0, 0, 1, 1])
    assert plots.accuracy(predict, X, y, *plots.best_line(X, y)) == 0.75


@pytest.mark.parametrize(
    ("name", "feature", "separates"),
    [
        ("quadrants", lambda x1, x2: x1 * x2, True),
        ("three modes", to_nearest_mode, True),
        ("ring", lambda x1, x2: np.abs(np.hypot(x1, x2) - 1.5), True),
        ("ring", np.hypot, False),
        ("ring", lambda x1, x2: x1 * x2, False),
        ("ring", lambda x1, x2: x1 + x2, False),
    ],
)
def test_a_threshold_on_the_right_feature_separates_and_on_others_does_not(
    name, feature, separates
):
    plots.along_feature(predict, HARD[name], feature, "f")
    percent = int(plt.gcf().axes[1].get_title().split("%")[0])
    assert percent >= 99 if separates else percent < 80


@pytest.mark.parametrize("feature", [lambda x1, x2: np.sign(x1), lambda x1, x2: 0 * x1])
def test_feature_with_equal_values_is_drawn_with_the_share_that_a_threshold_gets(feature):
    X, y = HARD["quadrants"]
    plots.along_feature(predict, (X, y), feature, "f")
    sides = np.abs(np.mean(y == (feature(*X.T) > 0)) - 0.5) + 0.5
    assert plt.gcf().axes[1].get_title().startswith(f"{sides:.0%}")


def test_no_bar_lies_on_both_sides_of_the_threshold():
    plots.along_feature(predict, HARD["quadrants"], lambda x1, x2: x1 * x2, "f")
    axes = plt.gcf().axes[1]
    threshold = axes.lines[0].get_xdata()[0]
    for bar in axes.patches:
        left, right = bar.get_x(), bar.get_x() + bar.get_width()
        assert right <= threshold + 1e-9 or left >= threshold - 1e-9


def accuracies(source):
    plots.train_and_test(predict, {"source": source}, num_sets=20)
    lines = [line for line in plt.gca().lines if len(line.get_ydata()) == 20]
    return [np.asarray(line.get_ydata()) for line in lines]


def test_on_clouds_neighbours_are_perfect_in_training_and_vary_more_on_new_points():
    linear_train, linear_test, neighbour_train, neighbour_test = accuracies(clouds)
    assert np.all(neighbour_train == 1)
    assert abs(linear_train.mean() - linear_test.mean()) < 0.05
    assert neighbour_test.mean() < linear_test.mean() - 0.04
    assert neighbour_test.std() > 2 * linear_test.std()


def test_on_quadrants_the_line_does_badly_even_in_training_and_neighbours_do_not():
    linear_train, linear_test, _, neighbour_test = accuracies(toy.opposite_quadrants)
    assert linear_train.mean() < 0.7 and linear_test.mean() < 0.6
    assert neighbour_test.mean() > 0.9


def test_borders_of_neighbours_change_more_from_set_to_set_than_the_line_does():
    with_axes()["resampled_borders"]()
    regions = [np.ravel(axes.collections[0].get_array()) for axes in plt.gcf().axes]
    changed = [
        np.mean([np.mean(row[i] != row[i - 1]) for i in range(3)])
        for row in (regions[:3], regions[3:])
    ]
    assert changed[1] > changed[0]


def test_nearest_neighbour_and_least_squares_agree_with_scikit_learn():
    X, y = clouds(60, np.random.default_rng(2))
    new, _ = clouds(40, np.random.default_rng(3))
    expected = KNeighborsClassifier(1).fit(X, y).predict(new)
    assert np.array_equal(plots.nearest_neighbour(new, X, y), expected)
    weights, biases = plots.least_squares(X, y, 2, shrink=0.01)
    penalty = 0.01 * np.sum((X - X.mean(axis=0)) ** 2)
    ridge = Ridge(alpha=penalty).fit(X, np.eye(2)[y])
    assert np.allclose(weights, ridge.coef_) and np.allclose(biases, ridge.intercept_)


def test_least_squares_is_the_same_with_fewer_examples_than_pixels():
    rng = np.random.default_rng(4)
    X, y = rng.normal(size=(12, 30)), np.arange(12) % 3
    weights, biases = plots.least_squares(X, y, 3)
    ridge = Ridge(alpha=np.sum((X - X.mean(axis=0)) ** 2) / 400).fit(X, np.eye(3)[y])
    assert np.allclose(weights, ridge.coef_) and np.allclose(biases, ridge.intercept_)


def test_templates_of_least_squares_have_negative_weights_and_beat_the_means_on_digits():
    data, weights, biases = digits_fit()
    X, y = data.X_train, data.y_train
    means = np.stack([X[y == c].mean(axis=0) for c in range(10)])
    of_means = plots.accuracy(
        predict, data.X_test, data.y_test, means, -0.5 * (means**2).sum(axis=1)
    )
    of_fit = plots.accuracy(predict, data.X_test, data.y_test, weights, biases)
    assert of_fit > of_means > 0.8
    assert means.min() >= 0 > weights.min()
    assert weights[0].reshape(8, 8)[3:5, 3:5].max() < 0  # ink in the middle of the 0


def test_template_match_shows_the_pixels_that_add_up_to_the_score_of_the_winner():
    draw_template_match()
    data, weights, biases = digits_fit()
    (winner,) = predict(data.X_test[3:4], weights, biases)
    image, first, *others = plt.gcf().axes
    assert image.get_title() == f"image: {data.class_names[data.y_test[3]]}"
    for axes in (first, *others):
        lines = [line.split()[-1].replace("−", "-") for line in axes.get_xlabel().splitlines()]
        total, bias, score = map(Decimal, lines)
        assert total + bias == score
    assert np.array_equal(image.images[0].get_array(), data.X_test[3].reshape(8, 8))
    assert first.get_title() == data.class_names[winner]
    added = first.images[0].get_array().sum()
    assert added + biases[winner] == pytest.approx(
        linear_scores(data.X_test[3:4], weights, biases)[0, winner]
    )


def test_template_match_adds_the_colours_of_a_pixel_up():
    rng = np.random.default_rng(0)
    X, y = rng.random((6, 12)), np.array([2, 0, 1, 0, 1, 2])
    data = Dataset(X, y, X, y, X, y, ("cat", "car", "frog"), (2, 2, 3))
    weights, biases = rng.normal(size=(3, 12)), rng.normal(size=3)
    plots.template_match(linear_scores, 0, weights, biases, data)
    (winner,) = predict(X[:1], weights, biases)
    expected = (weights[winner] * X[0]).reshape(2, 2, 3).sum(axis=2)
    assert np.allclose(plt.gcf().axes[1].images[0].get_array(), expected)
