"""The notebooks' pictures: they show the facts that their text speaks of."""

import itertools
import subprocess
import sys
from unittest.mock import Mock

import jupytext
import matplotlib.pyplot as plt
import numpy as np
import pytest
from unfinished import stub

from autograder.course import ROOT
from coursework.datasets import Dataset, load_digits
from coursework.expecting.given_examples import worked_example
from coursework.gradients import check_gradient
from coursework.plots import running_times
from coursework.plots import svm as plots
from solutions.svm import hinge_loss, svm_loss_naive, svm_loss_vectorized

IMAGES = worked_example("three-images")
SCORES, LABELS = np.array(IMAGES["inputs"]["scores"]), np.array(IMAGES["inputs"]["labels"])
CLASSES = IMAGES["inputs"]["classes"]
SMALL = worked_example("l2-regularized-hinge")["inputs"]
W, X, Y = (np.array(SMALL[name], dtype=float) for name in ("W", "X", "y"))
KINK = W.copy()
KINK[0, 0] = 1.5


def small_loss(W):
    return svm_loss_vectorized(W, X, Y.astype(int), 0.0)


def legend() -> list[str]:
    return [text.get_text() for text in plt.gca().get_legend().get_texts()]


PICTURES = {
    "hinge_of_right_score": lambda: plots.hinge_of_right_score(hinge_loss, SCORES[0], 0, CLASSES),
    "margins": lambda: plots.margins(hinge_loss, SCORES, LABELS, CLASSES),
    "hinge_and_squared_hinge": plots.hinge_and_squared_hinge,
    "scaled_weights": lambda: plots.scaled_weights(hinge_loss, SCORES[1], 1, "car"),
    "loss_along_weight": lambda: plots.loss_along_weight(small_loss, KINK, (0, 0)),
    "gradient_check": lambda: plots.gradient_check(check_gradient(small_loss, KINK)),
    "running_time": lambda: plots.running_time(svm_loss_naive, sizes=(2, 4)),
}
UNFINISHED = {
    "hinge_of_right_score": lambda: plots.hinge_of_right_score(stub, SCORES[0], 0, CLASSES),
    "margins": lambda: plots.margins(stub, SCORES, LABELS, CLASSES),
    "scaled_weights": lambda: plots.scaled_weights(stub, SCORES[1], 1, "car"),
    "loss_along_weight": lambda: plots.loss_along_weight(stub, KINK, (0, 0)),
    "running_time": lambda: plots.running_time(svm_loss_naive, stub, sizes=(2, 4)),
}


def test_there_is_a_bar_for_each_wrong_class_and_its_height_is_the_margin():
    PICTURES["margins"]()
    heights = [[bar.get_height() for bar in axes.patches] for axes in plt.gcf().axes]
    assert np.allclose(heights, [[2.9, -3.9], [-2.6, -1.9], [6.3, 6.6]])


def test_margins_above_zero_stand_out_and_add_up_to_the_loss_in_the_title():
    PICTURES["margins"]()
    for axes, loss in zip(plt.gcf().axes, IMAGES["value"]["losses"], strict=True):
        above = [bar for bar in axes.patches if bar.get_height() > 0]
        below = [bar for bar in axes.patches if bar.get_height() < 0]
        assert not {bar.get_facecolor() for bar in above} & {bar.get_facecolor() for bar in below}
        assert sum(bar.get_height() for bar in above) == pytest.approx(loss)
        assert axes.get_title().endswith(f"loss {loss:g}")


def test_hinge_falls_to_zero_and_stays_there():
    PICTURES["hinge_of_right_score"]()
    right_scores, losses = plt.gca().lines[0].get_data()
    assert np.all(np.diff(losses) <= 1e-12)
    assert np.allclose(losses[right_scores >= 6.1], 0)
    assert losses[right_scores < 6.1].min() > 0


def test_scaled_weights_are_unique_only_with_a_penalty():
    PICTURES["scaled_weights"]()
    alone, total = (line.get_ydata() for line in plt.gca().lines[:2])
    assert np.sum(alone == alone.min()) > 50
    assert np.sum(total == total.min()) == 1


def test_both_slopes_at_a_kink_are_named():
    PICTURES["loss_along_weight"]()
    assert legend() == ["left slope, drawn on: −0.2", "right slope, drawn on: 0.2"]


