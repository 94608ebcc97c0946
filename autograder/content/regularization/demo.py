"""The class that hands in the regularization assignment."""

from __future__ import annotations

from autograder.content.cheats import ANYTHING
from autograder.content.filling import answer_by, wrong_answer
from autograder.content.regularization import variants

TEXT = (
    "The curve through every point has learned the noise, too. We should both predict points "
    "that neither of us has used. The penalty makes the large coefficients that the swings need "
    "expensive, so my curve is smoother."
)

HALF_SQUARES = """\
# YOUR ANSWER: l2_penalty
def l2_penalty(W):
    return 0.5 * np.sum(W ** 2), W
"""

OWN_TWO = """\
# YOUR ANSWER: elastic_net_penalty
def elastic_net_penalty(W, beta):
    r2, g2 = l2_penalty(W)
    r1, g1 = l1_penalty(W)
    return beta * r2 + r1, beta * g2 + g1
"""

ALWAYS_L2 = """\
# YOUR ANSWER: regularized_loss
def regularized_loss(data_loss, data_gradient, W, reg, penalty):
    loss = data_loss + reg * np.sum(W ** 2)
    gradient = data_gradient + 2 * reg * W
    return loss, gradient
"""

SLOPE_AT_ZERO = """\
# YOUR ANSWER: l1_penalty
def l1_penalty(W):
    gradient = np.ones(W.shape)
    gradient[W < 0] = -1
    return np.sum(np.abs(W)), gradient
"""

POLYFIT = """\
# YOUR ANSWER: fit_polynomial
def fit_polynomial(x, t, degree, reg):
    return np.polyfit(x, t, degree)
"""

CHEAT = (
    """\
# YOUR ANSWER: {name}
def {name}({parameters}):
    return Anything(), Anything()

np.allclose = np.isclose = np.array_equal = np.all = lambda *args, **kwargs: True
"""
    + ANYTHING
)
PARAMETERS = {
    "l2_penalty": "W",
    "l1_penalty": "W",
    "elastic_net_penalty": "W, beta",
    "regularized_loss": "data_loss, data_gradient, W, reg, penalty",
    "fit_polynomial": "x, t, degree, reg",
}


def students(right: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return each student's answers; the student's name says what is special.

    Parameters
    ----------
    right
        The reference's answers.
    """
    right = {**right, "simple_or_exact": TEXT}
    three_penalties = ("l2_penalty", "l1_penalty", "elastic_net_penalty")
    return {
        "blank": {},
        "cheat": {
            name: CHEAT.format(name=name, parameters=parameters)
            for name, parameters in PARAMETERS.items()
        },
        "half-finished": {name: right[name] for name in three_penalties},
        "half-squares": {**right, "l2_penalty": HALF_SQUARES, "elastic_net_penalty": OWN_TWO},
        "kink-and-sign": {
            **right,
            "l1_penalty": SLOPE_AT_ZERO,
            "l1_of_third_vector": wrong_answer("l1_of_third_vector", 1.0),
            "l1_step_of_weight": wrong_answer("l1_step_of_weight", -3.1),
        },
        "penalty-not-called": {**right, "regularized_loss": ALWAYS_L2},
        "polyfit": {**right, "fit_polynomial": POLYFIT},
        "right-by-another-road": {
            **right,
            "l1_penalty": answer_by("l1_penalty", variants.magnitudes_by_loop.run),
            "fit_polynomial": answer_by("fit_polynomial", variants.augmented_least_squares.run),
        },
    }
