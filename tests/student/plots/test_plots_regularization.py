"""The pictures of the regularization notebook: they show the facts that their text speaks of."""

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
from coursework.plots import regularization as plots
from solutions.regularization import (
    elastic_net_penalty,
    fit_polynomial,
    l1_penalty,
    l2_penalty,
    regularized_loss,
)

BOTH = {"L2": l2_penalty, "L1": l1_penalty}
ALL = {**BOTH, "elastic_net": elastic_net_penalty}


def notebook_cells() -> list[str]:
    text = ROOT / "solutions" / "notebooks" / "regularization.md"
    return [cell.source for cell in jupytext.read(text, fmt="md:myst").cells]


def given_by(start: str) -> dict:
    """Run the notebook's cell that begins so, and return what it defines."""
    (source,) = [source for source in notebook_cells() if source.startswith(start)]
    given = {"np": np, "plots": Mock()}
    exec(source, given)
    return given


DATA = given_by("rng = ")
TRAIN, VAL = (DATA["x_train"], DATA["t_train"]), (DATA["x_val"], DATA["t_val"])


PICTURES = {
    "two_curves": lambda: plots.two_curves(TRAIN, VAL),
    "penalties_of_one_weight": lambda: plots.penalties_of_one_weight(**BOTH),
    "preferences": lambda: plots.preferences(**ALL),
    "steps_to_zero": lambda: plots.steps_to_zero(regularized_loss, **BOTH),
    "weights_against_lambda": lambda: plots.weights_against_lambda(regularized_loss, **BOTH),
    "fitted_curve": lambda: plots.fitted_curve(fit_polynomial, TRAIN, VAL),
    "errors_against_lambda": lambda: plots.errors_against_lambda(fit_polynomial, TRAIN, VAL),
}
DRAWN_WITH = {
    "penalties_of_one_weight": lambda f: plots.penalties_of_one_weight(L2=l2_penalty, L1=f),
    "preferences": lambda f: plots.preferences(L2=f),
    "steps_to_zero": lambda f: plots.steps_to_zero(f, **BOTH),
    "weights_against_lambda": lambda f: plots.weights_against_lambda(f, **BOTH),
    "fitted_curve": lambda f: plots.fitted_curve(f, TRAIN, VAL),
    "errors_against_lambda": lambda f: plots.errors_against_lambda(f, TRAIN, VAL),
}
UNFINISHED = {name: partial(draw, stub) for name, draw in DRAWN_WITH.items()}


def panels() -> list:
    return plt.gcf().axes


def lines(axes, label: str = "") -> list:
    return [line for line in axes.lines if not label or line.get_label() == label]


def test_f1_goes_through_every_point_and_f2_is_nearer_to_the_new_ones():
    PICTURES["two_curves"]()
    first, second = (lines(panels()[0], f"f{k}, degree {d}")[0] for k, d in ((1, 9), (2, 3)))

    def error(line, points):
        return np.mean((np.interp(points[0], *line.get_data()) - points[1]) ** 2)

    assert error(first, TRAIN) < 1e-3
    assert error(second, TRAIN) > 0.03
    assert error(first, VAL) > 5 * error(second, VAL)


def test_one_weight_costs_its_square_or_its_magnitude_and_the_slope_stands_beside():
    PICTURES["penalties_of_one_weight"]()
    (squares, magnitudes), (square_slopes, signs) = (lines(axes) for axes in panels())
    w = squares.get_xdata()
    assert np.allclose(squares.get_ydata(), w**2)
    assert np.allclose(magnitudes.get_ydata(), np.abs(w))
    assert np.allclose(square_slopes.get_ydata(), 2 * w)
    assert np.allclose(signs.get_ydata()[np.abs(w) > 1e-9], np.sign(w[np.abs(w) > 1e-9]))


def test_l2_spreads_the_weights_l1_drops_one_and_the_elastic_net_is_between():
    PICTURES["preferences"]()
    best = [np.ravel(axes.lines[1].get_data()) for axes in panels()]
    np.testing.assert_allclose(best, [[0.2, 0.4], [0, 0.5], [2 / 15, 13 / 30]], atol=1e-9)
    titles = [axes.get_title().splitlines()[1] for axes in panels()]
    assert titles == ["best: (0.2, 0.4)", "best: (0, 0.5)", "best: (0.13, 0.43)"]


@pytest.mark.parametrize(("beta", "corner"), [(0.0, True), (0.5, True), (1.5, False), (8.0, False)])
def test_dot_stays_in_the_corner_up_to_beta_one(beta, corner):
    plots.preferences(elastic_net=elastic_net_penalty, beta=beta)
    (axes,) = panels()
    assert (axes.lines[1].get_xdata()[0] == 0) == corner


