"""The softmax reference against the lectures, differences, and other libraries."""

import numpy as np
import pytest
from scipy.special import log_softmax, rel_entr
from scipy.special import softmax as scipy_softmax
from scipy.stats import entropy
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

from autograder.assignments.softmax.checks import problem
from autograder.assignments.worked_examples import worked_example
from coursework.checks import softmax as visible
from solutions.softmax import (
    cross_entropy_loss,
    kl_divergence,
    nll_loss,
    softmax,
    softmax_loss_naive,
    softmax_loss_vectorized,
)

LOSSES = pytest.mark.parametrize("loss", [softmax_loss_naive, softmax_loss_vectorized])
OF_SCORES = ["softmax-three-images", "softmax-saturates", "ten-classes-softmax"]


@pytest.mark.parametrize("name", OF_SCORES)
def test_cross_entropy_loss_gives_the_lectures_losses(name: str) -> None:
    inputs, value = (worked_example(name)[key] for key in ("inputs", "value"))
    losses = [
        cross_entropy_loss(np.array(scores), label)
        for scores, label in zip(inputs["scores"], inputs["labels"], strict=True)
    ]
    np.testing.assert_allclose(losses, value["losses"], rtol=1e-6, atol=1e-15)


def test_cat_image_goes_through_exp_normalize_and_minus_log_as_on_the_slide() -> None:
    example = worked_example("softmax-cat")
    scores, value = np.array(example["inputs"]["scores"]), example["value"]
    np.testing.assert_allclose(np.exp(scores), value["exp"])
    np.testing.assert_allclose(softmax(scores), value["probabilities"])
    assert [f"{number:.2f}" for number in softmax(scores)] == ["0.13", "0.87", "0.00"]
    assert f"{cross_entropy_loss(scores, 0):.2f}" == "2.04"


def test_the_slips_are_a_logarithm_to_base_ten_and_the_right_score_for_every_class() -> None:
    scores = np.array(worked_example("softmax-cat")["inputs"]["scores"])
    slip = worked_example("softmax-log10")["value"]["loss"]
    assert cross_entropy_loss(scores, 0) / np.log(10) == pytest.approx(slip)
    assert np.log(np.exp([scores[0]] * 3).sum()) - scores[0] == pytest.approx(np.log(3))


def test_four_pixel_example_has_the_lectures_probabilities_and_loss() -> None:
    example = worked_example("four-pixels-softmax")
    inputs, value = example["inputs"], example["value"]
    scores = np.array(inputs["W"]) @ inputs["x"] + inputs["b"]
    np.testing.assert_allclose(softmax(scores), value["probabilities"])
    assert cross_entropy_loss(scores, inputs["label"]) == pytest.approx(value["loss"])


@LOSSES
def test_loss_at_zero_weights_is_the_logarithm_of_the_number_of_classes(loss) -> None:
    example = worked_example("softmax-near-zero")
    X, y = np.random.default_rng(0).normal(size=(7, 5)), np.array([0, 1, 2, 0, 1, 2, 0])
    for C, expected in zip(
        example["inputs"]["num_classes"], example["value"]["losses"], strict=True
    ):
        assert loss(np.zeros((C, 5)), X, y, 0.3)[0] == pytest.approx(expected)


@LOSSES
def test_example_on_paper_has_the_loss_and_the_gradient_of_the_visible_check(loss) -> None:
    got, gradient = loss(visible.W, visible.X, visible.Y, 0.0)
    assert got == pytest.approx(visible.LOSS_ON_PAPER)
    np.testing.assert_allclose(gradient, visible.GRADIENT_ON_PAPER)


@pytest.mark.parametrize("shape", [(5,), (4, 7), (1, 3), (6, 2)])
def test_softmax_agrees_with_scipy_and_rows_sum_to_one(shape) -> None:
    scores = 3 * np.random.default_rng(1).normal(size=shape)
    got = softmax(scores)
    np.testing.assert_allclose(got, scipy_softmax(scores, axis=-1))
    np.testing.assert_allclose(got.sum(axis=-1), 1)


def test_softmax_takes_rows_that_are_thousands_apart() -> None:
    scores = np.random.default_rng(2).normal(size=(3, 4))
    moved = scores + np.array([[1000.0], [-1000.0], [1e6]])
    np.testing.assert_allclose(softmax(moved), softmax(scores), rtol=1e-9)


def test_loss_is_finite_where_the_right_class_is_far_behind() -> None:
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        assert cross_entropy_loss(np.array([1000.0, 0.0]), 1) == 1000
        assert cross_entropy_loss(np.array([0.0, -5000.0]), 1) == 5000
        for loss in (softmax_loss_naive, softmax_loss_vectorized):
            value, gradient = loss(np.eye(2), np.array([[1e4, 0.0]]), np.array([1]), 0.0)
            assert value == 1e4
            np.testing.assert_allclose(gradient, [[1e4, 0], [-1e4, 0]])


def test_kl_divergence_agrees_with_scipy_and_is_never_below_zero() -> None:
    rng = np.random.default_rng(3)
    for C in (2, 5, 9):
        p, q = softmax(rng.normal(size=(2, C)))
        assert kl_divergence(p, q) == pytest.approx(entropy(p, q))
        assert kl_divergence(p, q) > 0
        assert kl_divergence(p, p) == pytest.approx(0)


def test_kl_divergence_takes_zeros() -> None:
    with np.errstate(divide="raise", invalid="raise"):
        p, q = np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.25, 0.5])
        assert kl_divergence(p, q) == pytest.approx(rel_entr(p, q).sum())
        assert kl_divergence(q, p) == np.inf


def test_cross_entropy_is_entropy_plus_divergence() -> None:
    p, q = softmax(np.random.default_rng(4).normal(size=(2, 6)))
    assert -np.sum(p * np.log(q)) == pytest.approx(entropy(p) + kl_divergence(p, q))


def test_nll_of_log_softmax_is_the_cross_entropy() -> None:
    rng = np.random.default_rng(5)
    scores, y = rng.normal(size=(7, 4)), rng.integers(0, 4, 7)
    losses = [cross_entropy_loss(row, label) for row, label in zip(scores, y, strict=True)]
    assert nll_loss(log_softmax(scores, axis=1), y) == pytest.approx(np.mean(losses))


@LOSSES
def test_loss_agrees_with_scikit_learn(loss) -> None:
    W, X, y = problem(np.random.default_rng(6), N=20, C=5, D=3)
    expected = log_loss(y, scipy_softmax(X @ W.T, axis=1), labels=range(5))
    assert loss(W, X, y, 0.0)[0] == pytest.approx(expected)


@LOSSES
def test_gradient_is_zero_at_the_weights_that_scikit_learn_finds(loss) -> None:
    _, X, y = problem(np.random.default_rng(7), N=60, C=3, D=4)
    reg = 0.05
    # Its loss is C times the sum of the cross-entropies plus half the sum of squares.
    model = LogisticRegression(C=1 / (2 * reg * len(X)), fit_intercept=False, tol=1e-10)
    model.fit(X, y)
    _, gradient = loss(model.coef_, X, y, reg)
    np.testing.assert_allclose(gradient, 0, atol=1e-5)
