"""The likeliest slips with linear scores, which the visible checks tell by what they give.

They are part of the catalogue of mistakes, too (see `coursework.naming`).
"""

from coursework.failures import Mistake

BIAS_FORGOTTEN = Mistake(
    "bias_forgotten",
    (),
    "The biases are missing: each class adds its entry of b to its score.",
)
BIAS_SUBTRACTED = Mistake(
    "bias_subtracted", (), "The bias is added, with its own sign. You subtract it."
)
SCORES_TRANSPOSED = Mistake(
    "scores_transposed",
    (),
    "Your scores are turned round: a row for each class. Return one row for each example, "
    "shape (N, C).",
)
WEIGHTS_NOT_TRANSPOSED = Mistake(
    "weights_not_transposed",
    (),
    "X is (N, D) and W is (C, D): the inner sizes D and C don't match. Transpose W, then "
    "(N, D) times (D, C) is (N, C).",
)
WEIGHTS_TIMES_EXAMPLES = Mistake(
    "weights_times_examples",
    (),
    "The formula W x is for one example as a column. Here the examples are the rows of X, "
    "(N, D), so all scores are X Wᵀ: (N, D) times (D, C).",
)
TRANSPOSED_PRODUCT_PLUS_BIAS = Mistake(
    "transposed_product_plus_bias",
    (),
    "W Xᵀ has a row for each class, (C, N), so b can't be added to its rows. Turn it round: "
    "X Wᵀ has a column for each class.",
)
PRODUCT_BY_ENTRIES = Mistake(
    "product_by_entries",
    (),
    "`*` multiplies entry by entry. A score is a sum of products: that is the matrix product, `@`.",
)

BEST_EXAMPLE_OF_EACH_CLASS = Mistake(
    "best_example_of_each_class",
    (),
    "You look for the largest score in each column. Each *row* is an example: take axis=1.",
)
ONE_LABEL_FOR_ALL = Mistake(
    "one_label_for_all",
    (),
    "Without an axis, np.argmax looks for one number in the whole table. Take axis=1: one "
    "label for each row.",
)
SMALLEST_SCORE_WINS = Mistake(
    "smallest_score_wins",
    (),
    "You predict the class with the *smallest* score. Distances are best small, scores are "
    "best large.",
)
SCORE_FOR_LABEL = Mistake(
    "score_for_label",
    (),
    "You return the largest score. Asked for is *where* it stands: argmax, not max.",
)
LABELS_FROM_ONE = Mistake(
    "labels_from_one",
    (),
    "Your labels count from 1. Class 0 is the first: labels go from 0 to C − 1.",
)
ABSOLUTE_SCORES = Mistake(
    "absolute_scores",
    (),
    "A score may be negative, and that matters: you return its absolute value.",
)

BIAS_FIRST = Mistake(
    "bias_first",
    (),
    "Your new columns come first. The docstring asks for them in *last* place. (The scores "
    "would be the same, but who counts on the last column would read a pixel.)",
)
ONES_FIRST_BIASES_LAST = Mistake(
    "ones_first_biases_last",
    (),
    "The ones come first and the biases last, so that they don't meet: the bias is "
    "multiplied with a pixel. Put both last.",
)
ONES_LAST_BIASES_FIRST = Mistake(
    "ones_last_biases_first",
    (),
    "The biases come first and the ones last, so that they don't meet: the bias is "
    "multiplied with a pixel. Put both last.",
)
ZEROS_FOR_ONES = Mistake(
    "zeros_for_ones",
    (),
    "You appended zeros to X. Zero times the bias is 0, so the bias would be lost: it takes "
    "a 1 to count it once.",
)
ONES_FOR_BIASES = Mistake(
    "ones_for_biases",
    (),
    "You appended ones to W, too. There the biases belong: column b for W, ones for X.",
)
PAIR_IN_WRONG_ORDER = Mistake(
    "pair_in_wrong_order",
    (),
    "You return the two arrays in the wrong order: first X, then W.",
)
FLAT_COLUMN_APPENDED = Mistake(
    "flat_column_appended",
    (),
    "A column to append has two axes: (N, 1), not (N,), and (C, 1), not (C,). Write "
    "np.ones((N, 1)), and b[:, np.newaxis] for the biases.",
)
BIASES_AS_ROW = Mistake(
    "biases_as_row",
    (),
    "You stack b under W as one more row. A row is a class; each class needs one more "
    "weight, so b is one more *column*: np.hstack, or axis=1.",
)
