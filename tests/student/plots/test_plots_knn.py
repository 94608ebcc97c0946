"""The pictures of nearest neighbours show what the students' functions do."""

from dataclasses import replace
from unittest.mock import Mock

import jupytext
import matplotlib.pyplot as plt
import numpy as np
import pytest
from knn_pictures import ACCURACIES, BOTH, DIGITS, KS, OTHER, RIGHT, TRAIN, legend
from unfinished import stub

from autograder.assignments.worked_examples import worked_example
from autograder.course import ROOT
from coursework.checks import knn as visible
from coursework.datasets import Dataset
from coursework.plots import knn as plots
from solutions.knn import (
    NearestNeighbor,
    distances_no_loops,
    distances_one_loop,
    distances_two_loops,
    l1_distance,
    l2_distance,
    predict_labels,
)

LOOPS = distances_two_loops, distances_one_loop, distances_no_loops
IMAGES = visible.TEST_IMAGE, visible.TRAIN_IMAGE
TOY = plots.toy_points(60)
POINT = np.array([-0.03, -0.29])  # as in the notebook


class Stub:
    def train(self, X, y):
        raise NotImplementedError

    def predict(self, X):
        raise NotImplementedError


def trained() -> NearestNeighbor:
    classifier = NearestNeighbor()
    classifier.train(DIGITS.X_train, DIGITS.y_train)
    return classifier


def axes() -> list:
    return plt.gcf().axes


WITH_AXES = {
    "points_at_distance_one": plots.points_at_distance_one,
    "distance_table": lambda: plots.distance_table(distances_two_loops, DIGITS),
    "cost_of_loops": lambda: plots.cost_of_loops(*LOOPS, sizes=(2, 4)),
    "votes": lambda: plots.votes(*BOTH, *TOY, POINT),
    "decision_regions": lambda: plots.decision_regions(*BOTH, *TOY),
    "regions_by_metric": lambda: plots.regions_by_metric(NearestNeighbor, *BOTH, *TOY),
    "accuracy_by_k": lambda: plots.accuracy_by_k(KS, {"new images": RIGHT.mean(axis=1)}),
    "promised_and_kept": lambda: plots.promised_and_kept(RIGHT),
    "chosen_ks": lambda: plots.chosen_ks(RIGHT, KS),
    "cross_validation": lambda: plots.cross_validation(ACCURACIES),
    "distances_draw_level": plots.distances_draw_level,
}

OF_IMAGES = {
    "pixel_differences": lambda: plots.pixel_differences(l1_distance, *IMAGES),
    "nearest_images": lambda: plots.nearest_images(trained(), DIGITS),
    "same_distance_copies": lambda: plots.same_distance_copies(l2_distance, DIGITS, 9),
    "curse_of_dimensionality": plots.curse_of_dimensionality,
}

PICTURES = {**WITH_AXES, **OF_IMAGES}
WITHOUT = {name: ("x", "y") for name in OF_IMAGES}

UNFINISHED = {
    "pixel_differences": lambda: plots.pixel_differences(stub, *IMAGES),
    "nearest_images": lambda: plots.nearest_images(Stub(), DIGITS),
    "distance_table": lambda: plots.distance_table(stub, DIGITS),
    "cost_of_loops": lambda: plots.cost_of_loops(distances_no_loops, stub, sizes=(2, 4)),
    "votes": lambda: plots.votes(stub, stub, *TOY, POINT),
    "decision_regions": lambda: plots.decision_regions(distances_no_loops, stub, *TOY),
    "regions_by_metric": lambda: plots.regions_by_metric(Stub, *BOTH, *TOY),
    "toy_regions": lambda: plots.toy_regions(stub),
    "right_by_k": lambda: plots.right_by_k(distances_no_loops, stub, TRAIN, OTHER, KS),
    "cross_validation": lambda: plots.cross_validation(stub()),
    "same_distance_copies": lambda: plots.same_distance_copies(stub, DIGITS, 9),
}


