"""The softmax notebook's pictures: they show the facts that their text speaks of."""

from functools import partial
from unittest.mock import Mock

import jupytext
import matplotlib.pyplot as plt
import numpy as np
import pytest
from unfinished import stub

from autograder.assignments.worked_examples import worked_example
from autograder.course import ROOT
from coursework import needs
from coursework.checks import softmax as visible
from coursework.datasets import load_digits
from coursework.plots import softmax as plots
from solutions.softmax import cross_entropy_loss, kl_divergence, softmax

IMAGES = worked_example("softmax-three-images")
SCORES, LABELS = np.array(IMAGES["inputs"]["scores"]), np.array(IMAGES["inputs"]["labels"])
CLASSES = IMAGES["inputs"]["classes"]
VECTORS = np.array(worked_example("softmax-saturates")["inputs"]["scores"][:3], dtype=float)
DATA = load_digits()
W = np.random.default_rng(0).normal(size=(10, 64))
WHICH = [0, 3, 7]


PICTURES = {
    "steps": lambda f=softmax: plots.steps_to_probabilities(f, SCORES[0], 0, CLASSES),
    "minus_log": lambda f=cross_entropy_loss: plots.minus_log(f, SCORES, LABELS, CLASSES),
    "entropies": lambda f=kl_divergence: plots.entropies(f),
    "jiggled": lambda f=cross_entropy_loss: plots.jiggled(f, VECTORS),
    "hinge": lambda f=cross_entropy_loss: plots.hinge_and_cross_entropy(f),
    "three_losses": lambda f=softmax: plots.three_losses(f, cross_entropy_loss),
    "pull": lambda f=softmax: plots.pull(f, SCORES, LABELS, CLASSES),
    "predictions": lambda f=softmax: plots.predictions(f, W, DATA.X_train, DATA, WHICH),
}
UNFINISHED = {name: partial(draw, stub) for name, draw in PICTURES.items()}
WITHOUT = {"predictions": ("title", "x")}  # which stand below one another


def heights(axes) -> list[float]:
    return [bar.get_height() for bar in axes.patches]


def test_probabilities_of_the_wrong_shape_are_not_drawn(capsys):
    with needs("softmax"):
        PICTURES["steps"](lambda scores: softmax(scores)[:2])
    assert "have shape (2,); expected (3,)" in capsys.readouterr().out
    assert plt.get_fignums() == []


def test_steps_end_with_the_lectures_numbers():
    PICTURES["steps"]()
    texts = [[text.get_text() for text in axes.texts] for axes in plt.gcf().axes]
    assert texts == [["3.2", "5.1", "−1.7"], ["24.5", "164.0", "0.18"], ["0.13", "0.87", "0.00"]]


def test_images_lie_on_the_curve_of_minus_log():
    PICTURES["minus_log"]()
    curve, *points = plt.gca().lines
    for point, loss in zip(points, IMAGES["value"]["losses"], strict=True):
        (p,), (height,) = point.get_data()
        assert height == pytest.approx(loss)
        assert height == pytest.approx(-np.log(p))
    assert np.all(np.diff(curve.get_ydata()) < 0)


def test_cross_entropy_touches_the_entropy_where_q_is_p():
    PICTURES["entropies"]()
    total, entropy = plt.gca().lines[:2]
    q, values = total.get_data()
    assert q[values.argmin()] == pytest.approx(0.7)
    assert values.min() == pytest.approx(entropy.get_ydata()[0])
    assert np.sort(values)[1] > values.min()


def test_jiggling_moves_the_hinge_only_at_its_edge_and_the_cross_entropy_wherever_it_shows():
    PICTURES["jiggled"]()
    ten, twenty = (
        [line.get_ydata() for line in axes.lines] for axes in plt.gcf().axes
    )  # hinge and cross-entropy of each vector in turn
    assert [hinge.max() > 0 for hinge in ten[::2]] == [False, True, False]
    assert [entropy.min() > 0 for entropy in ten[1::2]] == [True, True, False]
    assert [hinge.max() > 0 for hinge in twenty[::2]] == [False, False, False]
    for before, after in zip(ten[1:4:2], twenty[1:4:2], strict=True):
        assert after.max() < before.min()


