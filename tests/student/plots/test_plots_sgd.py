"""The pictures of the SGD notebook: they show the facts that their text speaks of."""

import re

import jupytext
import matplotlib.pyplot as plt
import numpy as np
import pytest
from unfinished import stub

from autograder.course import ROOT
from coursework.plots import sgd as plots
from coursework.scoring.check import Failure
from solutions.sgd import (
    gradient_descent,
    linear_regression_loss,
    numerical_gradient,
    random_search,
    relative_error,
    sgd,
)

TEXT = ROOT / "solutions" / "notebooks" / "sgd.md"
CELLS = jupytext.read(TEXT, fmt="md:myst").cells
RNG = np.random.default_rng(0)
KILOMETRES = RNG.uniform(0, 2, 2000)
X = np.column_stack([KILOMETRES, np.ones(2000)])
T = 2 * KILOMETRES + 3 + 0.5 * RNG.normal(size=2000)
START = (-5.0, 3.0)


def given(*starts: str) -> dict:
    """Run what the notebook defines before a `with`, in the cells that begin so."""
    namespace = {"np": np}
    for start in starts:
        (cell,) = [cell for cell in CELLS if cell.source.startswith(start)]
        exec(cell.source.split("\nwith needs")[0], namespace)
    return namespace


NOTEBOOK = given("def valley", "def two_valleys", "def square")
VALLEY, TWO_VALLEYS, SQUARE = (NOTEBOOK[name] for name in ("valley", "two_valleys", "square"))


def line_loss(w, X, t, reg):
    return linear_regression_loss(w, X, t)


def legend(axes=None) -> list[str]:
    return [text.get_text() for text in (axes or plt.gca()).get_legend().get_texts()]


PICTURES = {
    "search_in_plane": lambda: plots.search_in_plane(random_search, VALLEY),
    "search_by_number_of_weights": lambda: plots.search_by_number_of_weights(random_search),
    "secants": plots.secants,
    "errors_by_step": lambda: plots.errors_by_step(numerical_gradient),
    "errors_at_kink": lambda: plots.errors_at_kink(numerical_gradient, relative_error),
    "gradient_times": lambda: plots.gradient_times(
        numerical_gradient, linear_regression_loss, sizes=(2, 4, 8)
    ),
    "descent_on_curve": lambda: plots.descent_on_curve(gradient_descent, TWO_VALLEYS),
    "learning_rates": lambda: plots.learning_rates(
        gradient_descent, SQUARE, 3.0, (0.02, 0.3, 1.02)
    ),
    "descent_in_plane": lambda: plots.descent_in_plane(gradient_descent, VALLEY, START, 0.1),
    "losses_by_learning_rate": lambda: plots.losses_by_learning_rate(
        gradient_descent, VALLEY, START, (0.003, 0.05, 0.2, 0.26)
    ),
    "fitted_lines": lambda: plots.fitted_lines(
        gradient_descent, linear_regression_loss, X[:50], T[:50], 0.2
    ),
    "batch_paths": lambda: plots.batch_paths(gradient_descent, sgd, line_loss, X, T),
    "batch_costs": lambda: plots.batch_costs(gradient_descent, sgd, line_loss, X, T),
    "accuracy_and_loss": plots.accuracy_and_loss,
    "loss_curves": lambda: plots.loss_curves({"SVM": [9, 4, 3, 2], "softmax": [2.3, 2, 1, 1]}),
    "search_against_sgd": lambda: plots.search_against_sgd([9.1, 8.9, 9.0], 100, [9, 5, 2], 100),
    "settings": lambda: plots.settings({"SVM": np.array([[0.1, 0.9]])}, [0.1], [0.01, 1.0]),
}
UNFINISHED = {
    "search_in_plane": lambda: plots.search_in_plane(stub, VALLEY),
    "search_by_number_of_weights": lambda: plots.search_by_number_of_weights(stub),
    "errors_by_step": lambda: plots.errors_by_step(stub),
    "errors_at_kink": lambda: plots.errors_at_kink(numerical_gradient, stub),
    "gradient_times": lambda: plots.gradient_times(stub, linear_regression_loss, sizes=(2,)),
    "descent_on_curve": lambda: plots.descent_on_curve(stub, TWO_VALLEYS),
    "learning_rates": lambda: plots.learning_rates(stub, SQUARE, 3.0, (0.1,)),
    "descent_in_plane": lambda: plots.descent_in_plane(stub, VALLEY, START, 0.1),
    "losses_by_learning_rate": lambda: plots.losses_by_learning_rate(stub, VALLEY, START, (0.1,)),
    "fitted_lines": lambda: plots.fitted_lines(gradient_descent, stub, X, T, 0.1),
    "batch_paths": lambda: plots.batch_paths(gradient_descent, stub, line_loss, X, T),
    "batch_costs": lambda: plots.batch_costs(gradient_descent, sgd, stub, X, T),
}


