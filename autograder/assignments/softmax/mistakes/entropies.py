"""Mistakes in `kl_divergence` and `nll_loss`."""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from coursework.checks.softmax import slips
from solutions import softmax as right


@mistake(
    "kl_divergence",
    hint="P and Q are swapped: that is KL(Q ‖ P). The weight in the sum, and the numerator, is p. "
    "The two are not the same.",
    slip="the order of P and Q",
)
def kl_reversed(p, q):
    return right.kl_divergence(q, p)


@mistake(
    "kl_divergence",
    hint="That is the cross-entropy −Σ p log q. The divergence is what is left of it without the "
    "entropy of P: Σ p log(p/q).",
    misconception="another quantity, the cross-entropy",
)
def cross_entropy_for_kl(p, q):
    return -np.sum(p * np.log(q))


@mistake(
    "kl_divergence",
    hint="That is the entropy of P alone. Where does Q come in?",
    omission="Q is ignored",
)
def entropy_for_kl(p, q):
    return -np.sum(p[p > 0] * np.log(p[p > 0]))


@mistake(
    "kl_divergence",
    hint="The sign is reversed: a divergence is never below 0. Take p log(p/q), without a minus, "
    "or −p log(q/p).",
    slip="one sign",
)
def kl_negative(p, q):
    return -right.kl_divergence(p, q)


@same_as(slips.ZERO_TIMES_LOG_ZERO, "kl_divergence")
def zero_times_log_zero(p, q):
    return np.sum(p * np.log(p / q))


@same_as(slips.ZEROS_OF_Q_LEFT_OUT, "kl_divergence")
def zeros_of_q_left_out(p, q):
    both = (p > 0) & (q > 0)
    return np.sum(p[both] * np.log(p[both] / q[both]))


@same_as(slips.SMALL_NUMBER_IN_DIVERGENCE, "kl_divergence")
def small_number_in_divergence(p, q):
    return np.sum(p * np.log(p / (q + 1e-8) + 1e-8))


@mistake(
    "kl_divergence",
    hint="You took log2: that gives bits. Here log is np.log.",
    slip="another convention for the logarithm",
)
def kl_in_bits(p, q):
    return right.kl_divergence(p, q) / np.log(2)


@mistake(
    "kl_divergence",
    hint="You took log10. Here log is the natural logarithm, np.log.",
    slip="another convention for the logarithm",
)
def kl_to_base_ten(p, q):
    return right.kl_divergence(p, q) / np.log(10)


@mistake(
    "kl_divergence",
    hint="You take the mean over the classes. The formula has their sum.",
    slip="one factor, 1/C, too many",
)
def kl_mean_over_classes(p, q):
    return right.kl_divergence(p, q) / len(p)


@mistake(
    "kl_divergence",
    hint="The weight p is missing: each log(p/q) counts as much as P says, p·log(p/q).",
    slip="one factor, the weight p, is missing",
)
def kl_without_weights(p, q):
    return np.sum(np.log(p / q))


@mistake(
    "nll_loss",
    hint="You take the logarithm again, but `log_probabilities` holds logarithms already. "
    "(PyTorch's NLLLoss, too, expects them and takes none.)",
    misconception="logarithms are taken for probabilities",
)
def logarithm_taken_again(log_probabilities, y):
    return -np.log(log_probabilities[np.arange(len(y)), y]).mean()


@same_as(slips.MINUS_LEFT_OUT_IN_NLL, "nll_loss")
def minus_left_out_in_nll(log_probabilities, y):
    return -right.nll_loss(log_probabilities, y)


@mistake(
    "nll_loss",
    hint="That is the sum over the rows. Their mean is asked for.",
    slip="one factor, 1/N, is missing",
)
def sum_in_place_of_mean_in_nll(log_probabilities, y):
    return right.nll_loss(log_probabilities, y) * len(y)


@mistake(
    "nll_loss",
    hint="You return one number for each row. Their mean is asked for.",
    slip="one step, the mean, is missing",
)
def nll_of_each_row(log_probabilities, y):
    return -log_probabilities[np.arange(len(y)), y]


@mistake(
    "nll_loss",
    hint="You divide by the number of all entries. There is one term per row: divide by N.",
    slip="one factor, 1/C, too many",
)
def divided_by_all_entries(log_probabilities, y):
    return right.nll_loss(log_probabilities, y) / log_probabilities.shape[1]


@same_as(slips.COLUMNS_PICKED_IN_NLL, "nll_loss")
def columns_picked_in_nll(log_probabilities, y):
    return -log_probabilities[:, y].mean()


@mistake(
    "nll_loss",
    hint="You average over all classes. Only the right class of each row counts.",
    omission="the labels are ignored",
)
def all_classes_in_nll(log_probabilities, y):
    return -log_probabilities.sum(axis=1).mean()


@mistake(
    "nll_loss",
    hint="You turn the logarithms back into probabilities. Take the log-probabilities as they are.",
    misconception="probabilities are taken for their logarithms",
)
def exponential_taken_in_nll(log_probabilities, y):
    return -np.exp(log_probabilities[np.arange(len(y)), y]).mean()


@mistake(
    "nll_loss",
    hint="You take the largest entry of each row, whatever the label. Take that of the right "
    "class.",
    omission="the labels are ignored",
)
def largest_in_nll(log_probabilities, y):
    return -log_probabilities.max(axis=1).mean()


@mistake(
    "nll_loss",
    hint="You take another class for the right one, as if labels were counted from 1. They are "
    "counted from 0.",
    slip="another convention: labels counted from 1",
)
def label_counted_from_one_in_nll(log_probabilities, y):
    return right.nll_loss(log_probabilities, y - 1)


@mistake(
    "kl_divergence",
    hint="You take the size |…| of each logarithm. Terms with p below q are below 0, and belong "
    "to the sum as they are.",
    misconception="the terms that are below 0 count with another sign",
)
def absolute_logarithms(p, q):
    possible = p > 0
    return np.sum(p[possible] * np.abs(np.log(p[possible] / q[possible])))


@mistake(
    "kl_divergence",
    hint="You add up both directions, KL(P ‖ Q) and KL(Q ‖ P). Here the first is asked for alone.",
    slip="one term too many",
)
def both_directions_added(p, q):
    return right.kl_divergence(p, q) + right.kl_divergence(q, p)


@same_as(slips.SMALL_NUMBER_IN_DIVERGENCE, "kl_divergence")
def least_probability_in_divergence(p, q):
    p, q = np.clip(p, 1e-12, 1), np.clip(q, 1e-12, 1)
    return np.sum(p * np.log(p / q))
