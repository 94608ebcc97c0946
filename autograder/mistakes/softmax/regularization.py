"""Mistakes in the penalty and in the mean over the examples, the same as for the SVM loss."""

import numpy as np

from autograder.mistakes import mistake
from solutions import softmax as right

LOSSES = ("softmax_loss_naive", "softmax_loss_vectorized")


def _with_penalty(penalty, slope, W, X, y):
    """Return the right data loss and gradient with a penalty and a slope of its own."""
    loss, gradient = right.softmax_loss_vectorized(W, X, y, 0)
    return loss + penalty, gradient + slope


@mistake(
    *LOSSES, hint="Your gradient has λW where the loss has λΣW². The derivative of λw² is 2λw."
)
def gradient_lacks_factor_two(W, X, y, reg):
    return _with_penalty(reg * np.sum(W * W), reg * W, W, X, y)


@mistake(*LOSSES, hint="Your loss has ½λΣW²; this course takes λΣW², without the ½.")
def loss_has_half_lambda(W, X, y, reg):
    return _with_penalty(reg / 2 * np.sum(W * W), 2 * reg * W, W, X, y)


@mistake(
    *LOSSES,
    hint="Your regularization is ½λΣW² with gradient λW, as in some books. This course takes "
    "λΣW² with gradient 2λW.",
)
def half_lambda_convention(W, X, y, reg):
    return right.softmax_loss_vectorized(W, X, y, reg / 2)


@mistake(
    *LOSSES,
    hint="Your loss has λΣW², but your gradient doesn't know of it. Add its derivative, 2λW.",
    once=False,
)
def gradient_lacks_regularization(W, X, y, reg):
    return _with_penalty(reg * np.sum(W * W), 0, W, X, y)


@mistake(
    *LOSSES,
    hint="λ does nothing in your function. Add λΣW² to the loss, its derivative to the gradient.",
    once=False,
)
def regularization_missing(W, X, y, reg):
    return right.softmax_loss_vectorized(W, X, y, 0)


@mistake(
    *LOSSES,
    hint="Your gradient has the regularization, your loss hasn't. Add λΣW² to the loss.",
    once=False,
)
def loss_lacks_regularization(W, X, y, reg):
    return _with_penalty(0, 2 * reg * W, W, X, y)


@mistake(
    *LOSSES,
    hint="You divide by N after the regularization was added, so it shrinks too. Only the data's "
    "part is a mean.",
)
def gradient_regularization_divided_by_n(W, X, y, reg):
    return _with_penalty(reg * np.sum(W * W), 2 * reg * W / len(X), W, X, y)


@mistake(
    *LOSSES,
    hint="You divide by N after the regularization was added, so it shrinks too. Only the data's "
    "part is a mean.",
)
def regularization_divided_by_n(W, X, y, reg):
    return right.softmax_loss_vectorized(W, X, y, reg / len(X))


@mistake(*LOSSES, hint="You added ΣW² without λ. With λ = 0 nothing should be added.")
def regularization_without_lambda(W, X, y, reg):
    return _with_penalty(np.sum(W * W), 2 * reg * W, W, X, y)


@mistake(*LOSSES, hint="You added ΣW² and 2W without λ. With λ = 0 nothing should be added.")
def regularization_without_lambda_in_both(W, X, y, reg):
    return right.softmax_loss_vectorized(W, X, y, 1)


@mistake(*LOSSES, hint="Your gradient has ½λW. The derivative of λw² is 2λw.")
def gradient_has_half_lambda_w(W, X, y, reg):
    return _with_penalty(reg * np.sum(W * W), reg * W / 2, W, X, y)


@mistake(*LOSSES, hint="You added λ + ΣW² to the loss. It should be λ times ΣW².")
def lambda_plus_sum_of_squares(W, X, y, reg):
    return _with_penalty(reg + np.sum(W * W), 2 * reg * W, W, X, y)


@mistake(
    *LOSSES,
    hint="`dW /= N + …` divides by the whole right side. Divide by N first, then add 2λW in a "
    "line of its own.",
)
def divided_by_n_plus_regularization(W, X, y, reg):
    loss, gradient = _with_penalty(reg * np.sum(W * W), 0, W, X, y)
    return loss, gradient * len(X) / (len(X) + 2 * reg * W)


@mistake(
    *LOSSES,
    hint="`dW /= N + …` divides by the whole right side. Divide by N first, then add 2λW in a "
    "line of its own.",
)
def divided_by_n_plus_lambda_w(W, X, y, reg):
    loss, gradient = _with_penalty(reg * np.sum(W * W), 0, W, X, y)
    return loss, gradient * len(X) / (len(X) + reg * W)


@mistake(
    *LOSSES,
    hint="You add the regularization once for each example. Add it once, after the mean.",
)
def regularization_once_per_example(W, X, y, reg):
    return right.softmax_loss_vectorized(W, X, y, reg * len(X))


@mistake(
    *LOSSES,
    hint="The loss gets its regularization once for each example. Add it once, after the mean.",
)
def loss_regularization_once_per_example(W, X, y, reg):
    return _with_penalty(len(X) * reg * np.sum(W * W), 2 * reg * W, W, X, y)


@mistake(
    *LOSSES, hint="The loss is a mean over N examples, so its gradient is one too: divide by N."
)
def gradient_not_divided_by_n(W, X, y, reg):
    loss, gradient = _with_penalty(reg * np.sum(W * W), 0, W, X, y)
    return loss, gradient * len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="Your loss is the sum over the examples. The formula has their mean: divide by N.",
)
def sum_in_place_of_mean(W, X, y, reg):
    loss, gradient = _with_penalty(0, 2 * reg * W, W, X, y)
    return loss * len(X) + reg * np.sum(W * W), gradient


@mistake(
    *LOSSES,
    hint="Loss and gradient are sums over the examples. The formula has their mean: divide both "
    "by N.",
)
def sum_in_place_of_mean_in_both(W, X, y, reg):
    loss, gradient = right.softmax_loss_vectorized(W, X, y, 0)
    return loss * len(X) + reg * np.sum(W * W), gradient * len(X) + 2 * reg * W


@mistake(
    *LOSSES,
    hint="You divide by 500, whatever the number of examples. Take it from the data: X.shape[0].",
)
def divided_by_500(W, X, y, reg):
    loss, gradient = right.softmax_loss_vectorized(W, X, y, 0)
    share = len(X) / 500
    return loss * share + reg * np.sum(W * W), gradient * share + 2 * reg * W


@mistake(
    *LOSSES,
    hint="Your code counts on ten classes. Take the number from the arguments: W.shape[0].",
)
def ten_classes_assumed(W, X, y, reg):
    scores = X @ W.T
    for i in range(len(X)):
        for j in range(10):
            scores[i, j]
    return right.softmax_loss_vectorized(W, X, y, reg)


@mistake(
    *LOSSES,
    hint="You take the number of classes from the labels in the batch. Not every class need be in "
    "it: take W.shape[0].",
)
def classes_counted_from_labels(W, X, y, reg):
    num_classes = len(np.unique(y))
    loss, gradient = right.softmax_loss_vectorized(
        W[:num_classes], X, np.minimum(y, num_classes - 1), 0
    )
    full = np.zeros(W.shape)
    full[:num_classes] = gradient
    return loss + reg * np.sum(W * W), full + 2 * reg * W