def test_l2_never_arrives_at_zero_and_l1_does_the_small_weight_first():
    PICTURES["steps_to_zero"]()
    squares, magnitudes = ([line.get_ydata() for line in axes.lines[1:]] for axes in panels())
    for path in squares:
        assert np.allclose(path[1:] / path[:-1], 0.9)
    steps = [int(np.argmax(path < 0)) for path in magnitudes]
    assert steps == [20, 9]
    for path, first in zip(magnitudes, steps, strict=True):
        assert np.allclose(np.diff(path)[:first], -0.05)
        assert np.allclose(np.abs(np.diff(path)), 0.05)  # it hops, and never stands at 0
        assert np.all(np.abs(path[first:]) < 0.05)


def test_l1_turns_off_the_useless_inputs_while_the_useful_ones_still_work():
    PICTURES["weights_against_lambda"]()
    squares, magnitudes = (
        np.array([line.get_ydata() for line in axes.lines if len(line.get_xdata()) > 2])
        for axes in panels()
    )
    strengths = panels()[0].lines[0].get_xdata()
    middle = int(np.argmin(np.abs(strengths - 1.3)))
    assert np.abs(magnitudes[2:, 0]).max() > 0.2
    assert np.abs(magnitudes[2:, middle]).max() < 0.03
    assert np.abs(magnitudes[:2, middle]).min() > 0.4
    assert np.abs(squares[2:, middle]).max() > 0.1
    assert np.abs(squares[:2, -1]).max() < np.abs(squares[:2, 0]).min()


def test_weights_without_a_penalty_to_speak_of_are_those_of_least_squares():
    PICTURES["weights_against_lambda"]()
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 8))
    t = X @ np.array([2.0, -1.2, 0, 0, 0, 0, 0, 0]) + 2 * rng.normal(size=40)
    expected = np.linalg.solve(X.T @ X / 40 + 0.01 * np.eye(8), X.T @ t / 40)
    drawn = [line.get_ydata()[0] for line in panels()[0].lines[:8]]
    np.testing.assert_allclose(drawn, expected, atol=0.02)


def test_titles_of_the_fits_tell_their_errors_and_the_size_of_their_coefficients():
    PICTURES["fitted_curve"]()
    free, held = (axes.get_title() for axes in panels())
    assert "training 0.000" in free
    w = fit_polynomial(*TRAIN, 9, 0.1)
    errors = [np.mean((np.polynomial.polynomial.polyval(x, w) - t) ** 2) for x, t in (TRAIN, VAL)]
    assert f"training {errors[0]:.3f}, validation {errors[1]:.3f}" in held
    assert f"Σw² = {np.sum(w**2):.2f}" in held
    assert np.sum(fit_polynomial(*TRAIN, 9, 0.0) ** 2) > 1000 * np.sum(w**2)


def test_training_error_rises_with_lambda_and_validation_error_falls_first():
    PICTURES["errors_against_lambda"]()
    training, validation = (line.get_ydata() for line in panels()[0].lines)
    assert np.all(np.diff(training) > -1e-9)
    best = int(np.argmin(validation))
    assert 0 < best < len(validation) - 1
    assert validation[0] > 5 * validation[best]
    assert validation[-1] > 3 * validation[best]


def test_each_picture_can_be_drawn_for_every_place_of_the_sliders():
    for exponent in (-8.0, 2.0):
        for degree in (0, 9):
            plots.fitted_curve(fit_polynomial, TRAIN, VAL, degree, (10.0**exponent,))
            plt.close("all")


@pytest.mark.parametrize("name", DRAWN_WITH)
@pytest.mark.parametrize("answer", [None, 3.0])
def test_function_that_returns_nothing_of_use_leaves_a_line_and_no_figure(name, answer, capsys):
    before = dict(plt.rcParams)
    with needs("l2_penalty"):
        DRAWN_WITH[name](lambda *_: answer)
    assert capsys.readouterr().out.startswith("This appears when `l2_penalty` is done.")
    assert plt.get_fignums() == []
    assert dict(plt.rcParams) == before


def test_penalty_that_is_not_done_leaves_no_figure_of_steps_or_weights(capsys):
    for draw in (plots.steps_to_zero, plots.weights_against_lambda):
        with needs("l1_penalty"):
            draw(regularized_loss, L2=l2_penalty, L1=stub)
        assert capsys.readouterr().out == "This appears when `l1_penalty` is done.\n"
        assert plt.get_fignums() == []


def test_notebook_has_the_numbers_of_the_worked_example():
    given, inputs = given_by("x = np.array"), worked_example("l2-prefers-spread")["inputs"]
    for name in ("x", "w1", "w2"):
        assert list(given[name]) == inputs[name]
