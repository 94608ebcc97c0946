"""The likeliest slips in optimization, which the visible checks tell by their values.

They are part of the catalogue of mistakes, too (see `coursework.naming`).
"""

from coursework.failures import Mistake

WORST_KEPT = Mistake(
    "worst_weights_kept",
    (),
    "You keep the W with the *largest* loss. Smaller is better: compare with `<`, and start with "
    "an infinite loss.",
)
LAST_RETURNED = Mistake(
    "last_weights_returned",
    (),
    "You return the last try. Keep the best so far, and its W, in variables of their own.",
)
BEST_LOSS_WITH_LAST = Mistake(
    "best_loss_with_last_weights",
    (),
    "Your best loss is right, but your W is that of the last try. Keep W together with its "
    "loss, as a new array: one that is overwritten (`W[...] = …`) changes under its other names.",
)
STARTS_AT_ZERO = Mistake(
    "best_loss_starts_at_zero",
    (),
    'Your best loss starts at 0, and no loss is smaller. Begin with `float("inf")`.',
)
LOSS_FIRST = Mistake(
    "loss_returned_first", (), "You return the loss first. Asked for is (best_W, best_loss)."
)
ONE_STEP_BELOW = Mistake(
    "divided_by_one_step",
    (),
    "Your slopes are twice too large. From w − h to w + h it is 2h: divide by that.",
)
NO_BRACKETS = Mistake(
    "two_h_without_brackets",
    (),
    "`… / 2 * h` divides by 2 and then multiplies by h. Put 2h in brackets: `/ (2 * h)`.",
)
REVERSED = Mistake("differences_reversed", (), "All signs are reversed: it is f(w + h) − f(w − h).")
NOT_PUT_BACK = Mistake(
    "weight_not_put_back",
    (),
    "Each weight stays moved when the next one has its turn. Put it back to its old value.",
)
ALL_MOVED = Mistake(
    "all_weights_moved",
    (),
    "You move all weights at once, by `W + h`. Move one, and leave the others where they are.",
)
ONE_SLOPE = Mistake(
    "one_slope_for_all_weights",
    (),
    "You move all weights at once, by `W + h`, and get a single number. There is a slope for "
    "each weight: move one, and leave the others where they are.",
)
NO_COPY = Mistake(
    "second_name_taken_for_copy",
    (),
    "Your slopes are about half of what is right. `up = W` makes no copy, but a second name for "
    "the same array: the step down only takes the step up back. `W.astype(float)` is a copy.",
)
LOST_IN_INTEGERS = Mistake(
    "step_lost_in_integers",
    (),
    "W held integers, and an array of integers cuts off all behind the point: a small step, or a "
    "slope. Work on a copy of floats, `W.astype(float)`, and collect the slopes in "
    "`np.zeros(W.shape)`.",
)
SIGNED_DIFFERENCE = Mistake(
    "difference_without_absolute_value",
    (),
    "a − b can be negative, and then the largest isn't the one furthest off: take |a − b|.",
)
ABSOLUTE_SUM = Mistake(
    "absolute_value_of_sum",
    (),
    "Below, take |a| + |b|: the absolute value of each, then the sum.",
)
MEAN_ERROR = Mistake(
    "mean_of_errors", (), "That is the mean over the entries. One wrong entry should show."
)
LARGEST_APART = Mistake(
    "largest_divided_by_largest",
    (),
    "You take the largest above and the largest below, which may be of different entries. "
    "Divide entry by entry, then take the largest.",
)
TO_THE_LARGER = Mistake(
    "relative_to_the_larger",
    (),
    "You divide by the larger of |a| and |b|. This course adds them.",
)
ALL_ERRORS = Mistake(
    "errors_of_all_entries", (), "Those are the errors of all entries. Return the largest."
)
BY_ZERO = Mistake(
    "divided_by_zero",
    (),
    "Where a and b are both 0, you divide 0 by 0, which is NaN. Divide by at least 1e-8: "
    "`np.maximum(…, 1e-8)`.",
)
SUM_OF_SQUARES = Mistake("sum_of_squares", (), "That is the sum of the squares. Take their mean.")
SUM_IN_BOTH = Mistake(
    "sum_of_squares_in_both", (), "Both are sums over the examples. Divide both by N."
)
LACKS_TWO = Mistake(
    "regression_gradient_lacks_two",
    (),
    "The derivative of r² is 2r: your gradient lacks the 2.",
)
NOT_DIVIDED = Mistake(
    "regression_gradient_not_divided_by_n",
    (),
    "The loss is a mean, so its gradient is one: divide by N.",
)
SIGN_LOST = Mistake(
    "residual_sign_lost",
    (),
    "Your gradient points the other way. The square hides the sign of the residual, its "
    "derivative doesn't: with t − w · x, the inner derivative is −x.",
)
LACKS_EXAMPLES = Mistake(
    "regression_gradient_lacks_examples",
    (),
    "Your gradient has a number for each example. The inner derivative is missing: multiply "
    "by x, and there will be one for each weight.",
)
UPHILL = Mistake(
    "step_up_the_slope",
    (),
    "You walk uphill. The gradient points to where the loss grows: subtract it, W − α∇L.",
)
NO_RATE = Mistake(
    "learning_rate_forgotten",
    (),
    "The learning rate does nothing in your function. Multiply the gradient by it.",
)
SLOPE_KEPT = Mistake(
    "slope_of_the_start_kept",
    (),
    "You follow the slope at the start, all the way. The slope changes with W: ask for it "
    "anew in each step.",
)
RETURNED_EARLY = Mistake(
    "returned_after_one_step",
    (),
    "Your function returns after a single step: its `return` stands inside the loop. Move it to "
    "the left, under the `for`.",
)
LOSS_AFTER = Mistake(
    "loss_after_the_step",
    (),
    "Your losses are those *after* each step. The loss that comes with the gradient is the "
    "one before: note that down, and don't ask for another.",
)
