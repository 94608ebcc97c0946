"""The polynomial by linear algebra: other matrices, other ways to solve with them."""

import numpy as np

from autograder.assignments.variant import variant


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


@variant("fit_polynomial")
def by_ridge_of_scikit_learn(x, t, degree, reg):
    """scikit-learn: polynomial features, then Ridge without an intercept of its own."""
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import PolynomialFeatures

    ridge = Ridge(alpha=reg, fit_intercept=False, solver="svd")
    column = np.asarray(x, float).reshape(-1, 1)
    return make_pipeline(PolynomialFeatures(degree), ridge).fit(column, t)[-1].coef_


@variant("fit_polynomial")
def by_cholesky(x, t, degree, reg):
    """SciPy's Cholesky factor of a Hankel matrix: sums of the powers 0 to 2d of x."""
    from scipy.linalg import cho_factor, cho_solve, hankel

    powers = np.power.outer(np.asarray(x, float), range(2 * degree + 1)).sum(axis=0)
    M = hankel(powers[: degree + 1], powers[degree:])
    M[np.diag_indices_from(M)] += reg
    return cho_solve(cho_factor(M), [np.sum(t * x**k) for k in range(degree + 1)])


@variant("fit_polynomial")
def by_qr(x, t, degree, reg):
    """QR of A with √λ I below; powers by repeated products."""
    n = degree + 1
    columns = np.ones((len(x), n))
    columns[:, 1:] = np.asarray(x)[:, None]
    A = np.cumprod(columns, axis=1)
    Q, R = np.linalg.qr(np.r_[A, reg**0.5 * np.identity(n)])
    return np.linalg.solve(R, Q.T @ np.pad(t, (0, n)))


@variant("fit_polynomial")
def by_eigenvectors(x, t, degree, reg):
    """The eigenvectors of AᵀA: λ is added to each eigenvalue."""
    A = np.stack([np.asarray(x, float) ** k for k in range(degree + 1)], axis=-1)
    values, vectors = np.linalg.eigh(np.einsum("nj,nk->jk", A, A))
    return vectors @ ((vectors.T @ (A.T @ t)) / (values + reg))


@variant("fit_polynomial")
def by_dual_form(x, t, degree, reg):
    """One unknown for each point, w = Aᵀ a; without a penalty, the pseudo-inverse."""
    A = np.polynomial.polynomial.polyvander(x.astype(float), degree)
    if reg == 0:
        return np.linalg.pinv(A) @ t
    kernel = A @ A.T
    return A.T @ np.linalg.solve(kernel + reg * np.eye(len(x)), t)


@variant("fit_polynomial")
def with_residuals_as_unknowns(x, t, degree, reg):
    """One system for residuals and coefficients together: r + Aw = t and Aᵀr = λw."""
    from scipy.linalg import solve

    A, n = np.array([[float(a) ** k for k in range(degree + 1)] for a in x]), degree + 1
    blocks = np.block([[np.eye(len(x)), A], [A.T, -reg * np.eye(n)]])
    return solve(blocks, np.hstack([t, np.zeros(n)]))[len(x) :]


@variant("fit_polynomial")
def by_determinants(x, t, degree, reg):
    """Cramer's rule; the sums grow point by point, by outer products."""
    n = degree + 1
    M, b = reg * np.eye(n), np.zeros(n)
    for a, u in zip(x, t, strict=True):
        row = np.array([float(a) ** k for k in range(n)])
        M += np.outer(row, row)
        b += u * row
    replaced = [np.where(np.arange(n) == k, b[:, None], M) for k in range(n)]
    return [float(np.linalg.det(one) / np.linalg.det(M)) for one in replaced]


@variant("fit_polynomial")
def by_legendre(x, t, degree, reg):
    """Fits Legendre polynomials, and penalizes the coefficients of powers that they stand for."""
    from numpy.polynomial import legendre

    n = degree + 1
    V = legendre.legvander(np.asarray(x, float), degree)
    to_powers = np.zeros((n, n))
    for k in range(n):
        to_powers[: k + 1, k] = legendre.leg2poly(np.eye(n)[k][: k + 1])
    M = V.T @ V + reg * to_powers.T @ to_powers
    return to_powers @ np.linalg.solve(M, V.T @ t)


@variant("fit_polynomial")
def by_sparse_least_squares(x, t, degree, reg):
    """SciPy's lsqr, an iteration that takes √λ for its damping."""
    from scipy.sparse.linalg import lsqr

    A = np.vander(np.asarray(x, dtype=float), N=degree + 1, increasing=True)
    return lsqr(A, t.astype(float), damp=np.sqrt(reg), atol=1e-13, btol=1e-13)[0]


@variant("fit_polynomial")
def by_pseudo_inverse(x, t, degree, reg):
    """The pseudo-inverse of A with λ's rows below, whose last columns meet only zeros."""
    n, x = degree + 1, np.asarray(x, np.float64)
    A = np.array([x**k for k in reversed(range(n))]).T
    tall = np.append(A, np.diag(np.full(n, np.sqrt(reg))), axis=0)
    return np.flip(np.linalg.pinv(tall)[:, : len(x)] @ t)
