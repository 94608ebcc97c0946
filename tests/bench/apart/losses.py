"""The SVM and softmax losses with their gradients: the reference against PyTorch."""

import sys
from functools import partial

import numpy as np
import torch
from racing import race

from solutions.softmax import softmax_loss_vectorized
from solutions.svm import svm_loss_vectorized

D, C, REG = 3073, 10, 0.1  # CIFAR-10 with the bias trick


def hinge(scores, y):
    """Mean hinge loss. The right class counts 1, as its margin is the delta itself."""
    margins = torch.relu(scores - scores.gather(1, y[:, None]) + 1)
    return margins.sum() / len(y) - 1


def by_autograd(data_loss, W, X, y):
    """Loss and gradient as people write it in PyTorch."""
    W = W.detach().requires_grad_()
    loss = data_loss(X @ W.T, y) + REG * (W * W).sum()
    loss.backward()
    return loss.item(), W.grad


def compare(N, dtype, rounds):
    """Race each loss, gradient included, against PyTorch."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((N, D), dtype=dtype)
    W = rng.standard_normal((C, D), dtype=dtype) * np.asarray(0.01, dtype)
    y = rng.integers(0, C, N)
    tensors = [torch.from_numpy(one) for one in (W, X, y)]
    for ours, data_loss in (
        (svm_loss_vectorized, hinge),
        (softmax_loss_vectorized, torch.nn.functional.cross_entropy),
    ):
        reference, peer = partial(ours, W, X, y, REG), partial(by_autograd, data_loss, *tensors)
        assert np.isclose(reference()[0], peer()[0], rtol=1e-4), ours.__name__
        race(f"`{ours.__name__}`, {N:,} × {D}, {dtype}", "PyTorch", reference, peer, rounds)


torch.set_num_threads(1)
quick = "--quick" in sys.argv
for N in (256, 5000) if quick else (256, 5000, 50000):
    for dtype in ("float64", "float32"):
        compare(N, dtype, rounds=3 if quick or N > 5000 else 7)