@pytest.mark.parametrize(
    ("weights", "factor", "shown"),
    [
        (W + 0.01, 1, ["equal (6)"]),
        (KINK, 1, ["equal (2)", "at a kink, from slope to slope (4)"]),
        (W + 0.01, 2, ["different (6)"]),
    ],
)
def test_gradient_check_tells_equal_kink_and_different_apart(weights, factor, shown):
    def loss(W):
        loss, gradient = small_loss(W)
        return loss, factor * gradient

    plots.gradient_check(check_gradient(loss, weights))
    assert legend() == shown


def test_gradient_of_nan_can_be_drawn():
    plots.gradient_check(check_gradient(lambda W: (small_loss(W)[0], W * np.nan), W))
    assert legend() == ["different (6)"]


def test_matrix_product_shows_each_number_of_all_three_matrices():
    plots.matrix_product(X, W.T, ["X", "W", "scores"])
    texts = [text.get_text() for text in plt.gca().texts]
    numbers = [f"{number:g}".replace("-", "−") for number in (*X.flat, *W.flat, *(X @ W.T).flat)]
    assert sorted(texts) == sorted([*numbers, "X", "W", "scores", "×", "=", ""])


def test_running_time_has_a_named_line_for_each_function():
    plots.running_time(svm_loss_naive, svm_loss_vectorized, sizes=(2, 4, 8))
    assert legend() == ["svm_loss_naive", "svm_loss_vectorized"]
    assert [list(line.get_xdata()) for line in plt.gca().lines] == [[2, 4, 8]] * 2


def test_measuring_stops_at_a_size_that_takes_long(monkeypatch):
    clock = itertools.count(0, 0.6)
    monkeypatch.setattr(running_times, "perf_counter", lambda: next(clock))
    sizes, seconds = running_times.measure(svm_loss_vectorized, [2, 4, 8])
    assert sizes == [2]
    assert seconds == pytest.approx([0.6])


def colourful() -> Dataset:
    X, y = np.random.default_rng(0).random((6, 12)), np.array([2, 0, 1, 0, 1, 2])
    return Dataset(X, y, X, y, X, y, ("cat", "car", "frog"), (2, 2, 3))


W_OF = {load_digits: np.eye(10, 64), colourful: np.eye(3, 12)}


@pytest.mark.parametrize("load", W_OF)
def test_there_is_an_image_and_a_template_of_each_class(load):
    data = load()
    for draw, given in ((plots.images, ()), (plots.templates, (W_OF[load],))):
        draw(*given, data)
        drawn = [axes for axes in plt.gcf().axes if axes.images]
        assert [axes.get_title() for axes in drawn] == list(data.class_names)


def test_image_shown_is_of_the_class_above_it():
    data = colourful()
    plots.images(data)
    for axes, index in zip(plt.gcf().axes[:3], [1, 2, 0], strict=True):
        assert np.array_equal(axes.images[0].get_array(), data.X_train[index].reshape(2, 2, 3))


def test_weight_of_zero_is_the_middle_colour_of_a_template():
    data = load_digits()
    plots.templates(np.eye(10, 64), data)
    low, high = plt.gcf().axes[0].images[0].get_clim()
    assert low == -high


def test_pictures_leave_the_notebooks_own_style_alone():
    with plt.style.context("dark_background"):
        before = dict(plt.rcParams)
        PICTURES["margins"]()
        assert dict(plt.rcParams) == before
        assert plt.gcf().get_facecolor() == (1, 1, 1, 1)
        assert plt.gcf().axes[0].title.get_color() == "black"


def test_notebook_has_the_numbers_of_the_worked_examples():
    text = ROOT / "solutions" / "notebooks" / "svm.md"
    cells = jupytext.read(text, fmt="md:myst").cells
    given = {"np": np, "plots": Mock()}
    for start in ("classes =", "W_small ="):
        (source,) = [cell.source for cell in cells if cell.source.startswith(start)]
        exec(source, given)
    assert given["classes"] == CLASSES
    for name, numbers in (("scores", SCORES), ("labels", LABELS)):
        assert np.array_equal(given[name], numbers)
    for name, numbers in (("W_small", W), ("X_small", X), ("y_small", Y)):
        assert np.array_equal(given[name], numbers)


def test_package_is_imported_without_matplotlib():
    code = "import coursework, sys; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
