"""The gradient check: it finds wrong gradients, and doesn't blame right ones for a kink."""

import numpy as np
import pytest

from coursework.expecting.given_examples import worked_example
from coursework.gradients import check_gradient
from coursework.scoring.check import Failure
from solutions.svm import svm_loss_naive, svm_loss_vectorized

rng = np.random.default_rng(0)
W, X, y = rng.normal(size=(4, 5)), rng.normal(size=(12, 5)), rng.integers(0, 4, 12)

SMALL = worked_example("l2-regularized-hinge")["inputs"]
KINK = np.array(SMALL["W"], dtype=float)
KINK[0, 0] = 1.5  # the second example's margin to class 1 is 0


def svm(W):
    return svm_loss_vectorized(W, X, y, 0.5)


def svm_at_kink(W):
    return svm_loss_naive(W, np.array(SMALL["X"]), np.array(SMALL["y"]), 0.0)


def test_right_gradient_passes_at_every_weight():
    check = check_gradient(svm, W)
    assert check.passed
    assert check.agrees.all()
    assert not check.at_kink.any()
    assert len(check.places) == check.size == W.size


def test_places_have_the_gradient_of_their_own_weight():
    check = check_gradient(svm, W)
    gradient = svm(W)[1]
    assert [gradient[place] for place in check.places] == list(check.analytic)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda gradient, W: gradient - 0.5 * W,  # λW in place of 2λW
        lambda gradient, W: gradient - W,  # no penalty
        lambda gradient, W: -gradient,
        lambda gradient, W: gradient * len(X),
        lambda gradient, W: gradient * np.nan,
    ],
)
def test_wrong_gradient_does_not_pass(wrong):
    check = check_gradient(lambda W: (svm(W)[0], wrong(svm(W)[1], W)), W)
    assert not check.passed
    assert "NOT passed" in repr(check)


def test_a_single_wrong_entry_is_named():
    def loss(W):
        loss, gradient = svm(W)
        gradient[2, 3] += 0.01
        return loss, gradient

    check = check_gradient(loss, W)
    assert list(np.flatnonzero(~check.agrees)) == [check.places.index((2, 3))]
    assert "1 differ, most at [2, 3]" in repr(check)


def test_kink_is_found_and_right_code_is_not_blamed():
    check = check_gradient(svm_at_kink, KINK)
    at_kink = {place for place, kink in zip(check.places, check.at_kink, strict=True) if kink}
    assert at_kink == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert check.passed
    assert "2 agree" in repr(check)
    assert "4 at a kink" in repr(check)


@pytest.mark.parametrize(("slope", "right"), [(-1, True), (0.3, True), (1, True), (1.5, False)])
def test_only_slopes_between_the_two_are_right_at_a_kink(slope, right):
    check = check_gradient(lambda W: (np.abs(W).sum(), np.full(W.shape, slope)), np.zeros(1))
    assert check.at_kink.all()
    assert check.passed is right


def test_wrong_gradient_is_not_excused_by_a_kink_elsewhere():
    check = check_gradient(lambda W: (svm_at_kink(W)[0], svm_at_kink(W)[1] + 2), KINK)
    assert not check.agrees.any()


@pytest.mark.parametrize("distance", [0, 1e-7, 5e-6, -5e-6])
def test_kink_within_the_step_is_a_kink(distance):
    check = check_gradient(lambda W: (max(0.0, W.sum()), np.array([1.0])), np.array([distance]))
    assert check.at_kink.all()


def test_kink_beyond_the_step_is_none():
    check = check_gradient(lambda W: (max(0.0, W.sum()), np.array([1.0])), np.array([2e-5]))
    assert not check.at_kink.any()
    assert check.passed


def test_strong_curvature_is_no_kink():
    check = check_gradient(lambda W: (1000 * (W**2).sum(), 2000 * W), np.array([0.001, 0.002]))
    assert not check.at_kink.any()
    assert check.passed


def test_large_w_is_sampled_and_the_sample_stays_the_same():
    large = np.zeros((10, 3072))

    def loss(W):
        return W.sum(), np.ones(W.shape)

    check, again, other = (check_gradient(loss, large, 7, seed=seed) for seed in (0, 0, 1))
    assert len(set(check.places)) == 7
    assert check.places == again.places != other.places
    assert "at 7 of 30720 weights" in repr(check)


def test_weights_stay_as_they_are_even_if_the_loss_changes_its_argument():
    def careless(W):
        pair = svm(W)
        W[:] = 0
        return pair

    before = W.copy()
    assert check_gradient(careless, W).passed
    assert np.array_equal(W, before)


def test_float32_and_integer_weights_are_checked_in_double_precision():
    assert check_gradient(svm, W.astype(np.float32)).passed
    assert check_gradient(svm, np.arange(20).reshape(4, 5)).passed


@pytest.mark.parametrize("pair", [None, (None, W), (1.0, None)])
def test_missing_return_is_named(pair):
    with pytest.raises(Failure, match="None"):
        check_gradient(lambda W: pair, W)


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        (3.0, "should return (loss, gradient)"),
        ((1.0, W.T), "shape (5, 4); expected (4, 5)"),
        ((W, W), "should be a single number"),
    ],
)
def test_something_else_than_a_loss_and_a_gradient_is_named(pair, message):
    with pytest.raises(Failure) as failure:
        check_gradient(lambda W: pair, W)
    assert message in str(failure.value)
