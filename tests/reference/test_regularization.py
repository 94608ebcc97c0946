"""The regularization reference against the lectures, differences, and other libraries."""

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import Ridge

from autograder.assignments.regularization.checks import points_on_curve, weights
from autograder.assignments.worked_examples import worked_example
from solutions.regularization import (
    elastic_net_penalty,
    fit_polynomial,
    l1_penalty,
    l2_penalty,
    regularized_loss,
)
from solutions.svm import svm_loss_vectorized

TWO = worked_example("l2-prefers-spread")
W1, W2 = (np.array(TWO["inputs"][name], dtype=float) for name in ("w1", "w2"))
PENALTIES = {
    "L2": l2_penalty,
    "L1": l1_penalty,
    "elastic net": lambda W: elastic_net_penalty(W, 0.7),
}
ALL = pytest.mark.parametrize("penalty", PENALTIES.values(), ids=PENALTIES)


def test_lectures_two_vectors_have_the_same_score_and_the_lectures_penalties() -> None:
    x = np.array(TWO["inputs"]["x"])
    assert [W1 @ x, W2 @ x] == TWO["value"]["scores"]
    assert [l2_penalty(w)[0] for w in (W1, W2)] == TWO["value"]["l2"]
    assert [l1_penalty(w)[0] for w in (W1, W2)] == TWO["value"]["l1"]


def test_elastic_net_of_the_lectures_two_vectors() -> None:
    example = worked_example("elastic-net")
    vectors = [np.array(example["inputs"][name]) for name in ("w1", "w2")]
    got = [elastic_net_penalty(w, example["inputs"]["beta"])[0] for w in vectors]
    assert got == pytest.approx(example["value"]["penalties"])


@pytest.mark.parametrize("beta", [0.0, 0.5, 2.0])
def test_elastic_net_is_beta_plus_one_for_w1_and_a_quarter_of_beta_plus_one_for_w2(beta) -> None:
    assert elastic_net_penalty(W1, beta)[0] == pytest.approx(beta + 1)
    assert elastic_net_penalty(W2, beta)[0] == pytest.approx(beta / 4 + 1)


@ALL
@pytest.mark.parametrize("shape", [(5,), (3, 4), (2, 1, 3)])
def test_gradient_of_a_penalty_is_its_slope(penalty, shape) -> None:
    W = weights(np.random.default_rng(0), *shape)
    R, gradient = penalty(W)
    assert gradient.shape == shape
    assert R > 0
    for index in np.ndindex(*shape):
        step = np.zeros(shape)
        step[index] = 1e-6
        slope = (penalty(W + step)[0] - penalty(W - step)[0]) / 2e-6
        assert gradient[index] == pytest.approx(slope, abs=1e-6)


@ALL
def test_weight_of_zero_costs_nothing_and_has_no_slope(penalty) -> None:
    R, gradient = penalty(np.zeros((2, 3)))
    assert R == 0
    np.testing.assert_array_equal(gradient, np.zeros((2, 3)))


def test_penalties_are_the_norms_of_numpy() -> None:
    w = weights(np.random.default_rng(1), 6)
    assert l2_penalty(w)[0] == pytest.approx(np.linalg.norm(w) ** 2)
    assert l1_penalty(w)[0] == pytest.approx(np.linalg.norm(w, 1))


def test_doubled_weights_have_four_times_the_l2_and_twice_the_l1_penalty() -> None:
    W = weights(np.random.default_rng(2), 3, 4)
    assert l2_penalty(2 * W)[0] == pytest.approx(4 * l2_penalty(W)[0])
    assert l1_penalty(2 * W)[0] == pytest.approx(2 * l1_penalty(W)[0])


def test_gradient_keeps_float32() -> None:
    W = weights(np.random.default_rng(3), 3, 2).astype(np.float32)
    for penalty in (l2_penalty, l1_penalty):
        assert penalty(W)[1].dtype == np.float32


def test_hinge_loss_with_l2_is_the_svm_loss() -> None:
    example = worked_example("l2-regularized-hinge")
    W, X, y = (np.array(example["inputs"][name]) for name in "WXy")
    reg, value = example["inputs"]["reg"], example["value"]
    given = (value["data_loss"], np.array(value["data_gradient"]), W, reg, l2_penalty)
    loss, gradient = regularized_loss(*given)
    expected_loss, expected_gradient = svm_loss_vectorized(W, X, y, reg)
    assert loss == pytest.approx(expected_loss)
    np.testing.assert_allclose(gradient, expected_gradient)


def test_penalty_breaks_the_tie_between_equally_good_weights() -> None:
    # Twice the weights have hinge loss 0 as well: the data can't choose.
    W, X, y = 3 * np.eye(3), np.eye(3), np.arange(3)
    losses = []
    for factor in (1, 2, 10):
        data = svm_loss_vectorized(factor * W, X, y, 0.0)
        assert data[0] == 0
        losses.append(regularized_loss(*data, factor * W, 0.1, l2_penalty)[0])
    assert losses == sorted(set(losses))


