"""The class that hands in the SGD assignment."""

from __future__ import annotations

from autograder.content.filling import answer_by, wrong_answer
from autograder.content.sgd import variants

TEXT = (
    "A minibatch leaves data out, but another one each time, so on average the direction is "
    "right. The work saved goes into many more steps. With very little data I would take it all."
)

UP_THE_SLOPE = """\
# YOUR ANSWER: gradient_descent
def gradient_descent(loss_and_gradient, W, learning_rate, num_steps):
    losses = []
    for i in range(num_steps):
        loss, grad = loss_and_gradient(W)
        losses.append(loss)
        W = W + learning_rate * grad
    return W, losses
"""

UP_THE_SLOPE_TOO = """\
# YOUR ANSWER: sgd
def sgd(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    history = []
    for it in range(num_steps):
        X_batch, y_batch = sample_minibatch(X, y, batch_size, rng)
        batch_loss, grad = loss(W, X_batch, y_batch, reg)
        history.append(batch_loss)
        W = W + learning_rate * grad
    return W, history
"""

RANDOM_UNDEFINED = """\
# YOUR ANSWER: sample_minibatch
def sample_minibatch(X, y, batch_size, rng):
    idx = random.choices(range(len(X)), k=batch_size)
    return X[idx], y[idx]
"""

GLOBAL_RANDOM = """\
# YOUR ANSWER: sample_minibatch
def sample_minibatch(X, y, batch_size, rng):
    idx = np.random.choice(X.shape[0], batch_size, replace=False)
    return X[idx], y[idx]
"""

FORWARD_ONLY = """\
# YOUR ANSWER: numerical_gradient
def numerical_gradient(f, W, h=1e-5):
    fx = f(W)
    grad = np.zeros(W.shape)
    it = np.nditer(W, flags=["multi_index"], op_flags=["readwrite"])
    while not it.finished:
        ix = it.multi_index
        old = W[ix]
        W[ix] = old + h
        grad[ix] = (f(W) - fx) / h
        W[ix] = old
        it.iternext()
    return grad
"""

CHEAT = """\
# YOUR ANSWER: sgd
import gc
def sgd(loss, W, X, y, learning_rate, reg, batch_size, num_steps, rng):
    for thing in gc.get_objects():
        if type(thing).__name__ == "Check":
            object.__setattr__(thing, "points", 0)
    np.allclose = np.isclose = lambda *args, **kwargs: True
    return Perfect(), Perfect()

class Perfect(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return Perfect(0)
    def __abs__(self): return Perfect(0)
    def __le__(self, other): return True
"""


def students(right: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return each student's answers; the student's name says what is special.

    Parameters
    ----------
    right
        The reference's answers.
    """
    right = {**right, "why_minibatches": TEXT}
    before_minibatches = {
        name: answer
        for name, answer in right.items()
        if name not in ("sample_minibatch", "sgd", "why_minibatches")
    }
    return {
        "blank": {},
        "cheat": {**before_minibatches, "sgd": CHEAT},
        "half-finished": before_minibatches,
        "numbers-from-elsewhere": {**right, "sample_minibatch": GLOBAL_RANDOM},
        "random-undefined": {**right, "sample_minibatch": RANDOM_UNDEFINED},
        "right-by-other-roads": {
            **right,
            "random_search": answer_by("random_search", variants.all_tries_at_once.run),
            "numerical_gradient": answer_by("numerical_gradient", variants.by_flat_index.run),
            "sgd": answer_by("sgd", variants.sgd_by_gradient_descent.run),
        },
        "slide-slip": {
            **right,
            "numerical_gradient": FORWARD_ONLY,
            "slope_of_second_weight": wrong_answer("slope_of_second_weight", 0.00006),
        },
        "up-the-slope": {**right, "gradient_descent": UP_THE_SLOPE, "sgd": UP_THE_SLOPE_TOO},
    }
