"""Mistakes in `kl_divergence` and `nll_loss`."""

import numpy as np

from autograder.mistakes import mistake
from solutions import softmax as right


@mistake(
    "kl_divergence",
    hint="P and Q are swapped: that is KL(Q ‖ P). The weight in the sum, and the numerator, is p. "
    "The two are not the same.",
)
def kl_reversed(p, q):
    return right.kl_divergence(q, p)


@mistake(
    "kl_divergence",
    hint="That is the cross-entropy −Σ p log q. The divergence is what is left of it without the "
    "entropy of P: Σ p log(p/q).",
)
def cross_entropy_for_kl(p, q):
    return -np.sum(p * np.log(q))


@mistake("kl_divergence", hint="That is the entropy of P alone. Where does Q come in?")
def entropy_for_kl(p, q):
    return -np.sum(p[p > 0] * np.log(p[p > 0]))


@mistake(
    "kl_divergence",
    hint="The sign is turned: a divergence is never below 0. Take p log(p/q), without a minus, or "
    "−p log(q/p).",
)
def kl_negative(p, q):
    return -right.kl_divergence(p, q)


@mistake(
    "kl_divergence",
    hint="For NumPy, 0 times log 0 is NaN. A class with p = 0 counts 0: leave such terms out.",
)
def zero_times_log_zero(p, q):
    return np.sum(p * np.log(p / q))


@mistake(
    "kl_divergence",
    hint="You leave out the classes with q = 0. If p is above 0 there, the divergence is ∞: Q "
    "rules out what P calls possible.",
)
def zeros_of_q_left_out(p, q):
    both = (p > 0) & (q > 0)
    return np.sum(p[both] * np.log(p[both] / q[both]))


@mistake(
    "kl_divergence",
    hint="A small number inside the logarithm makes the divergence finite where it is ∞: Q rules "
    "out what P calls possible. Leave out the terms with p = 0, and take the others as they are.",
)
def small_number_in_divergence(p, q):
    return np.sum(p * np.log(p / (q + 1e-8) + 1e-8))


@mistake("kl_divergence", hint="You took log2: that gives bits. Here log is np.log.")
def kl_in_bits(p, q):
    return right.kl_divergence(p, q) / np.log(2)


@mistake("kl_divergence", hint="You took log10. Here log is the natural logarithm, np.log.")
def kl_to_base_ten(p, q):
    return right.kl_divergence(p, q) / np.log(10)


@mistake("kl_divergence", hint="You take the mean over the classes. The formula has their sum.")
def kl_mean_over_classes(p, q):
    return right.kl_divergence(p, q) / len(p)


@mistake(
    "kl_divergence",
    hint="The weight p is missing: each log(p/q) counts as much as P says, p·log(p/q).",
)
def kl_without_weights(p, q):
    return np.sum(np.log(p / q))


@mistake(
    "nll_loss",
    hint="You take the logarithm again, but `log_probabilities` holds logarithms already. "
    "(PyTorch's NLLLoss, too, expects them and takes none.)",
)
def logarithm_taken_again(log_probabilities, y):
    return -np.log(log_probabilities[np.arange(len(y)), y]).mean()


@mistake("nll_loss", hint="The minus is missing: log-probabilities are below 0, the loss isn't.")
def minus_left_out_in_nll(log_probabilities, y):
    return -right.nll_loss(log_probabilities, y)


@mistake("nll_loss", hint="That is the sum over the rows. Their mean is asked for.")
def sum_in_place_of_mean_in_nll(log_probabilities, y):
    return right.nll_loss(log_probabilities, y) * len(y)


@mistake("nll_loss", hint="You return one number for each row. Their mean is asked for.")
def nll_of_each_row(log_probabilities, y):
    return -log_probabilities[np.arange(len(y)), y]


@mistake(
    "nll_loss",
    hint="You divide by the number of all entries. There is one term a row: divide by N.",
)
def divided_by_all_entries(log_probabilities, y):
    return right.nll_loss(log_probabilities, y) / log_probabilities.shape[1]


@mistake(
    "nll_loss",
    hint="`log_probabilities[:, y]` takes N whole columns. Pick one entry of each row: "
    "`log_probabilities[np.arange(N), y]`.",
)
def columns_picked_in_nll(log_probabilities, y):
    return -log_probabilities[:, y].mean()


@mistake("nll_loss", hint="You average over all classes. Only the right class of each row counts.")
def all_classes_in_nll(log_probabilities, y):
    return -log_probabilities.sum(axis=1).mean()


@mistake(
    "nll_loss",
    hint="You turn the logarithms back into probabilities. Take the log-probabilities as they are.",
)
def exponential_taken_in_nll(log_probabilities, y):
    return -np.exp(log_probabilities[np.arange(len(y)), y]).mean()
