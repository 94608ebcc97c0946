"""Mistakes that every loss of a linear classifier invites: in its penalty and in its mean.

They stand here once for the SVM and for softmax, and are written on top of a loss without
penalty, `_data_loss`, whichever it is.
"""

from collections.abc import Callable
from dataclasses import replace
from types import FunctionType
from typing import Any

import numpy as np

from autograder.mistakes import mistake
from coursework.checking import Mistake


def mistakes_of(data_loss: Callable[..., Any], functions: tuple[str, ...]) -> list[Mistake]:
    """Return these mistakes, as the answers make them that compute one loss.

    Parameters
    ----------
    data_loss
        ``data_loss(W, X, y)``: that loss and its gradient, without penalty.
    functions
        The answers that compute it, with penalty.
    """
    names: dict[str, Any] = {"np": np, "_data_loss": data_loss}

    def bound(function: Any) -> FunctionType:
        return FunctionType(function.__code__, names, function.__name__)

    names["_with_penalty"] = bound(_with_penalty)
    return [
        replace(one, functions=functions, run=bound(one.run))
        for one in globals().values()
        if isinstance(one, Mistake)
    ]


def _data_loss(W, X, y):
    raise NotImplementedError("mistakes_of puts the loss in its place")


def _with_penalty(W, X, y, penalty, slope):
    loss, gradient = _data_loss(W, X, y)
    return loss + penalty, gradient + slope


@mistake(hint="Your gradient has λW where the loss has λΣW². The derivative of λw² is 2λw.")
def gradient_lacks_factor_two(W, X, y, reg):
    return _with_penalty(W, X, y, reg * np.sum(W * W), reg * W)


@mistake(hint="Your loss has ½λΣW²; this course takes λΣW², without the ½.")
def loss_has_half_lambda(W, X, y, reg):
    return _with_penalty(W, X, y, reg / 2 * np.sum(W * W), 2 * reg * W)


@mistake(
    hint="Your regularization is ½λΣW² with gradient λW, as in some books. This course takes "
    "λΣW² with gradient 2λW.",
)
def half_lambda_convention(W, X, y, reg):
    return _with_penalty(W, X, y, reg / 2 * np.sum(W * W), reg * W)


@mistake(
    hint="Your loss has λΣW², but your gradient doesn't know of it. Add its derivative, 2λW.",
)
def gradient_lacks_regularization(W, X, y, reg):
    return _with_penalty(W, X, y, reg * np.sum(W * W), 0)


@mistake(
    hint="λ does nothing in your function. Add λΣW² to the loss, its derivative to the gradient.",
)
def regularization_missing(W, X, y, reg):
    return _data_loss(W, X, y)


@mistake(
    hint="Your gradient has the regularization, your loss hasn't. Add λΣW² to the loss.",
)
def loss_lacks_regularization(W, X, y, reg):
    return _with_penalty(W, X, y, 0, 2 * reg * W)


@mistake(
    hint="You divide by N after the regularization was added, so it shrinks too. Only the data's "
    "part is a mean.",
)
def gradient_regularization_divided_by_n(W, X, y, reg):
    return _with_penalty(W, X, y, reg * np.sum(W * W), 2 * reg * W / len(X))


@mistake(
    hint="You divide by N after the regularization was added, so it shrinks too. Only the data's "
    "part is a mean.",
)
def regularization_divided_by_n(W, X, y, reg):
    return _with_penalty(W, X, y, reg * np.sum(W * W) / len(X), 2 * reg * W / len(X))


@mistake(hint="You added ΣW² without λ. With λ = 0 nothing should be added.")
def regularization_without_lambda(W, X, y, reg):
    return _with_penalty(W, X, y, np.sum(W * W), 2 * reg * W)


@mistake(hint="You added ΣW² and 2W without λ. With λ = 0 nothing should be added.")
def regularization_without_lambda_in_both(W, X, y, reg):
    return _with_penalty(W, X, y, np.sum(W * W), 2 * W)


