"""What holds of every loss of a linear classifier: SVM and softmax, with a loop and without."""

from importlib import import_module

import numpy as np
import pytest

from autograder.assignments.worked_examples import worked_example

ASSIGNMENTS = ("svm", "softmax")
LOSSES = pytest.mark.parametrize(
    ("assignment", "loss"),
    [
        pytest.param(name, getattr(import_module(f"solutions.{name}"), function), id=function)
        for name in ASSIGNMENTS
        for function in (f"{name}_loss_naive", f"{name}_loss_vectorized")
    ],
)
# Examples of the lectures on several images, one number more for each class.
OF_SCORES = {
    "svm": ("three-images", "ten-classes-hinge"),
    "softmax": ("softmax-three-images", "ten-classes-softmax"),
}


def problem(assignment, seed, **sizes):
    """Return random W, X, y, for the SVM away from kinks."""
    checks = import_module(f"autograder.assignments.{assignment}.checks")
    return checks.problem(np.random.default_rng(seed), **sizes)


@LOSSES
@pytest.mark.parametrize("which", [0, 1])
def test_loss_is_the_mean_over_the_lectures_images(assignment, loss, which) -> None:
    example = worked_example(OF_SCORES[assignment][which])
    scores, labels = (np.array(example["inputs"][name]) for name in ("scores", "labels"))
    got, _ = loss(scores.T, np.eye(len(scores)), labels, 0.0)
    assert got == pytest.approx(example["value"]["mean"])


@LOSSES
@pytest.mark.parametrize("shape", [(6, 4, 5), (1, 4, 5), (5, 2, 3), (3, 7, 2)])
@pytest.mark.parametrize("reg", [0.0, 0.7])
def test_gradient_agrees_with_central_differences(assignment, loss, shape, reg) -> None:
    W, X, y = problem(assignment, 3, **dict(zip("NCD", shape, strict=True)))
    _, gradient = loss(W, X, y, reg)
    h = 1e-6
    for index in np.ndindex(*W.shape):
        step = np.zeros(W.shape)
        step[index] = h
        slope = (loss(W + step, X, y, reg)[0] - loss(W - step, X, y, reg)[0]) / (2 * h)
        assert gradient[index] == pytest.approx(slope, abs=1e-6)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_naive_and_vectorized_agree(assignment) -> None:
    solution = import_module(f"solutions.{assignment}")
    naive, vectorized = (
        getattr(solution, f"{assignment}_loss_{kind}") for kind in ("naive", "vectorized")
    )
    for seed in range(5):
        given = problem(assignment, seed, N=9, C=5, D=7)
        (loss, gradient), (other_loss, other_gradient) = naive(*given, 0.4), vectorized(*given, 0.4)
        assert loss == pytest.approx(other_loss)
        np.testing.assert_allclose(gradient, other_gradient)


@LOSSES
def test_float32_stays_float32_and_integers_become_float64(assignment, loss) -> None:
    W, X, y = problem(assignment, 11)
    for given, expected in (
        ((W.astype(np.float32), X.astype(np.float32)), np.float32),
        ((W.round().astype(int), X.round().astype(int)), np.float64),
    ):
        value, gradient = loss(*given, y, 0.3)
        assert [np.asarray(value).dtype, gradient.dtype] == [expected, expected]


@LOSSES
def test_loss_and_gradient_agree_with_pytorch(assignment, loss) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    W, X, y = problem(assignment, 5, N=8, C=5, D=4)
    weights = torch.tensor(W, requires_grad=True)
    scores, labels = torch.tensor(X) @ weights.T, torch.tensor(y)
    if assignment == "svm":
        # PyTorch takes the mean over the classes where the lectures take the sum.
        data_loss = 5 * torch.nn.MultiMarginLoss()(scores, labels)
    else:
        data_loss = torch.nn.CrossEntropyLoss()(scores, labels)
    value = data_loss + 0.3 * (weights**2).sum()
    value.backward()
    got, gradient = loss(W, X, y, 0.3)
    assert got == pytest.approx(value.item())
    np.testing.assert_allclose(gradient, weights.grad.numpy())
