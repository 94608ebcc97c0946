"""The pictures on linear scores: each shows the fact that the notebook's text claims."""

from decimal import Decimal
from unittest.mock import Mock

import jupytext
import matplotlib.pyplot as plt
import numpy as np
import pytest
from sklearn.linear_model import Ridge
from sklearn.neighbors import KNeighborsClassifier
from unfinished import stub

from autograder.assignments.worked_examples import worked_example
from autograder.course import ROOT
from coursework import needs, toy
from coursework.checks import linear as visible
from coursework.datasets import Dataset, load_digits
from coursework.plots import linear as plots
from coursework.plots.linear.plane import LOSSES, START, frame, mean_loss
from solutions import softmax, svm
from solutions.linear import append_bias, linear_scores, predict

EXAMPLE = worked_example("linear-scores")
CLASSES = EXAMPLE["inputs"]["classes"]
x, W, b = (np.array(EXAMPLE["inputs"][name]) for name in ("x", "W", "b"))
ON_PAPER = visible.X, visible.W, visible.B
CENTRES = np.array([[1.8, 0.3], [-0.6, 1.7], [-1.1, -1.5]])
PLANE = toy.blobs(CENTRES, 150, np.random.default_rng(1), spread=0.6)
W_PLANE, B_PLANE = np.array([[1.2, 0.2], [-0.4, 1.1], [-0.7, -1.0]]), np.array([-0.6, -0.4, -0.8])
HARD = {
    "quadrants": toy.opposite_quadrants(400, np.random.default_rng(0)),
    "ring": toy.ring(400, np.random.default_rng(0)),
    "three modes": toy.three_modes(400, np.random.default_rng(0)),
}
MIDDLE = 1.5 * np.array([[0, 1], [-np.sqrt(0.75), -0.5], [np.sqrt(0.75), -0.5]])


def clouds(number, rng):
    return toy.blobs(np.array([[-0.9, 0], [0.9, 0]]), number, rng, spread=1.0)


def to_nearest_mode(x1, x2):
    return np.min([np.hypot(x1 - m[0], x2 - m[1]) for m in MIDDLE], axis=0)


def digits_fit():
    data = load_digits()
    return data, *plots.least_squares(data.X_train, data.y_train, 10)


def draw_template_match(scores=linear_scores):
    data, weights, biases = digits_fit()
    plots.template_match(scores, 3, weights, biases, data)


def texts() -> list[str]:
    return [text.get_text() for axes in plt.gcf().axes for text in axes.texts]


def with_axes(scores=linear_scores, labels=predict):
    """The pictures that have axes with numbers."""
    return {
        "fading_image": lambda: plots.fading_image(scores, x, W, b, CLASSES),
        "plane": lambda: plots.plane(scores, labels, *PLANE, W_PLANE, B_PLANE),
        "knobs": lambda: plots.knobs(scores, labels, *PLANE)(),
        "hard_cases": lambda: plots.hard_cases(labels, HARD),
        "along_feature": lambda: plots.along_feature(labels, HARD["ring"], np.hypot, "norm"),
        "resampled_borders": lambda: plots.resampled_borders(labels, clouds),
        "train_and_test": lambda: plots.train_and_test(labels, {"clouds": clouds}, num_sets=3),
    }


def of_numbers(scores=linear_scores, labels=predict, longer=append_bias):
    return {
        "rows_as_images": lambda: plots.rows_as_images(scores, x, W, b, CLASSES),
        "scores_of_points": lambda: plots.scores_of_points(scores, *ON_PAPER),
        "winners": lambda: plots.winners(scores, labels, *ON_PAPER),
        "bias_trick": lambda: plots.bias_trick(longer, *ON_PAPER),
        "template_match": lambda: draw_template_match(scores),
    }


PICTURES = {**with_axes(), **of_numbers(), "corners": plots.corners}
UNFINISHED = {**with_axes(stub, stub), **of_numbers(stub, stub, stub)}
WITHOUT = {name: ("title", "x", "y") for name in of_numbers()} | {"resampled_borders": ("x",)}


