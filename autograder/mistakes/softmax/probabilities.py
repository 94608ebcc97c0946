"""Mistakes on the way from scores to probabilities, and from these to the loss."""

import numpy as np

from autograder.mistakes import mistake, same_as
from coursework.checks.softmax import LOSSES, ONE_MAXIMUM
from solutions import softmax as right


def _with_probabilities(probabilities_of, arguments):
    """Return what becomes of any of the functions when probabilities are made otherwise."""
    if len(arguments) == 1:
        return probabilities_of(*arguments)
    if len(arguments) == 2:
        scores, label = arguments
        return -np.log(probabilities_of(scores)[label])
    W, X, y, reg = arguments
    probabilities = probabilities_of(X @ W.T)
    loss = -np.log(probabilities[np.arange(len(X)), y]).mean() + reg * np.sum(W * W)
    return loss, (probabilities - np.eye(len(W))[y]).T @ X / len(X) + 2 * reg * W


def _with_loss(loss_of_one, arguments):
    """Return what becomes of a loss when that of each example is another."""
    if len(arguments) == 2:
        return loss_of_one(*arguments)
    W, X, y, reg = arguments
    losses = [loss_of_one(scores, label) for scores, label in zip(X @ W.T, y, strict=True)]
    _, gradient = right.softmax_loss_vectorized(W, X, y, reg)
    return np.mean(losses) + reg * np.sum(W * W), gradient


@mistake(
    "softmax",
    *LOSSES,
    hint="You divide by the sum over all examples. Each example has its own sum: over its own "
    "row, `axis=1, keepdims=True`.",
)
def normalized_over_whole_batch(*arguments):
    def probabilities(scores):
        exponentials = np.exp(scores - scores.max())
        return exponentials / exponentials.sum()

    return _with_probabilities(probabilities, arguments)


@mistake(
    "softmax",
    *LOSSES,
    hint="You add up over the examples, down the columns. Probabilities are those of one example's "
    "classes, so add up along its row: axis −1.",
)
def normalized_over_wrong_axis(*arguments):
    def probabilities(scores):
        exponentials = np.exp(scores - scores.max())
        return exponentials / exponentials.sum(axis=0)

    return _with_probabilities(probabilities, arguments)


@mistake(
    "softmax",
    *LOSSES,
    hint="You subtract each column's largest score, another number for each class, and that "
    "changes the probabilities. Subtract each row's own: `axis=-1, keepdims=True`.",
)
def maximum_of_each_column(*arguments):
    def probabilities(scores):
        shifted = scores - scores.max(axis=0)
        if scores.ndim == 1:
            shifted = scores - scores.max()
        return np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)

    return _with_probabilities(probabilities, arguments)


# Goes before the shift: both give ∞ where the right class is far behind.
@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="The probability of the right class is so small that the computer takes it for 0, and "
    "−log 0 is ∞. Don't divide before the logarithm: with shifted scores, the loss is "
    "log Σ exp(s_k) − s_y.",
)
def logarithm_of_zero(*arguments):
    return _with_probabilities(right.softmax, arguments)


@mistake(
    "softmax",
    "cross_entropy_loss",
    *LOSSES,
    hint="exp of a score of 1000 is too large for the computer, and exp of −1000 is taken for 0. "
    "Subtract the largest score of each example from its scores before you take exp.",
)
def shift_forgotten(*arguments):
    def probabilities(scores):
        return np.exp(scores) / np.exp(scores).sum(axis=-1, keepdims=True)

    return _with_probabilities(probabilities, arguments)


@same_as(ONE_MAXIMUM, "softmax", *LOSSES)
def one_maximum_for_the_batch(*arguments):
    def probabilities(scores):
        exponentials = np.exp(scores - scores.max())
        return exponentials / exponentials.sum(axis=-1, keepdims=True)

    return _with_probabilities(probabilities, arguments)


@mistake(
    "softmax",
    hint="These are the exponentials alone. Divide them by their sum, so that they add up to 1.",
)
def normalization_forgotten(scores):
    return np.exp(scores)


