"""The likeliest slips in slopes, errors, and the loss of a line."""

from coursework.faults.failures import Mistake

ONE_SIDE = Mistake(
    "one_sided_difference",
    (),
    "You step to one side only: (f(w + h) − f(w)) / h, as on the lecture's slide. The task asks "
    "for central differences, with f(w − h) in place of f(w), and 2h in the denominator: more "
    "exact at no cost.",
    "slip",
    "another difference quotient, the lecture's first one",
)
ONE_STEP_BELOW = Mistake(
    "divided_by_one_step",
    (),
    "Your slopes are twice too large. From w − h to w + h it is 2h: divide by that.",
    "slip",
    "a factor 2 is missing below",
)
NO_BRACKETS = Mistake(
    "two_h_without_brackets",
    (),
    "`… / 2 * h` divides by 2 and then multiplies by h. Put 2h in brackets: `/ (2 * h)`.",
    "slip",
    "brackets are missing",
)
REVERSED = Mistake(
    "differences_reversed",
    (),
    "All signs are reversed: it is f(w + h) − f(w − h).",
    "slip",
    "one sign",
)
NOT_PUT_BACK = Mistake(
    "weight_not_put_back",
    (),
    "Each weight stays moved when the next one has its turn. Put it back to its old value.",
    "slip",
    "one line is missing",
)
ALL_MOVED = Mistake(
    "all_weights_moved",
    (),
    "You move all weights at once, by `W + h`. Move one, and leave the others where they are.",
    "misconception",
    "it is one slope along the diagonal, not one for each weight",
)
ONE_SLOPE = Mistake(
    "one_slope_for_all_weights",
    (),
    "You move all weights at once, by `W + h`, and get a single number. There is a slope for "
    "each weight: move one, and leave the others where they are.",
    "misconception",
    "it is one slope along the diagonal, not one for each weight",
)
NO_COPY = Mistake(
    "second_name_taken_for_copy",
    (),
    "Your slopes are about half of what is right: the step down begins where the step up ended. "
    "`up = W` makes no copy, but a second name for the same array. Work on a copy for each step, "
    "`W.astype(float)`, or go down by 2h.",
    "slip",
    "a second name is taken for a copy",
)
LOST_IN_INTEGERS = Mistake(
    "step_lost_in_integers",
    (),
    "W held integers, and an array of integers takes nothing after the decimal point: no small "
    "step, and no slope. Work on a copy of floats, `W.astype(float)`, and collect the slopes in "
    "`np.zeros(W.shape)`.",
    "slip",
    "right but for integers",
)
SIGNED_DIFFERENCE = Mistake(
    "difference_without_absolute_value",
    (),
    "a − b can be negative, and then the largest isn't the one furthest off: take |a − b|.",
    "slip",
    "one absolute value is missing",
)
ABSOLUTE_SUM = Mistake(
    "absolute_value_of_sum",
    (),
    "In the denominator, take |a| + |b|: the absolute value of each, then the sum.",
    "slip",
    "sum and absolute value in the wrong order",
)
MEAN_ERROR = Mistake(
    "mean_of_errors",
    (),
    "That is the mean over the entries. One wrong entry should show.",
    "slip",
    "a mean in place of a maximum",
)
LARGEST_APART = Mistake(
    "largest_divided_by_largest",
    (),
    "You take the largest numerator and the largest denominator, which may be of different "
    "entries. Divide entry by entry, then take the largest.",
    "misconception",
    "one error of all entries, not one for each",
)
TO_THE_LARGER = Mistake(
    "relative_to_the_larger",
    (),
    "You divide by the larger of |a| and |b|. This course adds them.",
    "slip",
    "another convention of what is divided by",
)
ALL_ERRORS = Mistake(
    "errors_of_all_entries",
    (),
    "Those are the errors of all entries. Return the largest.",
    "slip",
    "the maximum is missing",
)
BY_ZERO = Mistake(
    "divided_by_zero",
    (),
    "Where a and b are both 0, you divide 0 by 0, which is NaN. Divide by at least 1e-8: "
    "`np.maximum(…, 1e-8)`.",
    "slip",
    "right but for 0 / 0",
)
SUM_OF_SQUARES = Mistake(
    "sum_of_squares",
    (),
    "That is the sum of the squares. Take their mean.",
    "slip",
    "a sum in place of a mean in the loss",
)
SUM_IN_BOTH = Mistake(
    "sum_of_squares_in_both",
    (),
    "Both are sums over the examples. Divide both by N.",
    "slip",
    "a sum in place of a mean",
)
LACKS_TWO = Mistake(
    "regression_gradient_lacks_two",
    (),
    "The derivative of r² is 2r: your gradient lacks the 2.",
    "slip",
    "a factor 2 is missing in the gradient",
)
NOT_DIVIDED = Mistake(
    "regression_gradient_not_divided_by_n",
    (),
    "The loss is a mean, so its gradient is one: divide by N.",
    "slip",
    "a factor 1/N is missing in the gradient",
)
SIGN_LOST = Mistake(
    "residual_sign_lost",
    (),
    "Your gradient points the other way. The square hides the sign of the residual, its "
    "derivative doesn't: with t − w · x, the inner derivative is −x.",
    "slip",
    "one sign in the gradient",
)
LACKS_EXAMPLES = Mistake(
    "regression_gradient_lacks_examples",
    (),
    "Your gradient has a number for each example. The inner derivative is missing: multiply "
    "by x, and there will be one for each weight.",
    "misconception",
    "the chain rule ends half-way: there is no gradient of the weights",
)
RETURNED_IN_LOOP = Mistake(
    "returned_after_first_weight",
    (),
    "Your function returns after the first weight: its `return` stands inside the loop. Move it "
    "to the left, under the `for`.",
    "slip",
    "the return stands one level too deep",
)
STEPS_OF_VECTORS = Mistake(
    "steps_of_vectors",
    (),
    "Your function is right for a vector, and stops at a table. Begin each step with "
    "`np.zeros(W.shape)`, and go through all places by `np.ndindex(W.shape)`.",
    "slip",
    "right for vectors, one loop for several axes",
    "ValueError",
)
ROWS_COUNTED = Mistake(
    "rows_counted_as_weights",
    (),
    "Your function is right for a vector only: for a table, `W[i]` is a whole row, and there are "
    "fewer rows than weights. `np.ndindex(W.shape)` goes through all places, in any shape.",
    "slip",
    "right for vectors, one loop for several axes",
    "IndexError",
)
NORMS_DIVIDED = Mistake(
    "norms_divided",
    (),
    "np.linalg.norm makes one number of all entries, in which a large entry hides a small one. "
    "Divide entry by entry, then take the largest.",
    "misconception",
    "one error of all entries, not one for each",
)
OTHER_FLOOR = Mistake(
    "bound_of_another_size",
    (),
    "Divide by 1e-8 wherever |a| + |b| is smaller, not only where it is 0: `np.maximum(…, 1e-8)`.",
    "slip",
    "one bound",
)
