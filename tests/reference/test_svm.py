"""The SVM reference against the lectures, differences, and other libraries."""

from itertools import pairwise

import numpy as np
import pytest
from sklearn.metrics import hinge_loss as sklearn_hinge_loss

from autograder.assignments.svm.checks import problem
from autograder.assignments.worked_examples import worked_example
from solutions.svm import hinge_loss, svm_loss_naive, svm_loss_vectorized

LOSSES = pytest.mark.parametrize("loss", [svm_loss_naive, svm_loss_vectorized])
OF_SCORES = ["three-images", "car-scores-shift", "doubled-weights", "hinge-saturates"]


@pytest.mark.parametrize("name", [*OF_SCORES, "ten-classes-hinge"])
def test_hinge_loss_gives_the_lectures_losses(name: str) -> None:
    inputs, value = (worked_example(name)[key] for key in ("inputs", "value"))
    losses = [
        hinge_loss(np.array(scores), label)
        for scores, label in zip(inputs["scores"], inputs["labels"], strict=True)
    ]
    np.testing.assert_allclose(losses, value["losses"], atol=1e-9)


@pytest.mark.parametrize(
    ("name", "changed"),
    [("all-classes", lambda loss: loss + 1), ("mean-over-classes", lambda loss: loss / 3)],
)
def test_other_sums_over_the_classes_shift_or_rescale_each_loss(name: str, changed) -> None:
    inputs, value = (worked_example(name)[key] for key in ("inputs", "value"))
    losses = [
        changed(hinge_loss(np.array(scores), label))
        for scores, label in zip(inputs["scores"], inputs["labels"], strict=True)
    ]
    np.testing.assert_allclose(losses, value["losses"], atol=1e-9)


def test_squared_hinge_of_the_lecture_squares_each_margin() -> None:
    example = worked_example("squared-hinge")
    scores, labels = (np.array(example["inputs"][name]) for name in ("scores", "labels"))
    margins = np.maximum(0, scores - scores[np.arange(3), labels][:, np.newaxis] + 1)
    margins[np.arange(3), labels] = 0
    np.testing.assert_allclose((margins**2).sum(axis=1), example["value"]["losses"])
    assert (margins**2).sum(axis=1).mean() == pytest.approx(example["value"]["mean"])


def test_four_pixel_example_has_the_lectures_scores_and_loss() -> None:
    example = worked_example("four-pixels-hinge")
    inputs = example["inputs"]
    scores = np.array(inputs["W"]) @ inputs["x"] + inputs["b"]
    np.testing.assert_allclose(scores, example["value"]["scores"])
    assert hinge_loss(scores, inputs["label"]) == pytest.approx(example["value"]["loss"])


def test_the_slips_of_the_slides_come_from_a_margin_left_out() -> None:
    example = worked_example("three-images")
    frog, label = np.array(example["inputs"]["scores"][2]), 2
    slip = example["slip"]["value"]
    assert hinge_loss(frog, label, delta=0.0) == pytest.approx(slip["losses"][2])
    assert np.mean(slip["losses"]) == pytest.approx(slip["mean"])


@LOSSES
def test_loss_on_paper_is_data_loss_plus_penalty(loss) -> None:
    example = worked_example("l2-regularized-hinge")
    W, X, y = (np.array(example["inputs"][name]) for name in ("W", "X", "y"))
    value, reg = example["value"], example["inputs"]["reg"]
    got, gradient = loss(W, X, y, reg)
    assert got == pytest.approx(value["data_loss"] + value["penalty"])
    expected = np.array(value["data_gradient"]) + value["penalty_gradient"]
    np.testing.assert_allclose(gradient, expected)
    slip = example["slip"]["value"]["data_loss"]
    assert loss(W, X, y, 0.0)[0] * len(X) == pytest.approx(slip)


@LOSSES
@pytest.mark.parametrize("num_classes", [2, 3, 10])
def test_loss_at_zero_weights_is_the_number_of_classes_less_one(loss, num_classes: int) -> None:
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(7, 5)), rng.integers(0, num_classes, 7)
    assert loss(np.zeros((num_classes, 5)), X, y, 0.3)[0] == pytest.approx(num_classes - 1)


@LOSSES
def test_loss_does_not_change_when_all_scores_of_an_example_move_alike(loss) -> None:
    W, X, y = problem(np.random.default_rng(1))
    shift = np.random.default_rng(2).normal(size=W.shape[1])  # the same for every class
    assert loss(W + shift, X, y, 0.0)[0] == pytest.approx(loss(W, X, y, 0.0)[0])


@LOSSES
def test_two_class_loss_agrees_with_scikit_learn(loss) -> None:
    # For more classes scikit-learn takes the worst class only (Crammer and Singer).
    W, X, y = problem(np.random.default_rng(4), N=20, C=2, D=3)
    decision = X @ (W[1] - W[0])
    assert loss(W, X, y, 0.0)[0] == pytest.approx(sklearn_hinge_loss(y, decision))


def test_the_same_margins_are_counted_for_every_margin_width() -> None:
    scores = np.array([1.0, 0.2, -0.4])
    losses = [hinge_loss(scores, 0, delta) for delta in (0.0, 0.5, 1.0, 2.0)]
    assert losses == pytest.approx([0.0, 0.0, 0.2, 1.8])
    assert all(small <= large for small, large in pairwise(losses))


def test_loss_and_gradient_check_on_real_images(cifar10_sample) -> None:
    X, y = cifar10_sample
    rng = np.random.default_rng(7)
    X = np.hstack([X - X.mean(axis=0), np.ones((len(X), 1))])
    W = 1e-4 * rng.normal(size=(10, X.shape[1]))
    loss, gradient = svm_loss_vectorized(W, X, y, 0.0)
    assert loss == pytest.approx(9.0, abs=0.05)
    for _ in range(5):
        index = (rng.integers(10), rng.integers(X.shape[1]))
        step = np.zeros(W.shape)
        step[index] = 1e-5
        ahead, behind = (svm_loss_vectorized(W + s, X, y, 0.0)[0] for s in (step, -step))
        assert gradient[index] == pytest.approx((ahead - behind) / 2e-5, abs=1e-6)


@pytest.fixture
def cifar10_sample():
    """Five hundred real CIFAR-10 images, where they lie beside the checkout."""
    from autograder.course import ROOT
    from coursework.datasets import load_cifar10

    folder = ROOT.parent / "shared" / "cifar10-sample"
    if not folder.is_dir():
        pytest.skip("no real CIFAR-10 images beside the checkout")
    data = load_cifar10(folder, num_train=500)
    return data.X_train, data.y_train
