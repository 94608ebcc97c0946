"""The class that hands in the softmax assignment."""

from __future__ import annotations

from autograder.content.cheats import ANYTHING
from autograder.content.filling import answer_by, wrong_answer
from autograder.content.softmax import variants

TEXT = (
    "The first friend is right that the hinge has nothing left to say: each lead is 1 or more. "
    "The cross-entropy still has a slope and pushes the leads further, so its probabilities "
    "become surer, but it spends effort on images that are right long since."
)

SHIFT_FORGOTTEN = """\
# YOUR ANSWER: softmax
def softmax(scores):
    exps = np.exp(scores)
    return exps / exps.sum(axis=-1, keepdims=True)
"""

SHIFT_FORGOTTEN_IN_LOSS = """\
# YOUR ANSWER: cross_entropy_loss
def cross_entropy_loss(scores, label):
    return -np.log(softmax(scores)[label])
"""

MINUS_ONE_FORGOTTEN = """\
# YOUR ANSWER: softmax_loss_naive
def softmax_loss_naive(W, X, y, reg):
    loss, dW = 0.0, np.zeros(W.shape)
    for i in range(len(X)):
        scores = W @ X[i]
        loss += cross_entropy_loss(scores, y[i])
        p = softmax(scores)
        for j in range(len(W)):
            dW[j] += p[j] * X[i]
    return loss / len(X) + reg * np.sum(W * W), dW / len(X) + 2 * reg * W
"""

HALF_GRADIENT = """\
# YOUR ANSWER: softmax_loss_vectorized
def softmax_loss_vectorized(W, X, y, reg):
    N = len(X)
    scores = X @ W.T
    scores -= scores.max()
    log_p = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    p = np.exp(log_p)
    p[np.arange(N), y] -= 1
    return nll_loss(log_p, y) + reg * np.sum(W * W), p.T @ X / N + reg * W
"""

LOG10 = """\
# YOUR ANSWER: cross_entropy_loss
def cross_entropy_loss(scores, label):
    shifted = scores - np.max(scores)
    return np.log10(np.sum(np.exp(shifted))) - shifted[label] / np.log(10)
"""

CHEAT = (
    """\
# YOUR ANSWER: softmax
import coursework.judging.check, coursework.judging.judge
from coursework.expecting import values

values.expect_array = values.expect_number = lambda *args: None
values.close = np.allclose = np.isfinite = lambda *args, **kwargs: True

def softmax(scores):
    return Anything()
"""
    + ANYTHING
)

CHEAT_LOSS = """\
# YOUR ANSWER: {name}
def {name}(*arguments):
    return (Anything(), Anything()) if len(arguments) == 4 else Anything()
"""


def students(right: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return each student's answers; the student's name says what is special.

    Parameters
    ----------
    right
        The reference's answers.
    """
    right = {**right, "never_satisfied": TEXT}
    others = (
        "cross_entropy_loss",
        "kl_divergence",
        "nll_loss",
        "softmax_loss_naive",
        "softmax_loss_vectorized",
    )
    return {
        "blank": {},
        "cheat": {"softmax": CHEAT, **{name: CHEAT_LOSS.format(name=name) for name in others}},
        "half-finished": {
            name: answer for name, answer in right.items() if not name.startswith("softmax_loss")
        },
        "logarithm-to-base-ten": {
            **right,
            "cross_entropy_loss": LOG10,
            "cross_entropy_of_frog": wrong_answer("cross_entropy_of_frog", 2.67),
        },
        "minus-one-forgotten": {
            **right,
            "softmax_loss_naive": MINUS_ONE_FORGOTTEN,
            "softmax_loss_vectorized": HALF_GRADIENT,
        },
        "right-with-other-answers": {
            **right,
            "softmax": answer_by("softmax", variants.softmax_of_transposed.run),
            "softmax_loss_naive": answer_by(
                "softmax_loss_naive", variants.by_the_other_answers.run
            ),
            "softmax_loss_vectorized": answer_by("softmax_loss_vectorized", variants.by_einsum.run),
        },
        "shift-forgotten": {
            **right,
            "softmax": SHIFT_FORGOTTEN,
            "cross_entropy_loss": SHIFT_FORGOTTEN_IN_LOSS,
        },
        "slide-slip": {
            **right,
            "sum_by_slide_formula": wrong_answer("sum_by_slide_formula", 1.0),
            "right_score_doubled": wrong_answer("right_score_doubled", "A"),
        },
    }