def test_hinge_is_flat_from_the_lead_of_one_and_the_cross_entropy_falls_on():
    PICTURES["hinge"]()
    curves = {line.get_label(): line for line in plt.gca().lines}
    leads, hinge = curves["hinge"].get_data()
    assert np.all(hinge[leads >= 1] == 0)
    assert np.all(np.diff(curves["cross-entropy"].get_ydata()) < 0)


def test_losses_of_the_start_stand_in_the_title_for_ten_equal_classes():
    plots.hinge_and_cross_entropy(cross_entropy_loss, lead=0, others=9)
    assert plt.gca().get_title() == "9 wrong classes, lead 0: hinge 9, cross-entropy 2.303"


def test_only_nll_has_a_slope_where_the_classifier_is_badly_wrong():
    PICTURES["three_losses"]()
    clipped, logistic, nll = (line.get_ydata() for line in plt.gcf().axes[1].lines)
    assert clipped[0] == 0
    assert -0.001 < logistic[0] < 0
    assert nll[0] == pytest.approx(-1, abs=0.001)
    assert logistic.min() == pytest.approx(-0.25, abs=0.001)
    assert clipped.min() == pytest.approx(-0.25)


def test_pull_is_below_zero_for_the_right_class_alone_and_adds_up_to_zero():
    PICTURES["pull"]()
    for axes, label in zip(plt.gcf().axes, LABELS, strict=True):
        pulls = heights(axes)
        assert [pull < 0 for pull in pulls] == [k == label for k in range(3)]
        assert sum(pulls) == pytest.approx(0)


def test_predictions_stand_beside_their_images_with_the_right_class_in_another_colour():
    PICTURES["predictions"]()
    panels = plt.gcf().axes
    assert panels[0].get_title() and panels[1].get_title() and panels[-1].get_xlabel()
    for left, right, index in zip(panels[::2], panels[1::2], WHICH, strict=True):
        assert left.get_title() == str(DATA.y_train[index])
        assert np.array_equal(left.images[0].get_array(), DATA.X_train[index].reshape(8, 8))
        assert sum(heights(right)) == pytest.approx(1)
        colours = [bar.get_facecolor() for bar in right.patches]
        assert colours.count(colours[DATA.y_train[index]]) == 1


def test_notebook_has_the_numbers_of_the_worked_examples():
    text = ROOT / "solutions" / "notebooks" / "softmax.md"
    given = {"np": np, "plots": Mock(), "print": Mock()}
    sources = [cell.source for cell in jupytext.read(text, fmt="md:myst").cells]
    for start in ("classes =", "ten_classes =", "W_small =", "W_pixels ="):
        (source,) = [source for source in sources if source.startswith(start)]
        exec(source, given)
    ten, pixels = (
        worked_example(name)["inputs"] for name in ("ten-classes-softmax", "four-pixels-softmax")
    )
    assert given["classes"] == CLASSES
    assert given["ten_classes"] == ten["classes"]
    for name, numbers in (
        ("scores", SCORES),
        ("labels", LABELS),
        ("ten_scores", ten["scores"]),
        ("ten_labels", ten["labels"]),
        ("W_small", visible.W),
        ("X_small", visible.X),
        ("y_small", visible.Y),
        ("W_pixels", pixels["W"]),
        ("x_pixels", pixels["x"]),
        ("b_pixels", pixels["b"]),
    ):
        assert np.array_equal(given[name], numbers), name
    assert np.allclose(
        given["pixel_scores"], worked_example("four-pixels-softmax")["value"]["scores"]
    )
    (vectors,) = [source for source in sources if source.startswith("lecture_vectors =")]
    exec(vectors.split("\n")[0], given)
    assert np.array_equal(given["lecture_vectors"], VECTORS)