@mistake(hint="Your gradient has ½λW. The derivative of λw² is 2λw.")
def gradient_has_half_lambda_w(W, X, y, reg):
    return _with_penalty(W, X, y, reg * np.sum(W * W), reg * W / 2)


@mistake(hint="You added λ + ΣW² to the loss. It should be λ times ΣW².")
def lambda_plus_sum_of_squares(W, X, y, reg):
    return _with_penalty(W, X, y, reg + np.sum(W * W), 2 * reg * W)


@mistake(
    hint="`dW /= N + …` divides by the whole right side. Divide by N first, then add 2λW in a "
    "line of its own.",
)
def divided_by_n_plus_regularization(W, X, y, reg):
    loss, gradient = _with_penalty(W, X, y, reg * np.sum(W * W), 0)
    return loss, gradient * len(X) / (len(X) + 2 * reg * W)


@mistake(
    hint="`dW /= N + …` divides by the whole right side. Divide by N first, then add 2λW in a "
    "line of its own.",
)
def divided_by_n_plus_lambda_w(W, X, y, reg):
    loss, gradient = _with_penalty(W, X, y, reg * np.sum(W * W), 0)
    return loss, gradient * len(X) / (len(X) + reg * W)


@mistake(
    hint="You add the regularization once for each example. Add it once, after the mean.",
)
def regularization_once_per_example(W, X, y, reg):
    return _with_penalty(W, X, y, len(X) * reg * np.sum(W * W), 2 * len(X) * reg * W)


@mistake(
    hint="The loss gets its regularization once for each example. Add it once, after the mean.",
)
def loss_regularization_once_per_example(W, X, y, reg):
    return _with_penalty(W, X, y, len(X) * reg * np.sum(W * W), 2 * reg * W)


@mistake(hint="The loss is a mean over N examples, so its gradient is one too: divide by N.")
def gradient_not_divided_by_n(W, X, y, reg):
    loss, gradient = _with_penalty(W, X, y, reg * np.sum(W * W), 0)
    return loss, gradient * len(X) + 2 * reg * W


@mistake(
    hint="Your loss is the sum over the examples. The formula has their mean: divide by N. "
    "(One of the lecture's slides has the sum for the SVM, too.)",
)
def sum_in_place_of_mean(W, X, y, reg):
    loss, gradient = _with_penalty(W, X, y, 0, 2 * reg * W)
    return loss * len(X) + reg * np.sum(W * W), gradient


@mistake(
    hint="Loss and gradient are sums over the examples. The formula has their mean: divide both "
    "by N. (One of the lecture's slides has the sum for the SVM, too.)",
)
def sum_in_place_of_mean_in_both(W, X, y, reg):
    loss, gradient = _data_loss(W, X, y)
    return loss * len(X) + reg * np.sum(W * W), gradient * len(X) + 2 * reg * W


@mistake(
    hint="You divide by 500, whatever the number of examples. Take it from the data: X.shape[0].",
)
def divided_by_500(W, X, y, reg):
    loss, gradient = _data_loss(W, X, y)
    share = len(X) / 500
    return loss * share + reg * np.sum(W * W), gradient * share + 2 * reg * W


@mistake(
    hint="Your code counts on ten classes. Take the number from the arguments: W.shape[0].",
)
def ten_classes_assumed(W, X, y, reg):
    scores = X @ W.T
    for i in range(len(X)):
        for j in range(10):
            scores[i, j]
    return _with_penalty(W, X, y, reg * np.sum(W * W), 2 * reg * W)


@mistake(
    hint="You take the number of classes from the labels in the batch. Not every class need be in "
    "it: take W.shape[0].",
)
def classes_counted_from_labels(W, X, y, reg):
    num_classes = len(np.unique(y))
    loss, gradient = _data_loss(W[:num_classes], X, np.minimum(y, num_classes - 1))
    full = np.zeros(W.shape)
    full[:num_classes] = gradient
    return loss + reg * np.sum(W * W), full + 2 * reg * W
