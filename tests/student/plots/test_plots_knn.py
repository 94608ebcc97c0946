"""The pictures of the nearest-neighbour notebook: they show the facts that its text speaks of."""

from dataclasses import replace
from unittest.mock import Mock

import jupytext
import matplotlib.pyplot as plt
import numpy as np
import pytest
from unfinished import stub

from autograder.assignments.worked_examples import worked_example
from autograder.course import ROOT
from coursework import needs
from coursework.checks import knn as visible
from coursework.datasets import Dataset, load_digits
from coursework.plots import knn as plots
from coursework.plots.knn.regions import STEPS
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

BOTH = distances_no_loops, predict_labels
LOOPS = distances_two_loops, distances_one_loop, distances_no_loops
IMAGES = visible.TEST_IMAGE, visible.TRAIN_IMAGE
DIGITS = load_digits()
TOY = plots.toy_points(60)
POINT = np.array([-0.03, -0.29])  # as in the notebook
KS = [1, 2, 3, 5, 7, 10, 15, 20, 30, 50]


def grainy() -> tuple[np.ndarray, np.ndarray]:
    """Return the images of part 6, with the notebook's grain."""
    noise = np.random.default_rng(0).normal(size=DIGITS.X_train.shape)
    return DIGITS.X_train + 0.3 * noise, DIGITS.y_train


X_GRAINY, Y_GRAINY = grainy()
HALF = len(X_GRAINY) // 2
TRAIN, OTHER = (X_GRAINY[:HALF], Y_GRAINY[:HALF]), (X_GRAINY[HALF:], Y_GRAINY[HALF:])
RIGHT = plots.right_by_k(*BOTH, TRAIN, OTHER, KS)
ACCURACIES = cross_validate(X_GRAINY, Y_GRAINY, KS, 5)


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


def legend() -> list[str]:
    return [text.get_text() for text in plt.gca().get_legend().get_texts()]


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
    return [np.asarray(one.collections[0].get_array()).reshape(STEPS, STEPS) for one in axes()]


def borders(region: np.ndarray) -> int:
    """Return how many neighbouring places have another label."""
    return int(np.sum(region[1:] != region[:-1]) + np.sum(region[:, 1:] != region[:, :-1]))


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


def test_idea_1_takes_one_neighbour_though_others_are_better_on_new_images():
    training = plots.right_by_k(*BOTH, TRAIN, TRAIN, KS).mean(axis=1)
    new = RIGHT.mean(axis=1)
    assert training[0] == 1 > training[1:].max()
    assert new.max() > new[0] + 0.03
    assert new[1] < new[0]  # where two disagree, the smaller label wins, not the nearer
    plots.accuracy_by_k(KS, {"training images": training, "new images": new})
    assert legend()[0] == "training images: best k = 1"
    assert int(legend()[1].rsplit(" ", 1)[1]) > 1
    assert plt.gca().get_ylim()[1] == 1


def test_idea_2_promises_several_percent_more_than_new_images_keep():
    plots.promised_and_kept(RIGHT)
    kept, promised = (float(text.split(": ")[1].split("%")[0]) for text in legend())
    assert promised > kept + 3
    heights = [patch.get_height() for patch in plt.gca().patches]
    assert sum(heights) == 2000  # each of the 1,000 times, twice
    assert plt.gca().get_xlim()[1] <= 1


def test_idea_3_chooses_one_k_now_and_another_then():
    plots.chosen_ks(RIGHT, KS)
    heights = np.array([bar.get_height() for bar in plt.gca().patches])
    assert heights.sum() == pytest.approx(100)
    assert np.sum(heights > 5) >= 4


def test_cross_validation_has_each_fold_the_mean_and_the_spread():
    plots.cross_validation(ACCURACIES)
    (bars,) = plt.gca().containers
    line, _, (spread,) = bars.lines
    assert np.allclose(line.get_ydata(), [np.mean(ACCURACIES[k]) for k in KS])
    lengths = [float(np.ptp(segment[:, 1])) / 2 for segment in spread.get_segments()]
    assert np.allclose(lengths, [np.std(ACCURACIES[k]) for k in KS])
    points = [line for line in plt.gca().lines if len(line.get_xdata()) == 5]
    assert [list(one.get_ydata()) for one in points] == [ACCURACIES[k] for k in KS]
    assert plt.gca().get_ylim()[1] <= 1


def test_test_set_keeps_less_than_cross_validation_promised():
    rng = np.random.default_rng(0)
    rng.normal(size=DIGITS.X_train.shape)
    X_test = DIGITS.X_test + 0.3 * rng.normal(size=DIGITS.X_test.shape)
    best = max(KS, key=lambda k: np.mean(ACCURACIES[k]))
    promised = np.mean(ACCURACIES[best])
    kept = plots.right_by_k(*BOTH, (X_GRAINY, Y_GRAINY), (X_test, DIGITS.y_test), [best]).mean()
    assert promised - 0.07 < kept < promised - 0.03


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


def test_distances_draw_level_in_many_dimensions():
    plots.distances_draw_level()
    farthest, nearest = (line.get_ydata() for line in plt.gca().lines[:2])
    assert nearest[0] < 0.05
    assert farthest[0] > 1.5
    assert nearest[-1] > 0.95
    assert farthest[-1] < 1.05


def test_folds_of_another_kind_are_named_and_leave_no_figure(capsys):
    with needs("cross_validate"):
        plots.cross_validation([0.5, 0.6])
    assert "Your `cross_validate` returned [0.5, 0.6]." in capsys.readouterr().out
    assert plt.get_fignums() == []


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
