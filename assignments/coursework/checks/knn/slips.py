"""The likeliest slips with nearest neighbours, which the visible checks tell by their values.

They are part of the catalogue of mistakes, too (see `coursework.expecting.naming`).
"""

from coursework.faults.failures import Mistake

ABSOLUTE_VALUE_FORGOTTEN = Mistake(
    "absolute_value_forgotten",
    (),
    "Differences of opposite sign cancel in your sum. Take the absolute value of each "
    "difference before you add.",
    "misconception",
    "differences cancel, so that different images can be at distance 0",
)
SQUARE_ROOT_FORGOTTEN = Mistake(
    "square_root_forgotten",
    (),
    "Your distance is squared: the square root of the sum is missing.",
    "slip",
    "one step is missing at the end",
)
L1_IN_PLACE_OF_L2 = Mistake(
    "l1_in_place_of_l2",
    (),
    "That is the L1 distance. Here the L2 (Euclidean) distance is asked for.",
    "misconception",
    "another distance than the one asked for",
)
UNSIGNED_WRAPS = Mistake(
    "unsigned_difference_wraps",
    (),
    "Unsigned integers have no room for a minus sign: as uint8, 10 − 20 is 246. Turn the "
    "images into floats before you subtract.",
    "slip",
    "one type of numbers",
)
NEAREST_BY_L2 = Mistake(
    "nearest_by_l2",
    (),
    "Your nearest image is the one by L2 distance. Here L1 is asked for, as in part 2: "
    "the sum of the absolute differences.",
    "slip",
    "one convention: which distance is taken",
)
TABLE_TRANSPOSED = Mistake(
    "table_transposed",
    (),
    "Rows and columns are swapped: row i belongs to test image i, column j to training image j.",
    "slip",
    "rows and columns are swapped, the numbers are right",
)
ROOT_BELOW_ZERO = Mistake(
    "root_of_a_number_below_zero",
    (),
    "In ‖a‖² − 2 a·b + ‖b‖² rounding leaves a tiny number of either sign where a and b are "
    "the same, and the square root of one below 0 is NaN. Take `np.maximum(…, 0)` before the root.",
    "slip",
    "one trap, of rounding",
)
VOTES_FOR_LABEL = Mistake(
    "votes_in_place_of_label",
    (),
    "You return how many votes the winner has. What is asked for is its label.",
    "misconception",
    "a number of votes is taken for a label",
)
PLACE_FOR_LABEL = Mistake(
    "place_in_place_of_label",
    (),
    "You return the winner's place among the labels that occur, counted from 0. What is asked for "
    "is the label itself: values[counts.argmax()].",
    "slip",
    "one look-up is missing at the end",
)
INDICES_VOTE = Mistake(
    "indices_vote",
    (),
    "You let the numbers of the neighbours vote, not their labels. Look the labels up: "
    "y_train[nearest].",
    "misconception",
    "images are taken for labels",
)
RIGHT_COUNTED = Mistake(
    "right_predictions_counted",
    (),
    "You count the right predictions. The accuracy is their share: divide by the fold's size.",
    "slip",
    "one division is missing",
)
IN_PERCENT = Mistake(
    "accuracy_in_percent",
    (),
    "Your accuracies are percentages. A share from 0 to 1 is asked for.",
    "slip",
    "one factor",
)
MEAN_OVER_FOLDS = Mistake(
    "mean_over_folds",
    (),
    "You return the mean over the folds. What is asked for is the list of all accuracies, one for "
    "each fold: their spread tells how far to trust the mean.",
    "slip",
    "one step too much at the end",
)
TRAINED_ON_ALL = Mistake(
    "validation_fold_in_training_data",
    (),
    "The fold that you validate on is in the training data, too: with k = 1, each image finds "
    "itself and all is right. Train on the other folds only.",
    "misconception",
    "what is validated on isn't left out",
)
REMAINDER_LEFT_OUT = Mistake(
    "remainder_left_out",
    (),
    "Your folds all have N // num_folds images, and the rest is left out. `np.array_split` "
    "gives the first folds one image more.",
    "slip",
    "one convention, for folds of unequal size",
)
REMAINDER_IN_LAST = Mistake(
    "remainder_in_last_fold",
    (),
    "Your folds all have N // num_folds images but the last, which has the rest as well. "
    "`np.array_split` gives the first folds one image more.",
    "slip",
    "one convention, for folds of unequal size",
)
FACTOR_TWO_LOST = Mistake(
    "factor_two_of_product_lost",
    (),
    "The product is subtracted twice: (a − b)² = a² − 2ab + b². Is the 2 there?",
    "slip",
    "one factor",
)
RETURNED_EARLY = Mistake(
    "returned_within_loop",
    (),
    "Only the first row is filled: the function returns too early. Is `return` indented too "
    "far, so that it stands inside the loop?",
    "slip",
    "one line stands too deep",
)
RETURNED_AT_ONCE = Mistake(
    "returned_within_inner_loop",
    (),
    "Only the first entry is filled: the function returns too early. Is `return` indented too "
    "far, so that it stands inside a loop?",
    "slip",
    "one line stands too deep",
)
ERRORS_COUNTED = Mistake(
    "errors_in_place_of_accuracy",
    (),
    "You return the share of wrong predictions. The accuracy is the share of right ones.",
    "slip",
    "one sign: wrong ones are counted, and not right ones",
)
ONE_LIST_FOR_ALL = Mistake(
    "one_list_for_all_ks",
    (),
    "All k share one list, as they do after `dict.fromkeys(ks, [])`. Make a list for each k: "
    "{k: [] for k in ks}.",
    "slip",
    "one trap, of lists that are shared",
)
MEAN_OF_LABELS = Mistake(
    "mean_of_labels",
    (),
    "You take the mean of the labels. Labels are names: 3 isn't between 2 and 4. Count votes.",
    "misconception",
    "labels are taken for measured numbers",
)
NEAREST_LEFT_OUT = Mistake(
    "nearest_left_out",
    (),
    "The nearest neighbour doesn't vote: you begin with the second. (Leaving out the first is "
    "for the distances of images to themselves.)",
    "slip",
    "counted from one place too far",
)
FARTHEST_VOTE = Mistake(
    "farthest_vote",
    (),
    "Your neighbours are the farthest ones. `np.argsort` puts the smallest distance first, so "
    "take the first k.",
    "misconception",
    "the farthest images are taken for the nearest",
)
