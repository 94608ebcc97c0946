"""Right solutions of the SVM assignment, each by a method of its own."""

import numpy as np

from autograder.assignments.variant import variant


@variant("hinge_loss")
def hinge_by_loop(scores, label, delta=1.0):
    """A loop over the classes."""
    total = 0
    for j in range(len(scores)):
        if j != label:
            total += max(0, scores[j] - scores[label] + delta)
    return total


@variant("svm_loss_naive")
def plain_python(W, X, y, reg):
    """Loops over every number, with lists and Python's own sums."""
    N, C, D = len(X), len(W), len(W[0])
    loss, dW = 0.0, [[0.0] * D for _ in range(C)]
    for i in range(N):
        s = [sum(W[c][d] * X[i][d] for d in range(D)) for c in range(C)]
        for j in range(C):
            margin = s[j] - s[y[i]] + 1
            if j != y[i] and margin > 0:
                loss += margin / N
                for d in range(D):
                    dW[j][d] += X[i][d] / N
                    dW[y[i]][d] -= X[i][d] / N
    for c in range(C):
        for d in range(D):
            loss += reg * W[c][d] ** 2
            dW[c][d] += 2 * reg * W[c][d]
    return loss, dW


@variant("svm_loss_naive", "svm_loss_vectorized")
def einsum(W, X, y, reg):
    """Every product by einsum."""
    n = len(X)
    s = np.einsum("nd,cd->nc", X, W)
    m = s - np.take_along_axis(s, np.asarray(y)[:, None], axis=1) + 1
    np.put_along_axis(m, np.asarray(y)[:, None], 0, axis=1)
    g = np.where(m > 0, 1.0, 0.0)
    np.put_along_axis(g, np.asarray(y)[:, None], -g.sum(axis=1, keepdims=True), axis=1)
    loss = np.maximum(m, 0).sum() / n + reg * np.einsum("cd,cd->", W, W)
    return loss, np.einsum("nc,nd->cd", g, X) / n + 2 * reg * W
