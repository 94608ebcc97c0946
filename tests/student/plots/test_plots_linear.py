"""The pictures of linear scores show the numbers of the example and the students' own."""

from unittest.mock import Mock

import jupytext
import matplotlib.pyplot as plt
import numpy as np
import pytest
from linear_pictures import (
    B_PLANE,
    CLASSES,
    HARD,
    PLANE,
    W_PLANE,
    W,
    b,
    draw_template_match,
    with_axes,
    x,
)
from unfinished import stub

from autograder.assignments.worked_examples import worked_example
from autograder.course import ROOT
from coursework import needs
from coursework.checks import linear as visible
from coursework.plots import linear as plots
from coursework.plots.linear.plane import LOSSES, START, frame, mean_loss
from solutions import softmax, svm
from solutions.linear import append_bias, linear_scores, predict

ON_PAPER = visible.X, visible.W, visible.B


def texts() -> list[str]:
    return [text.get_text() for axes in plt.gcf().axes for text in axes.texts]


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