@mistake(
    "softmax",
    hint="You divide the scores themselves by their sum, so that some come out below 0. Take exp "
    "of the scores first.",
)
def exp_forgotten(scores):
    return scores / scores.sum(axis=-1, keepdims=True)


@mistake(
    "softmax",
    hint="These are the logarithms of the probabilities. Here the probabilities are asked for.",
)
def logarithms_of_probabilities(scores):
    return np.log(right.softmax(scores))


@mistake(
    "softmax",
    "cross_entropy_loss",
    *LOSSES,
    hint="`np.max(0, s)` takes the maximum of the single number 0 along the axis s. For the "
    "largest score take np.max(s). (And there is no max(0, …) in this loss: that is the hinge.)",
)
def np_max_of_two_numbers(*arguments):
    return np.max(0, arguments[0] if len(arguments) < 4 else arguments[1] @ arguments[0].T)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="A small number inside the logarithm stops the loss at about 18: it looks fine, but is "
    "no longer the loss, and has no slope where it matters most. Take log Σ exp(s_k) − s_y.",
)
def small_number_in_logarithm(*arguments):
    return _with_loss(lambda s, label: -np.log(right.softmax(s)[label] + 1e-8), arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="You took log10. In this course, log is the natural logarithm: np.log.",
)
def logarithm_to_base_ten(*arguments):
    return _with_loss(lambda s, y: right.cross_entropy_loss(s, y) / np.log(10), arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="You took log2. In this course, log is the natural logarithm: np.log.",
)
def logarithm_to_base_two(*arguments):
    return _with_loss(lambda s, y: right.cross_entropy_loss(s, y) / np.log(2), arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="That is the right class's probability. The loss is −log of it.",
)
def minus_log_left_out(*arguments):
    return _with_loss(lambda scores, label: right.softmax(scores)[label], arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="That is minus the right class's probability. The loss is −log of it.",
)
def log_left_out(*arguments):
    return _with_loss(lambda scores, label: -right.softmax(scores)[label], arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="The minus is missing. The logarithm of a probability is below 0; the loss is −log p.",
)
def minus_left_out(*arguments):
    return _with_loss(lambda s, label: -right.cross_entropy_loss(s, label), arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="Your loss is log C, whatever the scores: your sum holds the right class's score s_y "
    "again and again. It should run over all scores, Σ_k exp(s_k). (Some slides, too, write s_y "
    "where s_k is meant.)",
)
def right_score_in_the_sum(*arguments):
    return _with_loss(lambda scores, label: np.log(len(scores)), arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="You add up −log p over all classes. Only the right class's counts.",
)
def all_classes_added_up(*arguments):
    return _with_loss(lambda s, label: -np.log(right.softmax(s)).sum(), arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="You take the largest probability, whatever the label. Take that of the right class.",
)
def largest_probability_taken(*arguments):
    return _with_loss(lambda s, label: -np.log(right.softmax(s).max()), arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="That is the entropy −Σ p log p of the predicted probabilities, which doesn't look at the "
    "label. In the cross-entropy −Σ P log Q, P is the label: 1 for the right class, 0 for others.",
)
def entropy_for_cross_entropy(*arguments):
    def entropy(scores, label):
        probabilities = right.softmax(scores)
        return -np.sum(probabilities * np.log(probabilities))

    return _with_loss(entropy, arguments)


@mistake(
    "cross_entropy_loss",
    *LOSSES,
    hint="Softmax is applied twice: you hand probabilities to a loss that expects scores. (In "
    "PyTorch, a softmax layer before CrossEntropyLoss does the same.)",
)
def softmax_applied_twice(*arguments):
    return _with_loss(
        lambda scores, label: right.cross_entropy_loss(right.softmax(scores), label), arguments
    )


@mistake(
    *LOSSES,
    hint="`probabilities[:, y]` takes N whole columns. Pick one entry of each row: "
    "`probabilities[np.arange(N), y]`.",
)
def columns_picked(W, X, y, reg):
    _, gradient = right.softmax_loss_vectorized(W, X, y, reg)
    return -np.log(right.softmax(X @ W.T)[:, y]).mean() + reg * np.sum(W * W), gradient
