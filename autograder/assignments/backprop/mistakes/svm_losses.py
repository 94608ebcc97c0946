"""What students get wrong in the loss of the SVM graph, and in both loss and gradient."""

import numpy as np

from autograder.assignments.mistake import mistake
from solutions import backprop as right


def _margins(W, x, label, delta=1.0):
    scores = W @ x
    margins = scores - scores[label] + delta
    margins[label] = 0
    return margins


def _pulled(pull, label, x):
    """Return the gradient of margins that count so much each."""
    pull = np.array(pull, dtype=float)
    pull[label] = 0
    pull[label] = -pull.sum()
    return np.outer(pull, x)


@mistake(
    "svm_graph",
    hint="Your gradient has λW where the loss has λΣW². In the graph, w goes into w · w along two "
    "wires, and both gradients count: 2λw.",
    slip="one factor",
)
def svm_graph_lacks_factor_two(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, reg)
    return loss, gradient - reg * W


@mistake(
    "svm_graph",
    hint="Your regularization is ½λΣW² with gradient λW, as in some books. This course takes "
    "λΣW² with gradient 2λW.",
    slip="another convention of λ",
)
def svm_graph_half_lambda_convention(W, x, label, reg):
    return right.svm_graph(W, x, label, reg / 2)


@mistake(
    "svm_graph",
    hint="Your loss has ½λΣW²; this course takes λΣW², without the ½.",
    slip="one factor",
)
def svm_graph_loss_has_half_lambda(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, reg)
    return loss - reg / 2 * np.sum(W * W), gradient


@mistake(
    "svm_graph",
    hint="λ does nothing in your graph. Add λΣW² to the loss, by gates too.",
    slip="one term",
)
def svm_graph_regularization_missing(W, x, label, reg):
    return right.svm_graph(W, x, label, 0.0)


@mistake(
    "svm_graph",
    hint="Your loss has λΣW², but your gradient doesn't know of it. If the penalty is a part of "
    "the graph, its gradient comes back by itself.",
    slip="one term",
)
def svm_graph_gradient_lacks_regularization(W, x, label, reg):
    loss, _ = right.svm_graph(W, x, label, reg)
    return loss, right.svm_graph(W, x, label, 0.0)[1]


@mistake(
    "svm_graph",
    hint="Your gradient has the regularization, your loss hasn't. Add λΣW² to the loss.",
    slip="one term",
)
def svm_graph_loss_lacks_regularization(W, x, label, reg):
    _, gradient = right.svm_graph(W, x, label, reg)
    return right.svm_graph(W, x, label, 0.0)[0], gradient


@mistake(
    "svm_graph",
    hint="You added ΣW² without λ. With λ = 0 nothing should be added.",
    slip="one factor",
)
def svm_graph_regularization_without_lambda(W, x, label, reg):
    return right.svm_graph(W, x, label, 1.0)


@mistake(
    "svm_graph",
    hint="Only the right class's row of W is in your penalty. The sum runs over all weights.",
    slip="one sum's range",
)
def svm_graph_penalty_of_one_row(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, 0.0)
    row = np.zeros(W.shape)
    row[label] = W[label]
    return loss + reg * np.sum(row * row), gradient + 2 * reg * row


@mistake(
    "svm_graph",
    hint="You add λΣ|W|. This course's penalty is the sum of the squares.",
    slip="another convention of the penalty",
)
def svm_graph_penalty_of_absolute_values(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, 0.0)
    return loss + reg * np.abs(W).sum(), gradient + reg * np.sign(W)


@mistake(
    "svm_graph",
    hint="Your loss is too large by 1. The sum runs over j ≠ y: leave out the right class, whose "
    "term would be max(0, 0 + 1).",
    slip="one term too many",
)
def svm_graph_right_class_included(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, reg)
    return loss + 1, gradient


@mistake(
    "svm_graph",
    hint="The margin 1 is missing: the formula has max(0, s_j − s_y + 1).",
    slip="one term",
)
def svm_graph_margin_forgotten(W, x, label, reg):
    margins = _margins(W, x, label, delta=0.0)
    loss = np.maximum(0, margins).sum() + reg * np.sum(W * W)
    return loss, _pulled(margins > 0, label, x) + 2 * reg * W


@mistake(
    "svm_graph",
    hint="The difference is reversed: a margin is s_j − s_y + 1, you have s_y − s_j + 1.",
    slip="one sign",
)
def svm_graph_scores_swapped(W, x, label, reg):
    margins = 2 - _margins(W, x, label)
    margins[label] = 0
    loss = np.maximum(0, margins).sum() + reg * np.sum(W * W)
    return loss, -_pulled(margins > 0, label, x) + 2 * reg * W


@mistake(
    "svm_graph",
    hint="Negative margins count as 0, not as a bonus: there is a max gate with 0 for each class.",
    misconception="without it, nothing is a hinge",
)
def svm_graph_max_gate_forgotten(W, x, label, reg):
    loss = _margins(W, x, label).sum() + reg * np.sum(W * W)
    return loss, _pulled(np.ones(len(W)), label, x) + 2 * reg * W


@mistake(
    "svm_graph",
    hint="The gradient passes your max gates as if all margins were above 0. Where a margin is "
    "below 0, nothing comes back.",
    misconception="the gradient isn't that of a hinge",
)
def svm_graph_max_gate_forgotten_backward(W, x, label, reg):
    loss, _ = right.svm_graph(W, x, label, reg)
    return loss, _pulled(np.ones(len(W)), label, x) + 2 * reg * W


@mistake(
    "svm_graph",
    hint="Only the positive part is there: the right class's score goes into each margin, too, "
    "with a minus, and its row gets −x from each margin above 0.",
    slip="one term",
)
def svm_graph_right_row_forgotten(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, 0.0)
    gradient[label] = 0
    return loss + reg * np.sum(W * W), gradient + 2 * reg * W


@mistake(
    "svm_graph",
    hint="The right class's row gets −x only once. Its score branches into every margin, and at a "
    "branch gradients add: −x for each margin above 0.",
    slip="one factor",
)
def svm_graph_right_row_counted_once(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, 0.0)
    hits = np.count_nonzero(_margins(W, x, label) > 0)
    gradient[label] /= max(hits, 1)
    return loss + reg * np.sum(W * W), gradient + 2 * reg * W


@mistake(
    "svm_graph",
    hint="Your right class's row has the wrong sign: s_y goes into the margins with a minus, and "
    "its gradient comes back with one.",
    slip="one sign",
)
def svm_graph_right_row_with_plus(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, 0.0)
    gradient[label] *= -1
    return loss + reg * np.sum(W * W), gradient + 2 * reg * W
