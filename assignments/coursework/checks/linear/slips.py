"""The likeliest slips with linear scores, which the visible checks tell by what they give.

They are part of the catalogue of mistakes, too (see `coursework.expecting.naming`).
"""

from coursework.faults.failures import Mistake

BIAS_FORGOTTEN = Mistake(
    "bias_forgotten",
    (),
    "The biases are missing: each class adds its entry of b to its score.",
    "omission",
    "b is ignored",
)
BIAS_SUBTRACTED = Mistake(
    "bias_subtracted",
    (),
    "The bias is added, with its own sign. You subtract it.",
    "slip",
    "one sign",
)
SCORES_TRANSPOSED = Mistake(
    "scores_transposed",
    (),
    "Your scores are turned round: a row for each class. Return one row for each example, "
    "shape (N, C).",
    "slip",
    "rows and columns are swapped, the numbers are right",
)
WEIGHTS_NOT_TRANSPOSED = Mistake(
    "weights_not_transposed",
    (),
    "X is (N, D) and W is (C, D): the inner sizes D and C don't match. Transpose W, then "
    "(N, D) times (D, C) is (N, C).",
    "misconception",
    "the product doesn't fit: it isn't clear what is multiplied with what",
    "ValueError",
)
WEIGHTS_TIMES_EXAMPLES = Mistake(
    "weights_times_examples",
    (),
    "The formula W x is for one example as a column. Here the examples are the rows of X, "
    "(N, D), so all scores are X Wᵀ: (N, D) times (D, C).",
    "misconception",
    "the product doesn't fit: the formula for one column is taken for rows",
    "ValueError",
)
TRANSPOSED_PRODUCT_PLUS_BIAS = Mistake(
    "transposed_product_plus_bias",
    (),
    "W Xᵀ has a row for each class, (C, N), so b can't be added to its rows. Turn it round: "
    "X Wᵀ has a column for each class.",
    "misconception",
    "each example gets a bias, and not each class",
    "ValueError",
)
PRODUCT_BY_ENTRIES = Mistake(
    "product_by_entries",
    (),
    "`*` multiplies entry by entry. A score is a sum of products: that is the matrix product, `@`.",
    "misconception",
    "nothing is added up: entries are multiplied, not matrices",
    "ValueError",
)

BEST_EXAMPLE_OF_EACH_CLASS = Mistake(
    "best_example_of_each_class",
    (),
    "You look for the largest score in each column. Each *row* is an example: take axis=1.",
    "misconception",
    "examples compete for a class, and not classes for an example",
)
ONE_LABEL_FOR_ALL = Mistake(
    "one_label_for_all",
    (),
    "Without an axis, np.argmax looks for one number in the whole table. Take axis=1: one "
    "label for each row.",
    "misconception",
    "all examples compete for one label",
)
SMALLEST_SCORE_WINS = Mistake(
    "smallest_score_wins",
    (),
    "You predict the class with the *smallest* score. Distances are best small, scores are "
    "best large.",
    "misconception",
    "a score is taken for a distance",
)
SCORE_FOR_LABEL = Mistake(
    "score_for_label",
    (),
    "You return the largest score. What is asked for is *where* it stands: argmax, not max.",
    "misconception",
    "a score is taken for a label",
)
LABELS_FROM_ONE = Mistake(
    "labels_from_one",
    (),
    "Your labels count from 1. Class 0 is the first: labels go from 0 to C − 1.",
    "slip",
    "one convention: labels count from 0",
)
ABSOLUTE_SCORES = Mistake(
    "absolute_scores",
    (),
    "A score may be negative, and that matters: you return its absolute value.",
    "misconception",
    "a score below 0 is taken for a large one",
)

BIAS_FIRST = Mistake(
    "bias_first",
    (),
    "Your new columns come first. The docstring asks for them in *last* place. (The scores "
    "would be the same, but code that relies on the last column would read a pixel.)",
    "slip",
    "one convention: the new column comes last",
)
ONES_FIRST_BIASES_LAST = Mistake(
    "ones_first_biases_last",
    (),
    "The ones come first and the biases last, so that they don't meet: the bias is "
    "multiplied with a pixel. Put both last.",
    "slip",
    "one column is in the wrong place",
)
ONES_LAST_BIASES_FIRST = Mistake(
    "ones_last_biases_first",
    (),
    "The biases come first and the ones last, so that they don't meet: the bias is "
    "multiplied with a pixel. Put both last.",
    "slip",
    "one column is in the wrong place",
)
ZEROS_FOR_ONES = Mistake(
    "zeros_for_ones",
    (),
    "You appended zeros to X. Zero times the bias is 0, so the bias would be lost: it takes "
    "a 1 to count it once.",
    "misconception",
    "the bias is lost: it takes a 1 to count it",
)
ONES_FOR_BIASES = Mistake(
    "ones_for_biases",
    (),
    "You appended ones to W. There the biases belong: column b for W, ones for X.",
    "omission",
    "b is ignored",
)
PAIR_IN_WRONG_ORDER = Mistake(
    "pair_in_wrong_order",
    (),
    "You return the two arrays in the wrong order: first X, then W.",
    "slip",
    "both arrays are right, in the wrong order",
)
FLAT_COLUMN_APPENDED = Mistake(
    "flat_column_appended",
    (),
    "A column to append has two axes: (N, 1), not (N,), and (C, 1), not (C,). Write "
    "np.ones((N, 1)), and b[:, np.newaxis] for the biases.",
    "misconception",
    "a row of numbers is taken for a column",
    "ValueError",
)
BIASES_AS_ROW = Mistake(
    "biases_as_row",
    (),
    "You stack b under W as one more row. A row is a class; each class needs one more "
    "weight, so b is one more *column*: np.hstack, or axis=1.",
    "misconception",
    "a weight for each class is taken for one more class",
    "ValueError",
)