def test_any_penalty_will_do_and_is_called_with_the_weights() -> None:
    seen = []

    def penalty(W):
        seen.append(W)
        return 5.0, np.full(W.shape, 7.0)

    W = np.ones((2, 2))
    loss, gradient = regularized_loss(1.0, np.zeros((2, 2)), W, 0.5, penalty)
    assert loss == 3.5
    np.testing.assert_array_equal(gradient, np.full((2, 2), 3.5))
    assert len(seen) == 1
    assert seen[0] is W


def test_one_step_of_l2_multiplies_and_one_step_of_l1_subtracts() -> None:
    eta, reg, w = 0.5, 0.2, np.array([3.0, -3.0])
    nothing = np.zeros(2)
    decay = w - eta * regularized_loss(0.0, nothing, w, reg, l2_penalty)[1]
    np.testing.assert_allclose(decay, (1 - 2 * eta * reg) * w)
    np.testing.assert_allclose(decay, [2.4, -2.4])
    np.testing.assert_allclose(
        w - eta * regularized_loss(0.0, nothing, w, reg, l1_penalty)[1], [2.9, -2.9]
    )


@pytest.mark.parametrize(("num_points", "degree"), [(10, 3), (15, 6), (4, 6), (1, 2), (5, 0)])
@pytest.mark.parametrize("reg", [0.2, 3.0])
def test_fit_agrees_with_scikit_learns_ridge(num_points, degree, reg) -> None:
    x, t = points_on_curve(np.random.default_rng(4), num_points)
    ridge = Ridge(alpha=reg, fit_intercept=False)
    ridge.fit(np.vander(x, degree + 1, increasing=True), t)
    got = fit_polynomial(x, t, degree, reg)
    assert got.shape == (degree + 1,)
    np.testing.assert_allclose(got, ridge.coef_, atol=1e-8)


def test_fit_without_a_penalty_agrees_with_polyfit_turned_round() -> None:
    x, t = points_on_curve(np.random.default_rng(5), 12)
    np.testing.assert_allclose(fit_polynomial(x, t, 4, 0.0), np.polyfit(x, t, 4)[::-1])


def test_fit_minimizes_the_loss_that_is_written_down() -> None:
    x, t = points_on_curve(np.random.default_rng(6), 8)

    def loss(w):
        p = sum(w[k] * x**k for k in range(len(w)))
        return np.sum((p - t) ** 2) + 0.4 * np.sum(w**2)

    best = minimize(loss, np.zeros(4), tol=1e-10).x
    np.testing.assert_allclose(fit_polynomial(x, t, 3, 0.4), best, atol=1e-5)


def test_ten_points_are_met_exactly_by_degree_nine_and_not_with_a_penalty() -> None:
    x = np.linspace(-1, 1, 10)
    t = np.sin(2 * x) + 0.3 * np.random.default_rng(7).normal(size=10)
    powers = x[:, np.newaxis] ** np.arange(10)
    np.testing.assert_allclose(powers @ fit_polynomial(x, t, 9, 0.0), t, atol=1e-6)
    assert np.abs(powers @ fit_polynomial(x, t, 9, 0.1) - t).max() > 0.05


def test_training_error_never_falls_and_the_penalty_never_grows_with_lambda() -> None:
    x, t = points_on_curve(np.random.default_rng(8), 10)
    powers = x[:, np.newaxis] ** np.arange(7)
    fits = [fit_polynomial(x, t, 6, reg) for reg in np.logspace(-4, 3, 20)]
    errors = [np.sum((powers @ w - t) ** 2) for w in fits]
    assert np.all(np.diff(errors) > 0)
    assert np.all(np.diff([np.sum(w**2) for w in fits]) < 0)


def test_line_on_paper_has_slope_three_and_slope_two_with_a_penalty() -> None:
    x, t = np.array([-1.0, 0.0, 1.0]), np.array([1.0, 4.0, 7.0])
    np.testing.assert_allclose(fit_polynomial(x, t, 1, 0.0), [4, 3])
    np.testing.assert_allclose(fit_polynomial(x, t, 1, 1.0), [3, 2])


def test_whole_numbers_are_no_trouble_and_no_argument_is_changed() -> None:
    x, t = np.array([-2, 0, 1, 3]), np.array([5, -1, 2, 4])
    before = x.copy(), t.copy()
    expected = fit_polynomial(x.astype(float), t.astype(float), 2, 1.5)
    np.testing.assert_allclose(fit_polynomial(x, t, 2, 1.5), expected)
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(t, before[1])
