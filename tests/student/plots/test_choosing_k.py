"""The pictures of choosing k, and of many dimensions, show what the text says."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from knn_pictures import ACCURACIES, BOTH, DIGITS, KS, RIGHT, TRAIN, X_GRAINY, Y_GRAINY, legend

from coursework import needs
from coursework.plots import knn as plots
from coursework.plots.knn.choosing import BLOCK
from solutions.knn import distances_no_loops, predict_labels


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


def test_no_table_is_larger_than_a_block_and_the_predictions_are_those_of_the_whole_table():
    X_test = np.concatenate([X_GRAINY, DIGITS.X_val])
    y_test = np.concatenate([Y_GRAINY, DIGITS.y_val])
    rows = []

    def counting(X_test, X_train):
        rows.append(len(X_test))
        return distances_no_loops(X_test, X_train)

    right = plots.right_by_k(counting, predict_labels, TRAIN, (X_test, y_test), [1, 5])
    table = distances_no_loops(X_test, TRAIN[0])
    assert max(rows) <= BLOCK < sum(rows) == len(X_test)
    for k, got in zip([1, 5], right, strict=True):
        np.testing.assert_array_equal(got, predict_labels(table, TRAIN[1], k) == y_test)


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