def test_differences_are_written_in_the_pixels_and_add_up_to_456():
    plots.pixel_differences(l1_distance, *IMAGES)
    numbers = [int(text.get_text()) for text in axes()[2].texts]
    assert sum(numbers) == worked_example("l1-distance")["value"]["l1"]
    assert axes()[2].get_title() == "differences: 456 in all"
    assert 0.2 < max(numbers) / sum(numbers) < 0.25  # almost a quarter
    assert numbers[-1] == max(numbers)


def test_rows_of_differences_in_the_text_are_those_of_the_images():
    rows = np.abs(IMAGES[0] - IMAGES[1]).sum(axis=1)
    assert rows.tolist() == [73, 167, 52, 164]


def test_circle_and_diamond_are_at_distance_one():
    plots.points_at_distance_one()
    circle, diamond = (np.stack(line.get_data()) for line in plt.gca().lines[:2])
    assert np.allclose(np.linalg.norm(circle, axis=0), 1)
    assert np.allclose(np.abs(diamond).sum(axis=0), 1)


def test_nearest_images_are_sorted_and_framed_by_class():
    plots.nearest_images(trained(), DIGITS)
    rows = np.array(axes()).reshape(5, 7)
    for row in rows:
        original, *others = [np.asarray(one.images[0].get_array()).ravel() for one in row]
        distances = [l1_distance(original, other) for other in others]
        assert distances == sorted(distances)
        assert row[0].get_title() == f"predicted: {row[1].get_title()}"


def test_most_neighbours_of_digits_are_of_the_same_class():
    plots.nearest_images(trained(), DIGITS)
    rows = np.array(axes()).reshape(5, 7)
    frames = [one.spines["left"].get_edgecolor() for row in rows for one in row[1:]]
    most = max(set(frames), key=frames.count)
    assert frames.count(most) >= 27


def test_digits_of_the_same_class_are_nearer_in_the_table():
    plots.distance_table(distances_two_loops, DIGITS)
    table = np.asarray(axes()[0].images[0].get_array())
    assert table.shape == (50, 100)
    same = np.repeat(np.arange(10), 5)[:, np.newaxis] == np.repeat(np.arange(10), 10)
    assert table[same].mean() < 0.75 * table[~same].mean()


def test_labels_of_the_table_stand_apart():
    plots.distance_table(distances_two_loops, DIGITS)
    assert np.diff(axes()[0].get_yticks()).tolist() == [5] * 9
    assert np.diff(axes()[0].get_xticks()).tolist() == [10] * 9


def test_cost_has_a_line_for_each_function_with_its_name():
    plots.cost_of_loops(*LOOPS, sizes=(2, 4))
    assert legend() == ["distances_two_loops", "distances_one_loop", "distances_no_loops"]
    assert [list(line.get_xdata()) for line in plt.gca().lines] == [[2, 4]] * 3


def test_lines_of_cost_climb_and_two_loops_cost_most():
    plots.cost_of_loops(*LOOPS, sizes=(25, 200))
    two, one, none = (line.get_ydata() for line in plt.gca().lines)
    assert two[1] > 4 * two[0]  # 8 times as many pairs
    assert two[1] > one[1] > none[1]


def test_votes_change_with_k_and_the_tie_at_four_goes_to_the_smaller_label():
    plots.votes(*BOTH, *TOY, POINT)
    assert [one.get_title() for one in axes()] == [
        "k = 1: label 1 wins",
        "k = 4: label 0 wins",
        "k = 5: label 1 wins",
    ]
    votes = [one.get_xlabel().split(": ")[1] for one in axes()]
    assert votes == ["0, 1, 0", "2, 2, 0", "2, 3, 0"]
    lines = [sum(len(line.get_xdata()) == 2 for line in one.lines) for one in axes()]
    assert [number >= k for number, k in zip(lines, (1, 4, 5), strict=True)] == [True] * 3


def regions() -> list[np.ndarray]:
    return [np.asarray(one.collections[0].get_array()) for one in axes()]


