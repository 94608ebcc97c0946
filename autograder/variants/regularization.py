"""Right solutions of the regularization assignment, each by a road of its own."""

import numpy as np

from autograder.variants import variant


@variant("l2_penalty")
def squares_by_loop(W):
    """A loop over every weight; the gradient is filled in place."""
    total, gradient = 0.0, np.zeros(W.shape)
    for index in np.ndindex(*W.shape):
        total += W[index] ** 2
        gradient[index] = 2 * W[index]
    return total, gradient


@variant("l2_penalty")
def squared_norm(W):
    """The squared Frobenius norm, as a 0-d array; a list for the pair."""
    return [np.array(np.linalg.norm(W) ** 2), W + W]


@variant("l2_penalty")
def squares_by_dot(W):
    """A dot product of the flattened weights, which it multiplies in Fortran order."""
    flat = W.ravel(order="F")
    return flat.dot(flat), np.asfortranarray(2 * W)


@variant("l1_penalty")
def magnitudes_by_loop(W):
    """Python's own numbers, with three cases for the slope, and lists for the gradient."""

    def slope(w):
        if w > 0:
            return 1
        if w < 0:
            return -1
        return 0

    if W.ndim == 1:
        return sum(abs(w) for w in W), [slope(w) for w in W]
    return sum(abs(w) for row in W for w in row), [[slope(w) for w in row] for row in W]


@variant("l2_penalty")
def squares_in_float32(W):
    """Computes in float32, by einsum."""
    W = np.asarray(W, np.float32)
    return np.einsum("i,i->", W.ravel(), W.ravel()), np.float32(2) * W


@variant("l1_penalty")
def sign_by_comparison(W):
    """The sign as the difference of two comparisons, of whole numbers."""
    return np.where(W < 0, -W, W).sum(), (W > 0).astype(int) - (W < 0).astype(int)


@variant("l1_penalty")
def ratio_with_zero_mended(W):
    """W / |W|, with 0 / 0 mended afterwards."""
    with np.errstate(invalid="ignore"):
        gradient = np.nan_to_num(W / np.abs(W))
    return np.linalg.norm(W.flatten(), ord=1), gradient


@variant("elastic_net_penalty")
def elastic_net_at_once(W, beta):
    """One formula for the sum, one for the slope."""
    return np.sum(beta * W**2 + abs(W)), 2 * beta * W + np.sign(W)


@variant("elastic_net_penalty")
def elastic_net_from_own_two(W, beta):
    """Calls the student's own two functions."""
    R2, g2 = l2_penalty(W)  # type: ignore[name-defined]  # noqa: F821
    R1, g1 = l1_penalty(W)  # type: ignore[name-defined]  # noqa: F821
    return beta * R2 + R1, beta * g2 + g1


@variant("elastic_net_penalty")
def elastic_net_by_loop(W, beta):
    """A loop over the flattened weights, in float32; prints on the way."""
    flat = np.asarray(W, np.float32).reshape(-1)
    R, gradient = np.float32(0), np.empty_like(flat)
    for i, w in enumerate(flat):
        R += np.float32(beta) * w * w + abs(w)
        gradient[i] = 2 * beta * w + (0 if w == 0 else w / abs(w))
    print("penalty", R)
    return R, gradient.reshape(W.shape)


@variant("regularized_loss")
def penalty_asked_twice(data_loss, data_gradient, W, reg, penalty):
    """Calls the penalty once for each part."""
    loss = data_loss + reg * penalty(W)[0]
    return loss, data_gradient + reg * penalty(W)[1]


@variant("regularized_loss")
def penalty_of_a_copy(data_loss, data_gradient, W, reg, penalty):
    """Adds into copies, by a helper inside; the loss is a 0-d array."""

    def added(to, what):
        total = np.array(to, dtype=float)
        total += reg * np.asarray(what)
        return total

    R, dR = penalty(W.copy())
    return added(data_loss, R), added(data_gradient, dR)


