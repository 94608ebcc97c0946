"""The loss of all images with loops, by other roads."""

# Some call other functions of the student's.
# ruff: noqa: F821
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.assignments.variant import variant


@variant("svm_loss_naive")
def one_loop(W, X, y, reg):
    """A loop over the examples only, with an outer product for the gradient."""
    N = X.shape[0]
    loss, dW = 0.0, np.zeros_like(W, dtype=float)
    for x, label in zip(X, y, strict=True):
        margins = W.dot(x) - W[label].dot(x) + 1
        margins[label] = 0
        loss += margins[margins > 0].sum()
        hit = (margins > 0).astype(float)
        hit[label] = -hit.sum()
        dW += np.outer(hit, x)
    return loss / N + reg * (W**2).sum(), dW / N + 2 * reg * W


@variant("svm_loss_naive")
def numerical_gradient(W, X, y, reg):
    """Takes the gradient by central differences: slow, and right."""

    def loss_at(W):
        total = 0.0
        for i in range(len(X)):
            s = W @ X[i]
            total += sum(max(0, s[j] - s[y[i]] + 1) for j in range(len(s)) if j != y[i])
        return total / len(X) + reg * np.sum(W**2)

    W = np.array(W, dtype=float)
    dW, h = np.zeros(W.shape), 1e-6
    for index in np.ndindex(*W.shape):
        step = np.zeros(W.shape)
        step[index] = h
        dW[index] = (loss_at(W + step) - loss_at(W - step)) / (2 * h)
    return loss_at(W), dW


@variant("svm_loss_naive")
def classes_outside(W, X, y, reg):
    """Loops over the classes outside, over the images inside, and subtracts the rows at the end."""
    scores = X @ W.T
    loss, gradient = 0.0, np.zeros_like(W)
    hits = np.zeros(len(y), dtype=int)
    for j, row in enumerate(scores.T):
        for i, s in enumerate(row):
            if y[i] != j and (margin := s - scores[i, y[i]] + 1) > 0:
                loss += margin
                hits[i] += 1
                gradient[j] += X[i]
    for x, label, times in zip(X, y, hits, strict=True):
        gradient[label] -= times * x
    return loss / len(y) + reg * np.sum(W**2), gradient / len(y) + 2 * reg * W


@variant("svm_loss_naive")
def list_of_violations(W, X, y, reg):
    """Collects who violates whose margin first, then walks down the list."""
    found = []
    for i, x in enumerate(X):
        for j in range(len(W)):
            margin = (W[j] - W[y[i]]) @ x + 1.0
            if j != y[i] and margin > 0:
                found.append((i, j, margin))
    gradient = {c: 2 * reg * W[c] for c in range(len(W))}
    for i, j, _ in found:
        gradient[j] = gradient[j] + X[i] / len(X)
        gradient[y[i]] = gradient[y[i]] - X[i] / len(X)
    loss = sum(margin for *_, margin in found) / len(X)
    return loss + reg * sum(w * w for w in W.flat), [gradient[c] for c in range(len(W))]


@variant("svm_loss_naive")
def from_hinge_loss(W, X, y, reg):
    """The loss by the function of part 1, the gradient in a second pair of loops."""
    S = [W.dot(x) for x in X]
    data = np.mean([hinge_loss(s, int(label)) for s, label in zip(S, y, strict=True)])
    dW = 2 * reg * W
    for s, x, label in zip(S, X, y, strict=True):
        for j in set(range(len(W))) - {int(label)}:
            if s[j] + 1 > s[label]:
                dW[j] = dW[j] + x / len(X)
                dW[label] = dW[label] - x / len(X)
    return data + reg * np.linalg.norm(W) ** 2, dW


@variant("svm_loss_naive")
def running_mean(W, X, y, reg):
    """While loops, and running means, so that nothing is divided at the end."""
    i, loss, dW = 0, np.float64(0), np.zeros(W.shape, order="F")
    while i < X.shape[0]:
        one, pulls, j = 0.0, np.zeros(W.shape[0]), 0
        while j < W.shape[0]:
            margin = X[i].dot(W[j]) - X[i].dot(W[y[i]]) + 1
            if margin > 0 and j != y[i]:
                one += margin
                pulls[[j, y[i]]] += 1, -1
            j += 1
        i += 1
        loss += (one - loss) / i
        dW += (np.outer(pulls, X[i - 1]) - dW) / i
    for row in W:
        loss += reg * row.dot(row)
    return loss, dW + reg * 2 * W


@variant("svm_loss_naive")
def sum_over_pairs(W, X, y, reg):
    """Python's sum over a generator of pairs of a term and its gradient, for each image."""
    N, (C, D) = len(X), W.shape

    def terms(x, label):
        for j in range(C):
            if j == label:
                continue
            selector = np.zeros((C, 1))
            selector[j], selector[label] = 1, -1
            margin = float(np.sum(selector * W * x)) + 1
            yield (margin, selector * x) if margin > 0 else (0, np.zeros((C, D)))

    pairs = [pair for x, label in zip(X, y, strict=True) for pair in terms(x, label)]
    loss = sum(term for term, _ in pairs) / N + reg * float((W * W).sum())
    return loss, sum(slope for _, slope in pairs) / N + 2 * reg * W
