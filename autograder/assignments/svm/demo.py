"""The class that hands in the SVM assignment: also an endless loop, and right by other methods."""

from __future__ import annotations

from autograder.assignments.svm import variants
from autograder.assignments.written_answers.cheats import cheat
from autograder.assignments.written_answers.filling import (
    answer_by,
    reference_answers,
    wrong_answer,
)

TEXT = (
    "The squared hinge punishes one large miss more than many small ones. I would take it "
    "when a few bad misses hurt most; it also has no kink at 0."
)

GRADIENT_FORGOTTEN = """\
# YOUR ANSWER: svm_loss_naive
def svm_loss_naive(W, X, y, reg):
    dW = np.zeros(W.shape)
    num_classes = W.shape[0]
    num_train = X.shape[0]
    loss = 0.0
    for i in range(num_train):
        scores = W.dot(X[i])
        correct = scores[y[i]]
        for j in range(num_classes):
            if j == y[i]:
                continue
            margin = scores[j] - correct + 1
            if margin > 0:
                loss += margin
                dW[j] += X[i]
                dW[y[i]] -= X[i]
    loss /= num_train
    dW /= num_train
    loss += reg * np.sum(W * W)
    return loss, dW
"""

RIGHT_CLASS_INCLUDED = """\
# YOUR ANSWER: svm_loss_vectorized
def svm_loss_vectorized(W, X, y, reg):
    N = X.shape[0]
    scores = X.dot(W.T)
    margins = np.maximum(0, scores - scores[np.arange(N), y].reshape(-1, 1) + 1)
    loss = margins.sum() / N + reg * np.sum(W * W)
    mask = (margins > 0).astype(float)
    mask[np.arange(N), y] -= mask.sum(axis=1)
    return loss, mask.T.dot(X) / N + 2 * reg * W
"""

MARGIN_FORGOTTEN = """\
# YOUR ANSWER: hinge_loss
def hinge_loss(scores, label, delta=1.0):
    loss = 0
    for j in range(len(scores)):
        if j != label:
            loss += max(0, scores[j] - scores[label])
    return loss
"""

SYNTAX_ERROR = """\
# YOUR ANSWER: hinge_loss
def hinge_loss(scores, label, delta=1.0):
    margins = np.maximum(0, scores - scores[label] + delta
    margins[label] = 0
    return margins.sum()
"""

ENDLESS = """\
# YOUR ANSWER: svm_loss_naive
def svm_loss_naive(W, X, y, reg):
    i, loss = 0, 0.0
    dW = np.zeros(W.shape)
    while i < len(X):
        scores = W @ X[i]
        loss += np.maximum(0, scores - scores[y[i]] + 1).sum() - 1
    return loss / len(X), dW
"""


def students() -> dict[str, dict[str, str]]:
    """Return each student's answers; the student's name says what is special."""
    right = {**reference_answers("svm"), "squared_or_not": TEXT}
    before_losses = {
        name: answer for name, answer in right.items() if not name.startswith("svm_loss")
    }
    return {
        "blank": {},
        "cheat": cheat("svm"),
        "endless-loop": {**right, "svm_loss_naive": ENDLESS},
        "gradient-forgotten": {**right, "svm_loss_naive": GRADIENT_FORGOTTEN},
        "half-finished": before_losses,
        "right-class-included": {**right, "svm_loss_vectorized": RIGHT_CLASS_INCLUDED},
        "right-by-einsum": {
            **right,
            "svm_loss_vectorized": answer_by("svm_loss_vectorized", variants.einsum.run),
        },
        "right-with-loops": {
            **right,
            "hinge_loss": answer_by("hinge_loss", variants.hinge_by_loop.run),
            "svm_loss_naive": answer_by("svm_loss_naive", variants.plain_python.run),
        },
        "slide-slip": {
            **right,
            "loss_of_frog": wrong_answer("loss_of_frog", 10.9),
            "mean_loss": wrong_answer("mean_loss", 4.6),
            "hinge_loss": MARGIN_FORGOTTEN,
        },
        "syntax-error": {**right, "hinge_loss": SYNTAX_ERROR},
    }
