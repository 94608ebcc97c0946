"""The polynomial by minimizing the loss step by step."""

import numpy as np

from autograder.assignments.variant import variant


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
def by_one_newton_step(x, t, degree, reg):
    """One step of Newton's method, from 0: the loss is a parabola in the coefficients."""
    n = degree + 1
    A = np.array([[float(a) ** k for k in range(n)] for a in x])
    w = np.zeros(n)
    gradient = 2 * A.T @ (A @ w - t) + 2 * reg * w
    hessian = 2 * (A.T @ A + reg * np.eye(n))
    return w - np.linalg.solve(hessian, gradient)


@variant("fit_polynomial")
def by_conjugate_gradients(x, t, degree, reg):
    """Conjugate gradients by hand: one step for each coefficient, and a few more."""
    A = np.power(np.asarray(x, float).reshape(-1, 1), np.arange(degree + 1).reshape(1, -1))
    w = np.zeros(degree + 1)
    residual = A.T @ t
    direction, size = residual, residual @ residual
    for _ in range(5 * (degree + 1)):
        if size < 1e-24:
            break
        moved = A.T @ (A @ direction) + reg * direction
        step = size / (direction @ moved)
        w, residual = w + step * direction, residual - step * moved
        direction = residual + residual @ residual / size * direction
        size = residual @ residual
    return w


@variant("fit_polynomial")
def by_one_coefficient_at_a_time(x, t, degree, reg):
    """Coordinate descent: each coefficient is the best one while the others stand still."""
    columns = [np.asarray(x, float) ** k for k in range(degree + 1)]
    w, error = [0.0] * (degree + 1), np.array(t, dtype=float)
    for _ in range(5000):
        largest = 0.0
        for k, column in enumerate(columns):
            best = column @ (error + w[k] * column) / (column @ column + reg)
            error -= (best - w[k]) * column
            largest = max(largest, abs(best - w[k]))
            w[k] = best
        if largest < 1e-11:
            break
    return w


@variant("fit_polynomial")
def by_residuals_for_scipy(x, t, degree, reg):
    """SciPy's least_squares, given a list of all that is to be squared."""
    from scipy.optimize import least_squares

    x, t = np.asarray(x, float), np.asarray(t, float)

    def to_be_squared(w):
        return np.concatenate([np.polynomial.polynomial.polyval(x, w) - t, np.sqrt(reg) * w])

    return least_squares(to_be_squared, np.zeros(degree + 1), xtol=1e-12, ftol=1e-12).x


@variant("fit_polynomial")
def from_sampled_gradients(x, t, degree, reg):
    """The gradient is linear: its values at 0 and at each unit vector tell where it is 0."""

    def gradient(w):
        error = sum(c * x**k for k, c in enumerate(w)) - t
        return np.array([2 * np.sum(error * x**k) + 2 * reg * w[k] for k in range(len(w))])

    at_zero = gradient(np.zeros(degree + 1))
    slopes = np.transpose([gradient(unit) - at_zero for unit in np.eye(degree + 1)])
    return tuple(np.linalg.solve(slopes, -at_zero).tolist())
