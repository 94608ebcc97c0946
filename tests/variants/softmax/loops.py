"""The softmax loss with loops, by other roads."""

# Some use the student's other answers.
# ruff: noqa: F821
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.assignments.variant import variant


@variant("softmax_loss_naive")
def of_plain_python(W, X, y, reg):
    """Loops over every number, with lists and Python's own sums."""
    N, C, D = len(X), len(W), len(W[0])
    loss, dW = 0.0, [[2 * reg * W[c][d] for d in range(D)] for c in range(C)]
    for i in range(N):
        s = [sum(W[c][d] * X[i][d] for d in range(D)) for c in range(C)]
        top = max(s)
        powers = [np.exp(one - top) for one in s]
        loss += (np.log(sum(powers)) - s[y[i]] + top) / N
        for c in range(C):
            for d in range(D):
                dW[c][d] += (powers[c] / sum(powers) - (c == y[i])) * X[i][d] / N
    return loss + reg * sum(w**2 for row in W for w in row), dW


@variant("softmax_loss_naive")
def by_the_other_answers(W, X, y, reg):
    """Calls softmax and cross_entropy_loss for each example."""
    loss, dW = 0.0, np.zeros_like(W, dtype=float)
    for x, label in zip(X, y, strict=True):
        scores = W @ x
        loss += cross_entropy_loss(scores, label)
        pull = softmax(scores)
        pull[label] -= 1
        dW += np.outer(pull, x)
    return loss / len(X) + reg * np.sum(W**2), dW / len(X) + 2 * reg * W


@variant("softmax_loss_naive")
def with_jacobians(W, X, y, reg):
    """The chain rule with matrices: the Jacobian of log-softmax, I − 1 pᵀ, for each example."""
    N, C = X.shape[0], W.shape[0]
    loss, grad = 0.0, np.zeros((C, X.shape[1]))
    for i in range(N):
        s = W.dot(X[i])
        log_p = s - np.max(s)
        log_p = log_p - np.log(np.sum(np.exp(log_p)))
        jacobian = np.identity(C) - np.outer(np.ones(C), np.exp(log_p))
        dL_dlog_p = np.zeros(C)
        dL_dlog_p[y[i]] = -1.0 / N
        dL_ds = dL_dlog_p @ jacobian
        grad += dL_ds.reshape(C, 1) @ X[i].reshape(1, -1)
        loss += dL_dlog_p @ log_p
    return loss + reg * (W**2).sum(), grad + reg * 2 * W


@variant("softmax_loss_naive")
def by_central_differences(W, X, y, reg):
    """The gradient by moving each weight a little, up and down."""
    from scipy.special import logsumexp

    W, X = W.astype(float), X.astype(float)

    def loss_of(W):
        total = 0.0
        for x, label in zip(X, y, strict=True):
            total += logsumexp(W @ x) - W[label] @ x
        return total / len(X) + reg * np.sum(W * W)

    gradient, h = np.empty_like(W), 1e-5
    for place in np.ndindex(W.shape):
        up, down = W.copy(), W.copy()
        up[place] += h
        down[place] -= h
        gradient[place] = (loss_of(up) - loss_of(down)) / (2 * h)
    return loss_of(W), gradient


@variant("softmax_loss_naive")
def by_summed_pairs(W, X, y, reg):
    """A generator of one (loss, gradient) for each example, and functools.reduce."""
    from functools import reduce

    def each():
        for x, label in zip(X, y, strict=True):
            s = W @ x
            total = np.logaddexp.reduce(s)
            p = np.exp(s - total)
            yield total - s[label], np.outer(p - (np.arange(len(W)) == label), x)

    loss, gradient = reduce(lambda a, b: (a[0] + b[0], a[1] + b[1]), each())
    return np.array([loss / len(y)]) + reg * np.sum(W**2), gradient / len(y) + 2 * reg * W


@variant("softmax_loss_naive")
def with_running_means(W, X, y, reg):
    """Means that move with each example, and the data's gradient row by row."""
    loss, rows = 0.0, [np.zeros(W.shape[1]) for _ in W]
    for n, (x, label) in enumerate(zip(X, y, strict=True), start=1):
        s = [np.inner(w, x) for w in W]
        e = np.exp(np.array(s) - max(s))
        loss += (np.log(e.sum()) + max(s) - s[label] - loss) / n
        for c, p in enumerate(e / e.sum()):
            pull = p - 1 if c == label else p
            rows[c] = rows[c] + (pull * x - rows[c]) / n
    return loss + reg * np.vdot(W, W), [row + 2 * reg * w for row, w in zip(rows, W, strict=True)]