def test_search_shows_every_try_and_the_best_loss_only_falls():
    PICTURES["search_in_plane"]()
    left, right = plt.gcf().axes
    tried = left.lines[0].get_xydata()
    assert len(tried) == 100
    losses = [VALLEY(W)[0] for W in tried]
    best = right.lines[1].get_ydata()
    assert np.all(np.diff(best) <= 0)
    assert best[-1] == pytest.approx(min(losses))
    np.testing.assert_allclose(left.lines[1].get_xydata()[0], tried[np.argmin(losses)])


def test_search_in_many_weights_finds_nothing_better_than_zero():
    PICTURES["search_by_number_of_weights"]()
    last = [line.get_ydata()[-1] for line in plt.gca().lines[:3]]
    assert last[0] < 0.1 < last[1] < 1 < last[2]


def test_central_secant_is_nearer_to_the_true_slope():
    plots.secants()
    slopes = [float(legend(axes)[2].split(": ")[1]) for axes in plt.gcf().axes]
    assert abs(slopes[1] - 1) < 0.25 < 1 < abs(slopes[0] - 1)


def test_errors_fall_tenfold_and_hundredfold_and_are_least_near_the_default_step():
    PICTURES["errors_by_step"]()
    forward, central = (dict(zip(*line.get_data(), strict=True)) for line in plt.gca().lines[:2])
    steps = list(forward)
    at = {round(float(np.log10(h)), 1): h for h in steps}
    assert forward[at[-2.0]] / forward[at[-3.0]] == pytest.approx(10, rel=0.1)
    assert central[at[-2.0]] / central[at[-3.0]] == pytest.approx(100, rel=0.1)
    assert central[at[-5.0]] < 1e-9
    assert central[at[-12.0]] > 1e-6


def test_error_at_a_kink_jumps_within_one_step_only():
    PICTURES["errors_at_kink"]()
    distances, errors = plt.gcf().axes[1].lines[0].get_data()
    np.testing.assert_allclose(errors[np.abs(distances) > 1.01], 0, atol=1e-6)
    assert errors[(distances > -0.95) & (distances < 0)].min() > 0.9


def test_descents_end_in_the_valley_in_which_they_started_with_shorter_and_shorter_steps():
    PICTURES["descent_on_curve"]()
    assert legend() == ["from −2 to −1.53", "from 2.1 to 1.27"]
    for line in (plt.gca().lines[1], plt.gca().lines[3]):
        steps = np.abs(np.diff(line.get_xdata()))
        assert np.all(np.diff(steps) <= 1e-12)
    assert plt.gca().lines[1].get_ydata()[-1] < plt.gca().lines[3].get_ydata()[-1]


def test_too_small_creeps_right_arrives_and_too_large_lands_higher_each_time():
    PICTURES["learning_rates"]()
    small, right, large = (axes.lines[1].get_data() for axes in plt.gcf().axes)
    assert small[1][-1] > 0.4 * small[1][0]
    assert abs(right[0][-1]) < 0.05
    assert np.all(np.diff(large[1]) > 0)


def test_descent_beats_the_random_search_before_it():
    PICTURES["search_in_plane"]()
    found = plt.gcf().axes[1].lines[1].get_ydata()[-1]
    plt.close("all")
    PICTURES["descent_in_plane"]()
    losses = plt.gcf().axes[1].lines[0].get_ydata()
    assert len(losses) == 20
    assert losses[-1] < found


def test_slider_goes_from_creeping_to_running_away():
    text = TEXT.read_text(encoding="utf-8")
    low, high = (float(end) for end in re.search(r"rate=\((\S+), (\S+), ", text).groups())
    for rate, verdict in ((low, 0.1), (high, 10)):
        _, losses = gradient_descent(VALLEY, np.array(START), rate, 20)
        assert (losses[-1] > verdict) and (losses[-1] < losses[0]) == (rate == low)
    path = [gradient_descent(VALLEY, np.array(START), 0.22, steps)[0][1] for steps in range(8)]
    assert np.all(np.diff(np.sign(np.array(path) + 1)) != 0)  # 0.22 zigzags about w₁ = −1


