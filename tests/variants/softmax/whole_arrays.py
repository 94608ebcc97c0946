"""The softmax loss without a loop over the examples, by other roads."""

# Some use the student's other answers.
# ruff: noqa: F821
# mypy: disable-error-code="name-defined"

import numpy as np

from autograder.assignments.variant import variant

BOTH = ("softmax_loss_naive", "softmax_loss_vectorized")


@variant("softmax_loss_vectorized")
def by_nll_loss(W, X, y, reg):
    """Log-softmax, then the student's own nll_loss, as PyTorch does."""
    scores = X @ W.T
    scores -= scores.max(axis=1)[:, np.newaxis]
    log_p = scores - np.log(np.sum(np.exp(scores), axis=1, keepdims=True))
    loss = nll_loss(log_p, y)
    loss += reg * np.linalg.norm(W) ** 2
    return loss, (np.exp(log_p) - np.eye(len(W))[y]).T @ X / len(y) + 2 * reg * W


@variant(*BOTH)
def by_einsum(W, X, y, reg):
    """Every product by einsum, with logaddexp.reduce."""
    n, y = len(X), np.asarray(y)
    s = np.einsum("nd,cd->nc", X, W)
    log_total = np.logaddexp.reduce(s, axis=1)
    p = np.exp(s - log_total[:, None])
    picked = np.take_along_axis(s, y[:, None], axis=1)[:, 0]
    np.put_along_axis(p, y[:, None], np.take_along_axis(p, y[:, None], axis=1) - 1, axis=1)
    loss = np.mean(log_total - picked) + reg * np.einsum("cd,cd->", W, W)
    return np.array(loss), np.einsum("nc,nd->cd", p, X) / n + 2 * reg * W


@variant(*BOTH)
def wholly_in_float32(W, X, y, reg):
    """Computes in float32 throughout."""
    W, X = np.asarray(W, np.float32), np.asarray(X, np.float32)
    N, rows = np.float32(len(X)), np.arange(len(X))
    S = X @ W.T
    top = S.max(1, keepdims=True)
    E = np.exp(S - top)
    total = E.sum(1, keepdims=True)
    losses = np.log(total)[:, 0] + top[:, 0] - S[rows, y]
    P = E / total
    P[rows, y] -= np.float32(1)
    reg = np.float32(reg)
    return losses.mean() + reg * np.sum(W * W), P.T @ X / N + 2 * reg * W


@variant(*BOTH)
def with_columns(W, X, y, reg):
    """Works on transposed arrays, and returns a gradient in Fortran order."""
    Wt, Xt = np.asfortranarray(W).T, np.asfortranarray(X).T
    S = Wt.T @ Xt
    S = S - S.max(axis=0)
    total = np.exp(S).sum(axis=0)
    P = np.exp(S) / total
    P[y, np.arange(len(y))] -= 1
    loss = (np.log(total) - np.choose(y, S)).mean() + reg * np.trace(Wt @ Wt.T)
    return loss, np.asfortranarray(P @ Xt.T / len(y) + 2 * reg * Wt.T)


@variant(*BOTH)
def noisy_and_in_a_list(W, X, y, reg):
    """Prints, warns, uses lists as indices and returns a list."""
    import warnings

    print("shapes:", W.shape, X.shape)
    warnings.warn("still testing", stacklevel=1)
    rows, labels = list(range(len(y))), list(y)

    def log_softmax(S):
        S = S - np.max(S, axis=-1)[..., None]
        return S - np.log(np.exp(S).sum(-1))[..., None]

    L = log_softmax(np.dot(X, W.T))
    G = np.exp(L)
    G[rows, labels] -= 1.0
    return [
        -np.sum(L[rows, labels]) / len(rows) + reg * np.vdot(W, W),
        G.T @ X / len(rows) + reg * (W + W),
    ]


@variant("softmax_loss_vectorized")
def with_sparse_one_hot(W, X, y, reg):
    """SciPy's log_softmax, and a sparse one-hot matrix that is multiplied by the images."""
    from scipy.sparse import csr_array
    from scipy.special import log_softmax

    N, C = len(y), len(W)
    one_hot = csr_array((np.ones(N), y, np.arange(N + 1)), shape=(N, C))
    log_p = log_softmax(X @ W.T, axis=1)
    loss = -one_hot.multiply(log_p).sum() / N + reg * (W**2).sum()
    return loss, (np.exp(log_p).T @ X - one_hot.T @ X) / N + 2 * reg * W


@variant("softmax_loss_vectorized")
def with_added_images(W, X, y, reg):
    """The mean image expected less that observed: np.add.at gathers each class's images."""
    S = np.inner(X, W)
    S = np.subtract(S, np.amax(S, axis=1, keepdims=True))
    expected = (np.exp(S) / np.exp(S).sum(1)[:, None]).T.dot(X)
    observed = np.zeros(W.shape)
    np.add.at(observed, y, X)
    loss = np.mean(np.log(np.exp(S).sum(1)) - S.ravel()[np.arange(len(y)) * len(W) + y])
    return loss + reg * np.tensordot(W, W), (expected - observed) / len(X) + 2 * reg * W


@variant("softmax_loss_vectorized")
def with_a_loop_over_classes(W, X, y, reg):
    """Loops over the classes, never over the examples."""
    S = [X @ w for w in W]
    log_total = S[0]
    for s in S[1:]:
        log_total = np.logaddexp(log_total, s)
    loss, rows = reg * sum(w @ w for w in W), []
    for c, s in enumerate(S):
        mine = y == c
        loss += (log_total - s)[mine].sum() / len(y)
        rows.append((np.exp(s - log_total) - mine) @ X / len(y) + 2 * reg * W[c])
    return loss, np.vstack(rows)