@variant("softmax_loss_naive")
def by_halves(W, X, y, reg):
    """Recursion: the mean of two halves of the examples, until one example is left."""

    def data(X, y):
        if len(y) == 1:
            s = W @ X[0] - np.max(W @ X[0])
            p = np.exp(s) / np.exp(s).sum()
            pull = np.array([p[c] - 1 if c == y[0] else p[c] for c in range(len(p))])
            return np.log(np.exp(s).sum()) - s[y[0]], pull[:, None] * X[0]
        n = len(y) // 2
        (left, d_left), (right, d_right) = data(X[:n], y[:n]), data(X[n:], y[n:])
        share = n / len(y)
        return share * left + (1 - share) * right, share * d_left + (1 - share) * d_right

    loss, gradient = data(X, y)
    return loss + reg * (W * W).sum(), gradient + reg * (W + W)


@variant("softmax_loss_naive")
def backwards_step_by_step(W, X, y, reg):
    """Each step forward is kept, then gone back by its derivative, as in backpropagation."""
    loss, dW = reg * np.sum(W**2), 2.0 * reg * W
    for i in range(len(X)):
        scores = np.matmul(W, X[i])
        powers = np.exp(scores - np.max(scores))
        total = np.sum(powers)
        log_total = np.log(total)
        loss = loss + (log_total + np.max(scores) - scores[y[i]]) / len(X)

        d_log_total = 1 / len(X)
        d_total = d_log_total / total
        d_powers = d_total * np.ones_like(powers)
        d_scores = d_powers * powers
        d_scores[y[i]] -= 1 / len(X)
        dW = dW + d_scores[:, None] * X[i][None, :]
    return loss, dW


@variant("softmax_loss_naive")
def class_by_class(W, X, y, reg):
    """Loops over the classes on the outside, and weight by weight on the inside."""
    N = len(y)
    S = np.array([[float(np.dot(w, x)) for w in W] for x in X])
    log_total = [row.max() + np.log(sum(np.exp(row - row.max()))) for row in S]
    gradient = np.zeros(np.shape(W))
    for c, w in enumerate(W):
        for d in range(len(w)):
            for n in range(N):
                gradient[c, d] += np.exp(S[n, c] - log_total[n]) * X[n, d] / N
                if y[n] == c:
                    gradient[c, d] -= X[n, d] / N
            gradient[c, d] += 2 * reg * w[d]
    loss = sum(log_total[n] - S[n, y[n]] for n in range(N)) / N
    return loss + reg * np.square(W).sum(), gradient


@variant("softmax_loss_naive")
def applied_to_each_row(W, X, y, reg):
    """np.vectorize with a signature: a function of one example, and the mean of its values."""

    def one(x, label):
        s = W @ x
        s = s - s.max()
        e = np.exp(s)
        pull = e / e.sum()
        pull[int(label)] -= 1
        return np.log(e.sum()) - s[int(label)], np.multiply.outer(pull, x)

    losses, gradients = np.vectorize(one, signature="(d),()->(),(c,d)")(X, y)
    return np.mean(losses) + reg * np.sum(W**2), np.mean(gradients, axis=0) + 2 * reg * W


@variant("softmax_loss_naive")
def of_small_batches(W, X, y, reg):
    """Takes three examples at a time, and returns a named tuple."""
    from collections import namedtuple

    Both = namedtuple("Both", "loss gradient")
    loss, gradient = 0.0, 0.0
    for start in range(0, len(X), 3):
        x, labels = X[start : start + 3], y[start : start + 3]
        S = x @ W.T
        log_p = S - np.logaddexp.reduce(S, axis=1)[:, None]
        for row, label in zip(log_p, labels, strict=True):
            loss -= row[label] / len(X)
        one_hot = np.array([[float(label == c) for c in range(len(W))] for label in labels])
        gradient = gradient + (np.exp(log_p) - one_hot).T @ x / len(X)
    return Both(loss + reg * np.linalg.norm(W) ** 2, gradient + 2 * reg * W)


@variant("softmax_loss_naive")
def by_exact_sums(W, X, y, reg):
    """Sums by math.fsum over nested lists, each gradient entry from all its terms at once."""
    import math

    W, X, y = W.tolist(), X.tolist(), y.tolist()
    N = len(X)

    def log_softmax(s):
        top = max(s)
        log_total = top + math.log(math.fsum(math.exp(a - top) for a in s))
        return [a - log_total for a in s]

    tables = [log_softmax([math.fsum(map(float.__mul__, w, x)) for w in W]) for x in X]
    loss = -math.fsum(row[label] for row, label in zip(tables, y, strict=True)) / N
    gradient = [
        [
            math.fsum((math.exp(tables[n][c]) - (y[n] == c)) * X[n][d] for n in range(N)) / N
            + 2 * reg * W[c][d]
            for d in range(len(W[0]))
        ]
        for c in range(len(W))
    ]
    return loss + reg * math.fsum(w * w for row in W for w in row), gradient