def test_losses_by_learning_rate_are_flat_falling_faster_and_rising():
    PICTURES["losses_by_learning_rate"]()
    flat, falling, faster, rising = (line.get_ydata() for line in plt.gca().lines)
    assert flat[-1] > 0.4 * flat[0]
    assert faster[-1] < falling[-1] < 0.1 * falling[0]
    assert rising[-1] > rising[0]


def test_last_fitted_line_is_near_the_truth_and_the_first_step_does_most():
    PICTURES["fitted_lines"]()
    left, right = plt.gcf().axes
    slope, start = (float(number) for number in re.findall(r"\d\.\d+", left.get_title()))
    best, *_ = np.linalg.lstsq(X[:50], T[:50], rcond=None)
    assert [slope, start] == pytest.approx(best, abs=0.01)
    assert best == pytest.approx([2, 3], abs=0.3)
    losses = right.lines[0].get_ydata()
    assert losses[0] - losses[1] > 0.9 * (losses[0] - losses[-1])


def test_batch_and_minibatch_take_the_same_way_and_single_examples_do_not():
    PICTURES["batch_paths"]()
    batch, mini, single = (axes.lines[0].get_xydata() for axes in plt.gcf().axes)
    assert len(batch) == len(mini) == len(single) == 301
    assert np.abs(batch - mini).max() < 0.2 < np.abs(batch - single).max()
    np.testing.assert_allclose(mini[-1], [2, 3], atol=0.15)

    def length(path):
        return np.linalg.norm(np.diff(path, axis=0), axis=1).sum()

    assert length(single) > 2 * length(batch)


def test_minibatch_has_nearly_arrived_when_batch_training_has_taken_a_step():
    PICTURES["batch_costs"]()
    left, right = plt.gcf().axes
    assert legend(left) == ["batch", "minibatch (256)", "stochastic (1)"]
    batch, mini, single = (line.get_data() for line in right.lines)
    for seen, losses in (mini, single):
        assert np.interp(batch[0][0], seen, losses) < 0.3 * batch[1][0]
    np.testing.assert_allclose(left.lines[0].get_ydata(), left.lines[1].get_ydata(), rtol=0.3)


def test_accuracy_is_a_staircase_of_eighths_and_the_loss_is_not():
    plots.accuracy_and_loss()
    above, below = plt.gcf().axes
    stairs = [line for line in below.lines if len(line.get_ydata()) > 2]
    assert len(stairs) == 9
    levels = np.array([line.get_ydata()[0] for line in stairs])
    assert all(np.ptp(line.get_ydata()) == 0 for line in stairs)
    np.testing.assert_allclose(np.abs(np.diff(levels)), 1 / 8)
    assert np.count_nonzero(np.diff(above.lines[0].get_ydata()) == 0) == 0


def test_loss_curve_has_its_start_in_the_title_and_a_running_mean():
    plots.loss_curves({"SVM": [9.0] + [1.0] * 40})
    assert plt.gca().get_title() == "SVM: from 9.00 to 1.00"
    assert plt.gca().lines[1].get_ydata()[0] == pytest.approx((9 + 19) / 20)


def test_search_and_sgd_are_drawn_over_the_same_images():
    PICTURES["search_against_sgd"]()
    search, steps = plt.gca().lines
    assert list(search.get_xdata()) == list(steps.get_xdata()) == [100, 200, 300]
    assert list(search.get_ydata()) == [9.1, 8.9, 8.9]


def test_settings_frame_the_best_of_each_table():
    tables = {"SVM": np.array([[0.1, 0.2], [0.7, 0.3]]), "softmax": np.array([[0.5, 0.6], [0, 0]])}
    plots.settings(tables, [0.1, 1.0], [0.01, 1.0])
    corners = [axes.patches[0].get_xy() for axes in plt.gcf().axes]
    assert corners == [(-0.5, 0.5), (0.5, -0.5)]
    assert "70%" in [text.get_text() for text in plt.gcf().axes[0].texts]


@pytest.mark.parametrize("returned", [None, 3.0, (1, 2, 3)])
def test_function_that_returns_no_pair_is_told_what_to_return(returned):
    with pytest.raises(Failure, match=re.escape("should return (W, losses)")):
        plots.descent_in_plane(lambda *_: returned, VALLEY, START, 0.1)
    assert plt.get_fignums() == []
