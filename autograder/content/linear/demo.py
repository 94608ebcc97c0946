"""The class that hands in the assignment on linear scores."""

from __future__ import annotations

from autograder.content.filling import answer_by, wrong_answer
from autograder.content.linear import variants

TEXT = (
    "Each class has a template, and the classifier looks how well the picture agrees with it, "
    "place by place. It is hard when one class has pictures that need different templates."
)

# The slide's slip in a function, with its own question: the bias never arrives.
BIAS_FORGOTTEN = """\
# YOUR ANSWER: linear_scores
def linear_scores(X, W, b):
    scores = np.zeros((X.shape[0], W.shape[0]))
    for i in range(X.shape[0]):
        for c in range(W.shape[0]):
            scores[i, c] = np.sum(W[c] * X[i])
    return scores
"""

BIAS_FIRST = """\
# YOUR ANSWER: append_bias
def append_bias(X, W, b):
    X = np.concatenate([np.ones((X.shape[0], 1)), X], axis=1)
    W = np.concatenate([b.reshape(-1, 1), W], axis=1)
    return X, W
"""

WRONG_AXIS = """\
# YOUR ANSWER: predict
def predict(X, W, b):
    return np.argmax(linear_scores(X, W, b), axis=0)
"""

CHEAT = """\
# YOUR ANSWER: linear_scores
class Anything(np.ndarray):
    def __eq__(self, other): return True
    def __sub__(self, other): return np.zeros(np.shape(other))
    __rsub__ = __sub__

def linear_scores(X, W, b):
    return np.zeros((len(X), len(W))).view(Anything)

np.allclose = np.isclose = np.array_equal = np.all = lambda *args, **kwargs: True
np.testing.assert_allclose = np.testing.assert_equal = lambda *args, **kwargs: None
"""

CHEAT_LABELS = """\
# YOUR ANSWER: predict
def predict(X, W, b):
    return linear_scores(X, W, b)[:, 0]
"""


def students(right: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return each student's answers; the student's name says what is special.

    Parameters
    ----------
    right
        The reference's answers.
    """
    right = {**right, "linear_classifier_in_english": TEXT}
    first_half = dict(list(right.items())[: list(right).index("append_bias")])
    by_other_roads = {
        name: answer_by(name, one.run)
        for name, one in (
            ("linear_scores", variants.scores_by_einsum),
            ("append_bias", variants.appended_with_c),
            ("predict", variants.predicted_from_transposed),
        )
    }
    return {
        "blank": {},
        "bias-first": {**right, "append_bias": BIAS_FIRST},
        "cheat": {"linear_scores": CHEAT, "predict": CHEAT_LABELS},
        "half-finished": first_half,
        "right-by-einsum": {**right, **by_other_roads},
        "slide-slip": {
            **right,
            "score_of_ship": wrong_answer("score_of_ship", 61.95),
            "linear_scores": BIAS_FORGOTTEN,
        },
        "wrong-axis": {**right, "predict": WRONG_AXIS},
    }
