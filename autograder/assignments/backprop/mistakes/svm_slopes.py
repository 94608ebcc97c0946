"""What students get wrong in the gradient of the SVM graph, and where classes are counted."""

import numpy as np

from autograder.assignments.backprop.mistakes.svm_losses import _margins, _pulled
from autograder.assignments.mistake import mistake
from solutions import backprop as right


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
    hint="You assume ten classes. There are as many as W has rows: `range(len(W))`.",
    misconception="one number of classes in place of any",
    raises="IndexError",
)
def svm_graph_ten_classes_assumed(W, x, label, reg):
    rows = [W[c] for c in range(10)]
    return right.svm_graph(np.array(rows), x, label, reg)


@mistake(
    "svm_graph",
    hint="You assume three classes. There are as many as W has rows: `range(len(W))`.",
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