@variant("regularized_loss")
def regularized_in_float32(data_loss, data_gradient, W, reg, penalty):
    """Computes in float32, with the penalty's argument named, and warns."""
    import warnings

    warnings.warn("still testing", stacklevel=1)
    both = penalty(W=np.asarray(W))
    gradient = np.float32(reg) * np.asarray(both[1], np.float32)
    return (
        np.float32(data_loss) + np.float32(reg) * np.float32(both[0]),
        np.asarray(data_gradient, np.float32) + gradient,
    )


@variant("fit_polynomial")
def augmented_least_squares(x, t, degree, reg):
    """Rows of √λ below A, and least squares: never forms AᵀA."""
    A = np.vander(x, degree + 1, increasing=True)
    more = np.vstack([A, np.sqrt(reg) * np.eye(degree + 1)])
    return np.linalg.lstsq(more, np.concatenate([t, np.zeros(degree + 1)]), rcond=None)[0]


@variant("fit_polynomial")
def by_inverse(x, t, degree, reg):
    """The inverse matrix, columns stacked one by one; returns a list."""
    A = np.column_stack([np.asarray(x, float) ** k for k in range(degree + 1)])
    M = A.T @ A + np.diag([reg] * (degree + 1))
    return list(np.linalg.inv(M) @ A.T @ t)


@variant("fit_polynomial")
def by_scipy_minimize(x, t, degree, reg):
    """A general minimizer from scipy, which is given the gradient."""
    from scipy.optimize import minimize

    A = np.polynomial.polynomial.polyvander(np.asarray(x, float), degree)

    def loss(w):
        error = A @ w - t
        return error @ error + reg * w @ w, 2 * A.T @ error + 2 * reg * w

    return minimize(loss, np.zeros(degree + 1), jac=True, method="BFGS").x


@variant("fit_polynomial")
def by_scipy_minimize_without_gradient(x, t, degree, reg):
    """The same with the loss alone: scipy takes its slope by differences."""
    from scipy.optimize import minimize

    def loss(w):
        p = sum(w[k] * x**k for k in range(degree + 1))
        return np.sum((p - t) ** 2) + reg * np.sum(w**2)

    return minimize(loss, np.zeros(degree + 1)).x


@variant("fit_polynomial")
def by_gradient_descent(x, t, degree, reg):
    """Plain gradient descent until the gradient is gone."""
    A = np.asarray(x, float)[:, None] ** np.arange(degree + 1)
    w = np.zeros(degree + 1)
    step = 1 / (2 * np.linalg.norm(A, 2) ** 2 + 2 * reg)
    for _ in range(20000):
        gradient = 2 * A.T @ (A @ w - t) + 2 * reg * w
        w = w - step * gradient
        if np.abs(gradient).max() < 1e-7:
            break
    return w


@variant("fit_polynomial")
def by_elimination(x, t, degree, reg):
    """Sums by loops, and elimination with pivots, in Python's own numbers."""
    n = degree + 1
    M = [
        [float(sum(a ** (j + k) for a in x.tolist())) + (reg if j == k else 0) for k in range(n)]
        for j in range(n)
    ]
    b = [sum(u * a**j for a, u in zip(x.tolist(), t.tolist(), strict=True)) for j in range(n)]
    for j in range(n):
        pivot = max(range(j, n), key=lambda i: abs(M[i][j]))
        M[j], M[pivot], b[j], b[pivot] = M[pivot], M[j], b[pivot], b[j]
        for i in range(n):
            if i != j:
                f = M[i][j] / M[j][j]
                M[i] = [p - f * q for p, q in zip(M[i], M[j], strict=True)]
                b[i] -= f * b[j]
    return [b[j] / M[j][j] for j in range(n)]


@variant("fit_polynomial")
def by_singular_values(x, t, degree, reg):
    """Singular values, highest degree first and turned round; float32 throughout."""
    A = np.vander(np.asarray(x, np.float32), degree + 1)
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    share = s / (s * s + np.float32(reg))
    return (Vt.T @ (share * (U.T @ np.asarray(t, np.float32))))[::-1]