def borders(region: np.ndarray) -> float:
    """Return how long the borders between labels are, in sides of the picture."""
    changes = np.sum(region[1:] != region[:-1]) + np.sum(region[:, 1:] != region[:, :-1])
    return float(changes) / len(region)


def test_borders_become_smoother_with_more_neighbours():
    plots.decision_regions(*BOTH, *TOY)
    one, *_, fifteen = map(borders, regions())
    assert fifteen < 0.75 * one
    plt.close("all")
    plots.toy_regions(predict_labels, "L1", 15, 60)
    assert borders(regions()[0]) < one


def test_borders_of_one_neighbour_are_longer_with_more_points():
    plots.toy_regions(predict_labels, "L2", 1, 40)
    few = borders(regions()[0])
    plt.close("all")
    plots.toy_regions(predict_labels, "L2", 1, 200)
    assert borders(regions()[0]) > few


def test_regions_differ_by_metric_and_are_those_of_the_students_functions():
    plots.regions_by_metric(NearestNeighbor, *BOTH, *TOY)
    by_l1, by_l2 = regions()
    assert 0 < np.mean(by_l1 != by_l2) < 0.2
    plt.close("all")
    plots.toy_regions(predict_labels, "L1", 1, 60)
    assert np.array_equal(regions()[0], by_l1)


def photographs() -> Dataset:
    """Return images of 12 × 12 in colour, of three classes."""
    rng = np.random.default_rng(3)
    X, y = rng.random((9, 12 * 12 * 3)), np.arange(9) % 3
    return Dataset(X, y, X, y, X, y, ("cat", "car", "frog"), (12, 12, 3))


@pytest.mark.parametrize("index", range(9))
@pytest.mark.parametrize("data", [DIGITS, photographs()], ids=["digits", "colour"])
def test_copies_are_all_at_the_same_distance_and_none_like_another(data, index):
    plots.same_distance_copies(l2_distance, data, index)
    pictures = [np.asarray(one.images[0].get_array(), float) for one in axes()]
    original, *copies, other = pictures
    distances = [l2_distance(original, copy) for copy in copies]
    assert np.allclose(distances, distances[0])
    assert distances[0] > 0
    assert len({one.get_xlabel() for one in axes()[1:4]}) == 1
    for picture in copies:
        assert picture.min() >= 0
        assert picture.max() <= 1
    assert min(l2_distance(a, b) for a in copies for b in copies if a is not b) > 0.1
    others = data.X_train[data.y_train != data.y_train[index]]
    assert (others == other.ravel()).all(axis=1).any()


def test_another_digit_is_nearer_than_the_shifted_copy():
    plots.same_distance_copies(l2_distance, DIGITS, 9)
    shifted, other = (float(axes()[i].get_xlabel().split()[1]) for i in (1, 4))
    assert other < shifted


def test_there_are_4_16_and_64_points():
    plots.curse_of_dimensionality()
    points = worked_example("curse-of-dimensionality")["value"]["points"]
    line, square, cube = axes()
    assert [len(one.lines[0].get_xdata()) for one in (line, square)] == points[:2]
    assert len(cube.collections[0].get_offsets()) == points[2]
    assert [one.get_title().split(": ")[1] for one in axes()] == [f"{n} points" for n in points]


def test_notebook_has_the_numbers_of_the_worked_examples():
    text = ROOT / "solutions" / "notebooks" / "knn.md"
    given = {"np": np, "plots": Mock(), "replace": replace}
    for cell in jupytext.read(text, fmt="md:myst").cells:
        if cell.source.startswith(("test_image =", "X_test_small =")):
            exec(cell.source, given)
    for name, numbers in (("test_image", IMAGES[0]), ("train_image", IMAGES[1])):
        assert np.array_equal(given[name], numbers)
    assert np.array_equal(given["X_test_small"], visible.X_TEST)
    assert np.array_equal(given["X_train_small"], visible.X_TRAIN)