def test_lower_row_of_resampled_borders_is_labelled():
    PICTURES["resampled_borders"]()
    assert plt.gcf().axes[-1].get_xlabel()


def test_sliders_of_functions_that_are_not_done_do_not_appear():
    with pytest.raises(NotImplementedError):
        plots.knobs(linear_scores, stub, *PLANE)


@pytest.mark.parametrize("name", of_numbers())
def test_function_of_a_wrong_shape_is_named_and_nothing_is_drawn(name, capsys):
    def wrong(*_):
        return np.zeros(2), np.zeros(3), np.zeros(4)

    with needs("linear_scores"):
        {**of_numbers(wrong, wrong, wrong)}[name]()
    assert "is done. " in capsys.readouterr().out
    assert plt.get_fignums() == []


def test_four_pixels_show_every_number_but_the_ships_score():
    plots.four_pixels(x, W, b, CLASSES, [-96.8, 437.9, None])
    shown = texts()
    assert {"56", "231", "24", "2", "−0.5", "1.1", "−96.8", "437.9", "?", *CLASSES} <= set(shown)
    assert not {"60.75", "61.95"} & set(shown)


def test_a_class_stands_beside_its_own_score():
    plots.four_pixels(x, W, b, CLASSES, [-96.8, 437.9, None])
    height = {text.get_text(): text.get_position()[1] for text in plt.gcf().axes[1].texts}
    assert [height[name] for name in CLASSES] == [height[s] for s in ("−96.8", "437.9", "?")]


def test_rows_as_images_have_their_weights_and_scores():
    of_numbers()["rows_as_images"]()
    for axes, row, score in zip(plt.gcf().axes[1:], W, ("−96.8", "437.9", "?"), strict=True):
        assert np.array_equal(axes.images[0].get_array(), row.reshape(2, 2))
        assert axes.get_xlabel().endswith(f"score = {score}")


def test_every_number_stays_within_its_cell():
    for draw in (
        lambda: plots.four_pixels(x, W, b, CLASSES, [-96.8, 437.9, None]),
        *(of_numbers()[name] for name in ("scores_of_points", "winners", "bias_trick")),
    ):
        plt.close("all")
        draw()
        plt.gcf().draw_without_rendering()
        axes = plt.gcf().axes[-1]
        grids = [grid.get_coordinates()[:, :, 0] for grid in axes.collections]
        for text in axes.texts:
            if not text.get_text().strip("−").replace(".", "").isdigit():
                continue
            left, right = axes.transData.inverted().transform(text.get_window_extent())[:, 0]
            (cell,) = [
                (one, other)
                for grid in grids
                for one, other in zip(grid[0], grid[0, 1:], strict=False)
                if one < text.get_position()[0] < other
            ]
            assert cell[0] < left and right < cell[1], text.get_text()


def test_scores_of_points_are_on_the_right():
    of_numbers()["scores_of_points"]()
    shown = [f"{number:g}".replace("-", "−") for number in visible.SCORES.flat]
    assert [text for text in texts() if text in shown][-15:] == shown


def test_either_label_of_a_tie_is_drawn():
    plots.plane(linear_scores, lambda X, W, b: np.ones(len(X)), *PLANE, 0 * W_PLANE, 0 * B_PLANE)
    assert set(np.ravel(plt.gca().collections[0].get_array())) == {1}


def test_winner_of_each_row_is_marked():
    of_numbers()["winners"]()
    marks = plt.gca().collections[0].get_array().reshape(5, 3)
    assert np.array_equal(marks.argmax(axis=1), visible.LABELS)
    assert marks.sum() == 5


def test_bias_trick_marks_the_ones_and_the_biases_and_gives_the_same_scores():
    of_numbers()["bias_trick"]()
    images, weights, scores = plt.gca().collections
    assert np.array_equal(images.get_array().reshape(5, 3).sum(axis=0), [0, 0, 5])
    assert np.array_equal(weights.get_array().reshape(3, 3).sum(axis=1), [0, 0, 3])
    assert not scores.get_array().any()
    shown = [f"{number:g}".replace("-", "−") for number in visible.SCORES.flat]
    assert [text for text in texts() if text in shown][-15:] == shown


