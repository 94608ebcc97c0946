"""What students get wrong in the SVM loss as a graph."""

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


@mistake(
    "svm_graph",
    hint="Your gradient points the other way: all its signs are reversed.",
    slip="one sign",
)
def svm_graph_gradient_reversed(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, reg)
    return loss, -gradient


@mistake(
    "svm_graph",
    hint="Your gradient is transposed. It has the shape of W, (C, D): a row for each class.",
    slip="rows and columns exchanged",
)
def svm_graph_gradient_transposed(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, reg)
    return loss, gradient.T


@mistake(
    "svm_graph",
    hint="Your gradient is all zeros. Does backward run?",
    misconception="there is no way back",
)
def svm_graph_gradient_left_at_zero(W, x, label, reg):
    return right.svm_graph(W, x, label, reg)[0], np.zeros(W.shape)


@mistake(
    "svm_graph",
    hint="You return the gradient of x. What is asked for is the gradient of W.",
    misconception="the gradient of something else",
)
def svm_graph_gradient_of_x(W, x, label, reg):
    hits = (_margins(W, x, label) > 0).astype(float)
    hits[label] = -hits.sum()
    return right.svm_graph(W, x, label, reg)[0], hits @ W


@mistake(
    "svm_graph",
    hint="Your margins are squared. Take the hinge itself.",
    slip="another convention of the loss",
)
def svm_graph_squared_hinge(W, x, label, reg):
    margins = np.maximum(0, _margins(W, x, label))
    gradient = _pulled(2 * margins, label, x) + 2 * reg * W
    return np.sum(margins**2) + reg * np.sum(W * W), gradient


@mistake(
    "svm_graph",
    hint="You take the mean over the classes. The hinge loss is their sum.",
    slip="one factor",
)
def svm_graph_mean_over_classes(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, 0.0)
    return loss / len(W) + reg * np.sum(W * W), gradient / len(W) + 2 * reg * W


@mistake(
    "svm_graph",
    hint="Your gradient is twice as large as the slope of the loss. Is something counted twice?",
    slip="one factor",
)
def svm_graph_gradient_doubled(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, reg)
    return loss, 2 * gradient


@mistake(
    "svm_graph",
    hint="You count the classes that miss the margin. Add how far each one misses it.",
    misconception="a count isn't a hinge loss, and has no slope",
)
def svm_graph_margins_counted(W, x, label, reg):
    hits = np.count_nonzero(_margins(W, x, label) > 0)
    return hits + reg * np.sum(W * W), right.svm_graph(W, x, label, reg)[1]


@mistake(
    "svm_graph",
    hint="Your regularization is 2λΣW² with gradient 4λW. It is λΣW²: count it once.",
    slip="one factor",
)
def svm_graph_penalty_counted_twice(W, x, label, reg):
    return right.svm_graph(W, x, label, 2 * reg)


@mistake(
    "svm_graph",
    hint="The penalty's gradient is one number in your code, 2λ times the sum of all weights, and "
    "is added to every entry. Each weight has its own: 2λW.",
    slip="one sum too many",
)
def svm_graph_penalty_gradient_summed(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, 0.0)
    return loss + reg * np.sum(W * W), gradient + 2 * reg * np.sum(W)


@mistake(
    "svm_graph",
    hint="You add the penalty itself, λΣW², to every entry of the gradient. Its derivative is 2λW.",
    slip="a value in place of its slope, in one term",
)
def svm_graph_penalty_added_to_gradient(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, 0.0)
    penalty = reg * np.sum(W * W)
    return loss + penalty, gradient + penalty


@mistake(
    "svm_graph",
    hint="You count on ten classes. There are as many as W has rows: `range(len(W))`.",
    misconception="one number of classes in place of any",
    raises="IndexError",
)
def svm_graph_ten_classes_assumed(W, x, label, reg):
    rows = [W[c] for c in range(10)]
    return right.svm_graph(np.array(rows), x, label, reg)


@mistake(
    "svm_graph",
    hint="You count on three classes. There are as many as W has rows: `range(len(W))`.",
    misconception="one number of classes in place of any",
)
def svm_graph_three_classes_assumed(W, x, label, reg):
    margins = _margins(W, x, label)
    margins[3:] = 0
    rest = reg * np.sum(W * W), 2 * reg * W
    return np.maximum(0, margins).sum() + rest[0], _pulled(margins > 0, label, x) + rest[1]


@mistake(
    "svm_graph",
    hint="The penalty's gradient is in your gradient twice: 4λW. The two wires of w · w give 2λW.",
    slip="one factor",
)
def svm_graph_penalty_gradient_doubled(W, x, label, reg):
    loss, gradient = right.svm_graph(W, x, label, reg)
    return loss, gradient + 2 * reg * W
