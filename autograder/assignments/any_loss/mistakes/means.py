"""Mistakes in the mean over the examples."""

import numpy as np

from autograder.assignments.any_loss.mistakes.parts import with_penalty
from autograder.assignments.mistake import mistake, same_as


@mistake(
    hint="The loss is a mean over N examples, so its gradient is one too: divide by N.",
    slip="one factor, 1/N, is missing in the gradient",
)
def gradient_not_divided_by_n(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 0)
    return loss, gradient * len(X) + 2 * reg * W


@mistake(
    hint="Your loss is the sum over the examples. The formula has their mean: divide by N. "
    "(One of the lecture's slides has the sum for the SVM, too.)",
    slip="one factor, 1/N, is missing in the loss",
)
def sum_in_place_of_mean(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, 0, 2 * reg * W)
    return loss * len(X) + reg * np.sum(W * W), gradient


@mistake(
    hint="Loss and gradient are sums over the examples. The formula has their mean: divide both "
    "by N. (One of the lecture's slides has the sum for the SVM, too.)",
    slip="one factor, 1/N, is missing in loss and gradient",
)
def sum_in_place_of_mean_in_both(data_loss, W, X, y, reg):
    loss, gradient = data_loss(W, X, y)
    return loss * len(X) + reg * np.sum(W * W), gradient * len(X) + 2 * reg * W


@mistake(
    hint="You divide the gradient by N twice. The mean over the examples is taken once.",
    slip="a factor 1/N too many in the gradient",
)
def gradient_divided_by_n_twice(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 0)
    return loss, gradient / len(X) + 2 * reg * W


@mistake(
    hint="You divide the loss by N twice. The mean over the examples is taken once.",
    slip="a factor 1/N too many in the loss",
)
def loss_divided_by_n_twice(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, 0, 2 * reg * W)
    return loss / len(X) + reg * np.sum(W * W), gradient


@mistake(
    hint="You divide by 500, whatever the number of examples. Take it from the data: X.shape[0].",
    slip="one factor, 1/N, is a constant",
)
def divided_by_500(data_loss, W, X, y, reg):
    loss, gradient = data_loss(W, X, y)
    share = len(X) / 500
    return loss * share + reg * np.sum(W * W), gradient * share + 2 * reg * W


@mistake(
    hint="You divide by the number of columns of X, which are the pixels. The mean is over its "
    "rows, the examples: X.shape[0].",
    slip="one factor: the number of columns for that of rows",
)
def n_from_columns(data_loss, W, X, y, reg):
    loss, gradient = data_loss(W, X, y)
    share = len(X) / X.shape[1]
    return loss * share + reg * np.sum(W * W), gradient * share + 2 * reg * W


@mistake(
    hint="You divide the gradient by the number of columns of X, which are the pixels. The mean is "
    "over its rows, the examples: X.shape[0].",
    slip="one factor of the gradient: the number of columns for that of rows",
)
def n_from_columns_in_gradient(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 0)
    return loss, gradient * len(X) / X.shape[1] + 2 * reg * W


@mistake(
    hint="You divide the loss by the number of columns of X, which are the pixels. The mean is "
    "over its rows, the examples: X.shape[0].",
    slip="one factor of the loss: the number of columns for that of rows",
)
def n_from_columns_in_loss(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, 0, 2 * reg * W)
    return loss * len(X) / X.shape[1] + reg * np.sum(W * W), gradient


@mistake(
    hint="You divide by the number of classes in place of the number of examples, X.shape[0].",
    slip="one factor: the number of classes for that of examples",
)
def n_from_classes(data_loss, W, X, y, reg):
    loss, gradient = data_loss(W, X, y)
    share = len(X) / len(W)
    return loss * share + reg * np.sum(W * W), gradient * share + 2 * reg * W


@mistake(
    hint="The formula has the mean over the examples and the sum over the classes. You divide by "
    "the number of classes, too.",
    slip="one factor, 1/C, too many",
)
def mean_over_classes_too(data_loss, W, X, y, reg):
    loss, gradient = data_loss(W, X, y)
    return loss / len(W) + reg * np.sum(W * W), gradient / len(W) + 2 * reg * W


@mistake(
    hint="Only the first example counts. Does `return` stand inside the loop? Then it ends the "
    "loop the first time round.",
    omission="all examples but one are ignored",
)
def only_first_example(data_loss, W, X, y, reg):
    loss, gradient = data_loss(W, X[:1], y[:1])
    return loss / len(X) + reg * np.sum(W * W), gradient / len(X) + 2 * reg * W


@same_as(only_first_example)
def only_first_example_whole(data_loss, W, X, y, reg):
    loss, gradient = data_loss(W, X[:1], y[:1])
    return loss + reg * np.sum(W * W), gradient + 2 * reg * W


@mistake(
    hint="Only the last example counts. Add to what is there, `+=`, in place of replacing it.",
    omission="all examples but one are ignored",
)
def only_last_example(data_loss, W, X, y, reg):
    loss, gradient = data_loss(W, X[-1:], y[-1:])
    return loss / len(X) + reg * np.sum(W * W), gradient / len(X) + 2 * reg * W