def test_scores_of_a_fading_image_are_straight_lines_that_start_at_the_biases():
    with_axes()["fading_image"]()
    for axes in plt.gcf().axes:
        for line, bias in zip(axes.lines[:3], b, strict=True):
            assert np.allclose(np.diff(line.get_ydata(), 2), 0, atol=1e-9)
            assert line.get_ydata()[0] == pytest.approx(bias)


def test_arrow_stands_at_right_angles_to_its_line_and_points_to_where_the_score_grows():
    with_axes()["plane"]()
    axes = plt.gca()
    lines = [line for line in axes.lines if line.get_label().startswith("score")]
    for line, arrow, w, bias in zip(lines, axes.texts, W_PLANE, B_PLANE, strict=True):
        (x1, y1), (x2, y2) = line.get_xy1(), line.get_xy2()
        foot, tip = np.array(arrow.xyann), np.array(arrow.xy)
        assert np.array([x2 - x1, y2 - y1]) @ (tip - foot) == pytest.approx(0)
        assert w @ foot + bias == pytest.approx(0)
        assert w @ tip + bias == pytest.approx(w @ w)


def test_regions_of_the_plane_are_the_students_predictions():
    with_axes()["plane"]()
    grid = np.stack([one.ravel() for one in frame(PLANE[0])], axis=1)
    shown = np.ravel(plt.gca().collections[0].get_array())
    assert np.array_equal(shown, predict(grid, W_PLANE, B_PLANE))
    assert set(shown) == {0, 1, 2}


def test_sliders_start_at_a_bad_classifier_and_can_make_the_loss_nearly_0():
    draw = plots.knobs(linear_scores, predict, *PLANE)
    draw()
    start = float(plt.gca().get_title().split()[3].rstrip(","))
    right = int(plt.gca().get_title().split()[4])
    assert start > 1 and right < 75
    plt.close("all")
    draw(3, 0.2, -1.5, -0.8, 2.7, -0.4, -1.6, -2.5, -0.3)
    assert float(plt.gca().get_title().split()[3].rstrip(",")) < 0.1
    assert set(plots.KNOBS) == {*START, "loss"}


@pytest.mark.parametrize(
    ("loss", "of_one"), [(LOSSES[0], svm.hinge_loss), (LOSSES[1], softmax.cross_entropy_loss)]
)
def test_live_loss_is_that_of_the_next_assignments(loss, of_one):
    X, y = PLANE
    scores = linear_scores(X, W_PLANE, B_PLANE)
    expected = np.mean([of_one(row, label) for row, label in zip(scores, y, strict=True)])
    assert mean_loss(scores, y, loss) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("name", "share"), [("quadrants", 0.76), ("ring", 0.63), ("three modes", 0.7)]
)
def test_the_best_line_of_all_stays_far_from_all_points(name, share):
    X, y = HARD[name]
    assert 0.55 < plots.accuracy(predict, X, y, *plots.best_line(X, y)) < share


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


def test_notebook_has_the_numbers_of_the_example_and_of_the_checks():
    text = ROOT / "solutions" / "notebooks" / "linear.md"
    cells = jupytext.read(text, fmt="md:myst").cells
    given = {"np": np, "plots": Mock()}
    for start in ("classes =", "X_small ="):
        (source,) = [cell.source for cell in cells if cell.source.startswith(start)]
        exec(source, given)
    assert given["classes"] == CLASSES
    for name, numbers in {"x": x, "W": W, "b": b}.items():
        assert np.array_equal(given[name], numbers)
    for name, numbers in zip(("X_small", "W_small", "b_small"), ON_PAPER, strict=True):
        assert np.array_equal(given[name], numbers)
    assert given["plots"].four_pixels.call_args.kwargs["scores"] == [
        *worked_example("linear-scores-cat-and-dog")["value"]["scores"],
        None,
    ]


def test_students_text_does_not_tell_the_ships_score():
    text = ROOT / "solutions" / "notebooks" / "linear.md"
    assert "60.75" not in text.read_text() and "61.95" not in text.read_text()
