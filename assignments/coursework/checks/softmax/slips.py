"""The likeliest slips with softmax and its loss, which the visible checks tell by their values.

They are part of the catalogue of mistakes, too (see `coursework.expecting.naming`).
"""

from coursework.faults.failures import Mistake


def _slip(name: str, hint: str, why: str) -> Mistake:
    return Mistake(name, (), hint, "slip", why)


SHIFT_FORGOTTEN = _slip(
    "shift_forgotten",
    "exp of a score of 1000 is too large for the computer, and exp of −1000 is taken for 0. "
    "Subtract the largest score of each example from its scores before you take exp.",
    "one trap: right as long as no score is large",
)
ONE_MAXIMUM = _slip(
    "one_maximum_for_the_batch",
    "You subtract one maximum for the whole batch. In a row that lies 1000 below it, each "
    "exp is taken for 0. Subtract each row's own: `scores.max(axis=-1, keepdims=True)`.",
    "one trap: right as long as the rows are near each other",
)
MAXIMUM_STARTS_AT_ZERO = _slip(
    "maximum_starts_at_zero",
    "Where all scores are below 0, you subtract 0, not their maximum, and exp of −1000 is taken "
    "for 0. Start the search for the largest at the first score, or take `scores.max()`.",
    "one trap: right as long as not all scores are far below 0",
)
LOGARITHM_OF_ZERO = _slip(
    "logarithm_of_zero",
    "The probability of the right class is so small that the computer takes it for 0, and "
    "−log 0 is ∞. Don't divide before the logarithm: with shifted scores, the loss is "
    "log Σ exp(s_k) − s_y.",
    "one trap: right as long as no probability is taken for 0",
)
ONE_HOT_TIMES_LOGARITHM = _slip(
    "one_hot_times_logarithm",
    "You multiply all log-probabilities by 0 or 1 and add up. Where a wrong class has "
    "probability 0, that is 0 times −∞, which is NaN. Pick the right class's entry alone.",
    "one trap: right as long as no probability is taken for 0",
)
SMALL_NUMBER_IN_LOGARITHM = _slip(
    "small_number_in_logarithm",
    "A small number, added in the logarithm or as the least probability, caps the loss: it "
    "looks fine, but stops growing, and has no slope where it matters most. Take "
    "log Σ exp(s_k) − s_y, with shifted scores.",
    "one term too many, which shows where the right class is far behind",
)
MATH_LOG_OF_ZERO = Mistake(
    "math_log_of_zero",
    (),
    "The probability of the right class is so small that the computer takes it for 0, and "
    "`math.log(0)` ends in an error. Don't divide before the logarithm: with shifted scores, the "
    "loss is log Σ exp(s_k) − s_y.",
    "slip",
    "one trap: right as long as no probability is taken for 0",
    "ValueError",
)
RIGHT_SCORE_NOT_SHIFTED = _slip(
    "right_score_not_shifted",
    "You subtract the largest score in the sum, but not from s_y. Take both from the shifted "
    "scores: log Σ exp(s_k − m) − (s_y − m).",
    "one term, the shift of the right score, is missing",
)
BASE_TEN = _slip(
    "logarithm_to_base_ten",
    "You took log10. In this course, log is the natural logarithm: np.log.",
    "another convention for the logarithm",
)
MINUS_LEFT_OUT = _slip(
    "minus_left_out",
    "The minus is missing. The logarithm of a probability is below 0; the loss is −log p.",
    "one sign, that of the loss",
)
COLUMNS_PICKED_IN_NLL = _slip(
    "columns_picked_in_nll",
    "`log_probabilities[:, y]` takes N whole columns. Pick one entry of each row: "
    "`log_probabilities[np.arange(N), y]`.",
    "one index: columns for entries",
)
MINUS_LEFT_OUT_IN_NLL = _slip(
    "minus_left_out_in_nll",
    "The minus is missing: log-probabilities are below 0, the loss isn't.",
    "one sign, that of the loss",
)
SMALL_NUMBER_IN_DIVERGENCE = _slip(
    "small_number_in_divergence",
    "A small number inside the logarithm makes the divergence finite where it is ∞: Q rules "
    "out what P calls possible. Leave out the terms with p = 0, and take the others as they are.",
    "one term too many, which shows where a q is 0",
)
ZEROS_OF_Q_LEFT_OUT = _slip(
    "zeros_of_q_left_out",
    "You leave out the classes with q = 0. If p is above 0 there, the divergence is ∞: Q "
    "rules out what P calls possible.",
    "one case too many is left out of the sum",
)
ZERO_TIMES_LOG_ZERO = _slip(
    "zero_times_log_zero",
    "For NumPy, 0 times log 0 is NaN. A class with p = 0 counts 0: leave such terms out.",
    "one trap: right as long as no p is 0",
)
GRADIENT_NOT_DIVIDED = _slip(
    "gradient_not_divided_by_n",
    "The loss is a mean over N examples, so its gradient is one too: divide by N.",
    "one factor, 1/N, is missing in the gradient",
)
GRADIENT_REVERSED = _slip(
    "gradient_reversed",
    "Your gradient points the other way: all signs of the data's part are reversed.",
    "one sign, that of the data's part of the gradient",
)
ONE_SUBTRACTED_IN_COLUMNS = _slip(
    "one_subtracted_in_columns",
    "`M[:, y] -= 1` takes whole columns: the 1 is subtracted in every row, for every class "
    "that is some image's label. Take one entry of each row: `M[np.arange(N), y] -= 1`.",
    "one index: columns for entries",
)
ONE_SUBTRACTED_EVERYWHERE = _slip(
    "one_subtracted_everywhere",
    "You subtract 1 from every class's p. Only the right class has the −1.",
    "one condition is missing: the 1 is subtracted for the right class",
)
MINUS_ONE_LEFT_OUT = Mistake(
    "minus_one_left_out",
    (),
    "The −1 of the right class is missing: row j gets (p_j − 1[j = y]) x, and you have p_j x.",
    "misconception",
    "the gradient is prediction less truth, and knows nothing of the truth",
)
