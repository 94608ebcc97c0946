"""Mistakes in the shape of the gradient, and in the number of classes."""

import numpy as np

from autograder.assignments.any_loss.mistakes.parts import with_penalty
from autograder.assignments.mistake import mistake, same_as


@mistake(
    hint="Your gradient is turned round, a row for each pixel. It has the shape of W, (C, D): a "
    "row for each class.",
    slip="another convention for rows and columns; the entries are right",
)
def gradient_transposed(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)
    return loss, gradient.T


@mistake(
    hint="You return gradient and loss the other way round: `return loss, gradient`.",
    slip="another convention for the order of the two; both are right",
)
def gradient_before_loss(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)
    return gradient, loss


@mistake(
    hint="Your gradient starts at W, so a part of W stays in it. Start at zeros: "
    "np.zeros(W.shape).",
    slip="one wrong start value; the terms of the gradient are right",
)
def gradient_starts_at_weights(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)
    return loss, gradient + W / len(X)


@mistake(
    hint="Your gradient starts at ones, so each entry is too large by 1/N. Start at zeros: "
    "np.zeros(W.shape).",
    slip="one wrong start value; the terms of the gradient are right",
)
def gradient_starts_at_ones(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)
    return loss, gradient + 1 / len(X)


@mistake(
    hint="Your code asks for a class that isn't there: C classes are numbered from 0 to C − 1. "
    "Take C from the arguments, W.shape[0]; a number such as 10 shouldn't stand in your code.",
    misconception="it counts on more classes than there are, so that it ends in an error",
    raises="IndexError",
)
def more_classes_than_there_are(data_loss, W, X, y, reg):
    for j in range(10):
        W[j]
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)


@same_as(more_classes_than_there_are)
def more_columns_than_there_are(data_loss, W, X, y, reg):
    scores = X @ W.T
    for j in range(10):
        scores[:, j]
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)


@same_as(more_classes_than_there_are)
def more_list_entries_than_there_are(data_loss, W, X, y, reg):
    scores = list(W @ X[0])
    for j in range(10):
        scores[j]
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)


@mistake(
    hint="Your gradient has a fixed number of rows, whatever the number of classes. It has the "
    "shape of W: np.zeros(W.shape).",
    misconception="the shape of the gradient is right for one number of classes only",
)
def fixed_rows_in_gradient(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)
    full = np.zeros((10, W.shape[1]))
    full[: len(W)] = gradient[:10]
    return loss, full


@same_as(fixed_rows_in_gradient)
def eleven_rows_in_gradient(data_loss, W, X, y, reg):
    loss, gradient = with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)
    full = np.zeros((11, W.shape[1]))
    full[: len(W)] = gradient[:11]
    return loss, full


@mistake(
    hint="An array with room for a fixed number of classes, such as ten, meets one with room for "
    "C. Take the number of classes from the arguments: W.shape[0].",
    misconception="it is right for one number of classes only, and ends in an error for others",
    raises="ValueError",
)
def fixed_number_of_classes(data_loss, W, X, y, reg):
    np.zeros((len(X), len(W))) - np.eye(max(10, len(W)))[y]
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)


@same_as(fixed_number_of_classes)
def eleven_classes_in_one_hot(data_loss, W, X, y, reg):
    np.zeros((len(X), len(W))) - np.eye(max(11, len(W)))[y]
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)


@same_as(fixed_number_of_classes)
def ten_rows_meet_the_weights(data_loss, W, X, y, reg):
    np.zeros((10, W.shape[1])) + W
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)


@same_as(fixed_number_of_classes)
def eleven_rows_meet_the_weights(data_loss, W, X, y, reg):
    np.zeros((11, W.shape[1])) + W
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)


@same_as(fixed_number_of_classes)
def ten_rows_added_to(data_loss, W, X, y, reg):
    gradient = np.zeros((10, W.shape[1]))
    gradient += W
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)


@same_as(fixed_number_of_classes)
def eleven_rows_added_to(data_loss, W, X, y, reg):
    gradient = np.zeros((11, W.shape[1]))
    gradient += W
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)


@mistake(
    hint="You take the number of classes from the labels in the batch. Not every class need be in "
    "it: take W.shape[0].",
    slip="one number, C, is read from the wrong place; right where the labels name all classes",
)
def classes_counted_from_labels(data_loss, W, X, y, reg):
    num_classes = len(np.unique(y))
    loss, gradient = data_loss(W[:num_classes], X, np.minimum(y, num_classes - 1))
    full = np.zeros(W.shape)
    full[:num_classes] = gradient
    return loss + reg * np.sum(W * W), full + 2 * reg * W


@same_as(classes_counted_from_labels)
def classes_counted_from_largest_label(data_loss, W, X, y, reg):
    num_classes = y.max() + 1
    loss, gradient = data_loss(W[:num_classes], X, y)
    full = np.zeros(W.shape)
    full[:num_classes] = gradient
    return loss + reg * np.sum(W * W), full + 2 * reg * W


@mistake(
    hint="Your gradient is turned round, (D, C), and meets 2λW, which is (C, D). Make it with a "
    "row for each class: (N, C) transposed times X.",
    misconception="rows and columns of the gradient are mixed up, so that it ends in an error",
    raises="ValueError",
)
def transposed_gradient_meets_the_weights(data_loss, W, X, y, reg):
    data_loss(W, X, y)[1].T + W
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)


@mistake(
    hint="You count examples by the columns of X, which are the pixels. Its rows are the examples: "
    "X.shape[0], as many as there are labels.",
    misconception="pixels are taken for examples, so that it ends in an error",
    raises="IndexError",
)
def rows_counted_from_columns(data_loss, W, X, y, reg):
    (X @ W.T)[np.arange(X.shape[1]), y]
    return with_penalty(data_loss, W, X, y, reg * np.sum(W * W), 2 * reg * W)
