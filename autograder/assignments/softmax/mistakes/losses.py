"""Mistakes in what the loss is: of which probability, and whether its logarithm is taken."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from autograder.assignments.softmax.mistakes.parts import _with_loss
from coursework.checks.softmax import LOSSES
from solutions import softmax as right

HALF_WRONG = "the gradient is right, the other half of the answer another quantity"


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="That is the right class's probability. The loss is −log of it.",
    misconception="a probability is returned for a loss",
)
def minus_log_left_out(*arguments):
    return _with_loss(lambda scores, label: right.softmax(scores)[label], arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="That is minus the right class's probability. The loss is −log of it.",
    misconception="a probability is returned for a loss",
)
def log_left_out(*arguments):
    return _with_loss(lambda scores, label: -right.softmax(scores)[label], arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="That is 1 minus the right class's probability. The loss is −log of it.",
    misconception="a probability is returned for a loss",
)
def one_less_probability(*arguments):
    return _with_loss(lambda scores, label: 1 - right.softmax(scores)[label], arguments)


@mistake(
    "cross_entropy_loss",
    hint="Your loss is log C, whatever the scores: your sum holds the right class's score s_y "
    "again and again. It should run over all scores, Σ_k exp(s_k). (Some slides, too, write s_y "
    "where s_k is meant.)",
    omission="no score is in the loss: it is a constant",
)
def right_score_in_the_sum(scores, label):
    return np.log(len(scores))


@same_as(right_score_in_the_sum, *LOSSES, misconception=HALF_WRONG)
def right_score_in_the_sum_of_all(*arguments):
    return _with_loss(lambda scores, label: np.log(len(scores)), arguments)


@mistake(
    *LOSSES,
    hint="Your function returns log C + λΣW², whatever the images: no score is in it. The loss of "
    "each image is log Σ exp(s_k) − s_y.",
    omission="no score is in loss or gradient: but for the penalty, both are constants",
)
def nothing_but_the_penalty(W, X, y, reg):
    return np.log(len(W)) + reg * np.sum(W * W), 2 * reg * W


@mistake(
    "cross_entropy_loss",
    hint="You add up −log p over all classes. Only the right class's counts.",
    omission="the label is ignored",
)
def all_classes_added_up(scores, label):
    return -np.log(right.softmax(scores)).sum()


@same_as(all_classes_added_up, *LOSSES, misconception=HALF_WRONG)
def all_classes_added_up_in_batch(*arguments):
    return _with_loss(lambda s, label: -np.log(right.softmax(s)).sum(), arguments)


@mistake(
    "cross_entropy_loss",
    hint="You take the largest probability, whatever the label. Take that of the right class.",
    omission="the label is ignored",
)
def largest_probability_taken(scores, label):
    return -np.log(right.softmax(scores).max())


@same_as(largest_probability_taken, *LOSSES, misconception=HALF_WRONG)
def largest_probability_taken_in_batch(*arguments):
    return _with_loss(lambda s, label: -np.log(right.softmax(s).max()), arguments)


@mistake(
    "cross_entropy_loss",
    hint="That is the entropy −Σ p log p of the predicted probabilities, which doesn't look at the "
    "label. In the cross-entropy −Σ P log Q, P is the label: 1 for the right class, 0 for others.",
    omission="the label is ignored",
)
def entropy_for_cross_entropy(scores, label):
    probabilities = right.softmax(scores)
    return -np.sum(probabilities * np.log(probabilities))


@same_as(entropy_for_cross_entropy, *LOSSES, misconception=HALF_WRONG)
def entropy_for_cross_entropy_in_batch(*arguments):
    def entropy(scores, label):
        probabilities = right.softmax(scores)
        return -np.sum(probabilities * np.log(probabilities))

    return _with_loss(entropy, arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="You take the scores for probabilities, without softmax. Take exp of the scores, divide "
    "by the sum, and −log of that: together log Σ exp(s_k) − s_y.",
    misconception="scores are taken for probabilities",
)
def scores_taken_for_probabilities(*arguments):
    return _with_loss(lambda scores, label: -np.log(scores[label]), arguments)


@same_as(scores_taken_for_probabilities, "cross_entropy_loss", *LOSSES)
def scores_divided_by_their_sum(*arguments):
    return _with_loss(lambda scores, label: -np.log(scores[label] / scores.sum()), arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="You also add −log(1 − p) for the wrong classes, as for classes that don't exclude each "
    "other. Here only −log p of the right class counts.",
    misconception="it is another loss, the binary cross-entropy of each class",
)
def binary_cross_entropy(*arguments):
    def loss(scores, label):
        wrong = np.delete(right.softmax(scores), label)
        return right.cross_entropy_loss(scores, label) - np.log(1 - wrong).sum()

    return _with_loss(loss, arguments)


@mistake(
    "cross_entropy_loss",
    hint="You divide by the number of classes. The loss of an example is −log p of its right "
    "class, no mean.",
    slip="one factor, 1/C, too many",
)
def mean_over_classes_in_cross_entropy(scores, label):
    return right.cross_entropy_loss(scores, label) / len(scores)


@mistake(
    "cross_entropy_loss",
    hint="An array with room for a fixed number of classes, such as ten, meets one with room for "
    "C. Take the number of classes from the scores: len(scores).",
    misconception="it is right for one number of classes only, and ends in an error for others",
    raises="ValueError",
)
def fixed_number_of_classes_in_cross_entropy(scores, label):
    scores * np.eye(max(10, len(scores)))[label]
    return right.cross_entropy_loss(scores, label)


@same_as(fixed_number_of_classes_in_cross_entropy, "cross_entropy_loss")
def eleven_classes_in_cross_entropy(scores, label):
    scores * np.eye(max(11, len(scores)))[label]
    return right.cross_entropy_loss(scores, label)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="Softmax is applied twice: you hand probabilities to a loss that expects scores. (In "
    "PyTorch, a softmax layer before CrossEntropyLoss does the same.)",
    misconception="probabilities are handed on where scores belong",
)
def softmax_applied_twice(*arguments):
    return _with_loss(
        lambda scores, label: right.cross_entropy_loss(right.softmax(scores), label), arguments
    )


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="The sum leaves out the right class. It runs over all scores: Σ_k exp(s_k), with k = y.",
    slip="one term of the sum is missing",
)
def right_class_left_out_of_sum(*arguments):
    def loss(scores, label):
        others = np.delete(scores, label)
        return np.log(np.exp(others - others.max()).sum()) + others.max() - scores[label]

    return _with_loss(loss, arguments)


@mistake(
    "cross_entropy_loss",
    hint="You take another class for the right one, as if labels were counted from 1. They are "
    "counted from 0: `scores[label]`.",
    slip="another convention: labels counted from 1",
)
def label_counted_from_one(scores, label):
    return right.cross_entropy_loss(scores, label - 1)


@mistake(
    *LOSSES,
    hint="`probabilities[:, y]` takes N whole columns. Pick one entry of each row: "
    "`probabilities[np.arange(N), y]`.",
    slip="one index: columns for entries",
)
def columns_picked(W, X, y, reg):
    _, gradient = right.softmax_loss_vectorized(W, X, y, reg)
    return -np.log(right.softmax(X @ W.T)[:, y]).mean() + reg * np.sum(W * W), gradient


@mistake(
    *LOSSES,
    hint="You take the logarithm of the mean probability. The loss is the mean of the "
    "logarithms: log first.",
    slip="the order of mean and logarithm",
)
def logarithm_of_the_mean(W, X, y, reg):
    _, gradient = right.softmax_loss_vectorized(W, X, y, reg)
    probabilities = right.softmax(X @ W.T)[np.arange(len(X)), y]
    return -np.log(probabilities.mean()) + reg * np.sum(W * W), gradient