@variant("softmax_loss_vectorized")
def with_all_differences(W, X, y, reg):
    """1 / Σ exp(s_j − s_k) for the probabilities, over three axes; exp may overflow there."""
    S = np.matmul(W, X[:, :, None])[:, :, 0]
    with np.errstate(over="ignore"):
        P = 1 / np.exp(S[:, None, :] - S[:, :, None]).sum(axis=2)
    one_hot = (y[:, None] == np.arange(W.shape[0])).astype(float)
    lags = S - (S * one_hot).sum(axis=1, keepdims=True)
    highest = lags.max(axis=1)
    losses = highest + np.log(np.exp(lags - highest[:, None]).sum(axis=1))
    gradients = (P - one_hot)[:, :, None] * X[:, None, :]
    return losses.mean() + reg * np.sum(W**2), gradients.mean(axis=0) + 2 * reg * W


@variant("softmax_loss_vectorized")
def with_all_jacobians(W, X, y, reg):
    """The Jacobians of log-softmax, of all examples in one array, by einsum."""
    from scipy.special import logsumexp

    S = np.tensordot(X, W, axes=(1, 1))
    log_p = S - logsumexp(S, axis=1, keepdims=True)
    Y = np.identity(W.shape[0])[y]
    jacobians = np.identity(W.shape[0]) - np.exp(log_p)[:, None, :]
    gradient = -np.einsum("nk,nkc,nd->cd", Y, jacobians, X) / X.shape[0]
    loss = -np.einsum("nk,nk", Y, log_p) / X.shape[0]
    return loss + reg * np.sum(np.power(W, 2)), gradient + np.multiply(2 * reg, W)


@variant("softmax_loss_vectorized")
def by_complex_steps(W, X, y, reg):
    """Each weight moves by a tiny imaginary number: the imaginary part of the loss is the slope."""
    rows, h = np.arange(len(y)), 1e-20

    def loss_of(W):
        S = X @ W.T
        S = S - S.real.max(axis=1, keepdims=True)
        losses = np.log(np.exp(S).sum(axis=1)) - S[rows, y]
        return losses.mean() + reg * np.sum(W * W)

    gradient = np.zeros(W.shape)
    for place in np.ndindex(W.shape):
        moved = W.astype(complex)
        moved[place] += 1j * h
        gradient[place] = loss_of(moved).imag / h
    return loss_of(W), gradient


@variant("softmax_loss_vectorized")
def back_through_each_step(W, X, y, reg):
    """Forward in small steps, and back through each of them by its derivative."""
    N = X.shape[0]
    scores = np.dot(X, np.transpose(W))
    shifted = scores - np.max(scores, axis=1).reshape(N, 1)
    powers = np.exp(shifted)
    totals = np.sum(powers, axis=1).reshape(N, 1)
    logs = np.log(totals)
    loss = (np.sum(logs) - np.sum(shifted[np.arange(N), y])) / N + reg * np.sum(np.square(W))

    d_logs = np.full((N, 1), 1 / N)
    d_totals = d_logs / totals
    d_powers = np.repeat(d_totals, W.shape[0], axis=1)
    d_shifted = d_powers * powers
    np.subtract.at(d_shifted, (np.arange(N), y), 1 / N)
    return loss, np.dot(d_shifted.T, X) + reg * 2 * W


@variant("softmax_loss_vectorized")
def with_outer_products(W, X, y, reg):
    """A stack of outer products, column by row, whose mean is the gradient."""
    M = softmax(X @ W.T)
    M[np.arange(len(y)), y] -= 1
    S = X @ W.T - (X @ W.T).max(axis=1, keepdims=True)
    losses = np.log(np.exp(S).sum(axis=1)) - np.diag(S[:, y])
    stack = M[:, :, np.newaxis] @ X[:, np.newaxis, :]
    return float(losses.mean() + reg * np.sum(W * W)), np.average(stack, axis=0) + 2 * reg * W


@variant("softmax_loss_vectorized")
def with_encoded_labels(W, X, y, reg):
    """scikit-learn's OneHotEncoder, and the sum of losses by math.fsum."""
    from math import fsum

    from sklearn.preprocessing import OneHotEncoder

    encoder = OneHotEncoder(categories=[np.arange(len(W))], sparse_output=False)
    Y = encoder.fit_transform(np.reshape(y, (-1, 1)))
    S = X @ W.T
    log_total = np.logaddexp.reduce(S, axis=1)
    losses = log_total - np.vecdot(Y, S)
    P = np.exp(S - np.c_[log_total])
    return fsum(losses) / len(y) + reg * np.sum(W**2), (P - Y).T @ X / len(y) + 2 * reg * W


@variant("softmax_loss_vectorized")
def with_masks(W, X, y, reg):
    """Boolean masks and np.where; the penalty goes in as rows of their own, by np.block."""
    N, C = len(X), len(W)
    right = np.arange(C)[None, :] == y[:, None]
    S = X @ W.T
    S = S - np.take_along_axis(S, np.argmax(S, axis=1, keepdims=True), axis=1)
    E = np.exp(S)
    Z = E @ np.ones((C, 1))
    M = np.where(right, E / Z - 1, E / Z) / N
    loss = np.log(Z).mean() - S[right].mean() + reg * np.multiply(W, W).sum()
    return loss, np.block([[M], [2 * reg * np.eye(C)]]).T @ np.vstack([X, W])
