"""Mistakes in `hinge_loss`, the loss of one example.

Most are the right solution with one term changed, and are written so.
"""

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from solutions import svm as right


@mistake(
    "hinge_loss",
    hint="Each loss is too large by the margin. The sum runs over j ≠ y: leave out the right "
    "class, whose term would be max(0, 0 + 1).",
    slip="one term too many in the sum",
)
def right_class_included_in_hinge(scores, label, delta=1.0):
    return np.maximum(0, scores - scores[label] + delta).sum()


@mistake(
    "hinge_loss",
    hint="You leave out every class that has the right class's score. Leave out the right class "
    "only, by its index: another class with the same score misses the margin by all of Δ.",
    slip="one term too few in the sum, where scores are equal",
)
def equal_scores_left_out(scores, label, delta=1.0):
    return np.maximum(0, scores - scores[label] + delta)[scores != scores[label]].sum()


@mistake(
    "hinge_loss",
    hint="The margin Δ is lost on the way. This is how one of the lecture's slides comes to 10.9 "
    "for the frog, as 5.3 + 5.6; with the margin it is 6.3 + 6.6 = 12.9.",
    slip="one term, Δ, is missing",
)
def margin_forgotten_in_hinge(scores, label, delta=1.0):
    return right.hinge_loss(scores, label, 0.0)


@mistake(
    "hinge_loss",
    hint="You subtract the margin Δ. It is added: max(0, s_j − s_y + Δ).",
    slip="one sign, that of Δ",
)
def margin_subtracted_in_hinge(scores, label, delta=1.0):
    return right.hinge_loss(scores, label, -delta)


@mistake(
    "hinge_loss",
    hint="You add Δ after max(0, …), so that each wrong class counts. It belongs inside: "
    "max(0, s_j − s_y + Δ).",
    slip="one term, Δ, stands in the wrong place",
)
def margin_outside_maximum_in_hinge(scores, label, delta=1.0):
    margins = np.maximum(0, scores - scores[label]) + delta
    margins[label] = 0
    return margins.sum()


@mistake(
    "hinge_loss",
    hint="You count the classes that miss the margin. Add how far each one misses it.",
    misconception="how far a class misses the margin, which is the loss, isn't measured",
)
def one_added_in_place_of_margin_in_hinge(scores, label, delta=1.0):
    margins = scores - scores[label] + delta
    margins[label] = 0
    return (margins > 0).sum()


@mistake(
    "hinge_loss",
    hint="Take the hinge itself here: the margins aren't squared.",
    misconception="it is another loss, the squared hinge",
)
def squared_hinge_of_one(scores, label, delta=1.0):
    margins = np.maximum(0, scores - scores[label] + delta)
    margins[label] = 0
    return np.sum(margins**2)


@mistake(
    "hinge_loss",
    hint="That is the mean over the classes. The hinge loss is their sum.",
    slip="one factor, 1/C, too many",
)
def mean_over_classes_in_hinge(scores, label, delta=1.0):
    return right.hinge_loss(scores, label, delta) / len(scores)


@mistake(
    "hinge_loss",
    hint="That is the mean over the wrong classes. The hinge loss is their sum.",
    slip="one factor, 1/(C − 1), too many",
)
def mean_over_wrong_classes_in_hinge(scores, label, delta=1.0):
    return right.hinge_loss(scores, label, delta) / (len(scores) - 1)


@mistake(
    "hinge_loss",
    hint="The margin is s_j − s_y + Δ: positive where a wrong class comes too close. You have "
    "s_y − s_j + Δ.",
    slip="one sign, that of the difference of scores",
)
def scores_swapped_in_hinge(scores, label, delta=1.0):
    return right.hinge_loss(-scores, label, delta)


@mistake(
    "hinge_loss",
    hint="Your margin is always 1. Use the argument `delta`, as the caller may ask for another.",
    slip="one term is the usual 1 in place of the argument",
)
def margin_fixed_at_one(scores, label, delta=1.0):
    return right.hinge_loss(scores, label)


@mistake(
    "hinge_loss",
    hint="Negative margins count as 0, not as a bonus: take max(0, …) of each before you add.",
    misconception="the hinge, max(0, …) of each margin, is missing",
)
def maximum_forgotten_in_hinge(scores, label, delta=1.0):
    margins = scores - scores[label] + delta
    margins[label] = 0
    return margins.sum()


@same_as(maximum_forgotten_in_hinge, "hinge_loss")
def maximum_of_the_sum_in_hinge(scores, label, delta=1.0):
    margins = scores - scores[label] + delta
    margins[label] = 0
    return max(0.0, margins.sum())


@mistake(
    "hinge_loss",
    hint="You take the size |…| of each margin, so that a class that is far enough behind costs, "
    "too. It costs nothing: max(0, …).",
    misconception="the hinge, max(0, …) of each margin, is missing",
)
def absolute_margins_in_hinge(scores, label, delta=1.0):
    margins = np.abs(scores - scores[label] + delta)
    margins[label] = 0
    return margins.sum()


@same_as(absolute_margins_in_hinge, "hinge_loss")
def absolute_differences_in_hinge(scores, label, delta=1.0):
    margins = np.abs(scores - scores[label]) + delta
    margins[label] = 0
    return margins.sum()


@mistake(
    "hinge_loss",
    hint="Only the class that misses the margin most counts in your loss. Here, all wrong classes "
    "are added up.",
    misconception="it is another loss: the largest term in place of their sum",
)
def only_worst_class_in_hinge(scores, label, delta=1.0):
    margins = np.maximum(0, scores - scores[label] + delta)
    margins[label] = 0
    return margins.max()


@mistake(
    "hinge_loss",
    hint="`break` ends the loop at the right class, so that the classes after it never count. "
    "`continue` leaves out this one alone.",
    slip="one word, `break` for `continue`; all terms are right",
)
def stops_at_right_class_in_hinge(scores, label, delta=1.0):
    return np.maximum(0, scores[:label] - scores[label] + delta).sum()


@mistake(
    "hinge_loss",
    hint="You take another class for the right one, as if labels were counted from 1. They are "
    "counted from 0: `scores[label]`.",
    slip="another convention: labels counted from 1",
)
def label_counted_from_one_in_hinge(scores, label, delta=1.0):
    return right.hinge_loss(scores, label - 1, delta)


@mistake(
    "hinge_loss",
    hint="Your loss doesn't depend on the scores: each wrong class adds Δ. Do you subtract each "
    "score from itself? Subtract the right class's: `scores[label]`.",
    omission="the scores are ignored",
)
def right_score_not_picked_in_hinge(scores, label, delta=1.0):
    return delta * (len(scores) - 1)


@mistake(
    "svm_loss_naive",
    "hinge_loss",
    hint="`np.max(0, x)` takes the maximum of the single number 0 along the axis x. For the larger "
    "of two numbers take max(0, x) or np.maximum(0, x).",
    omission="it ends in an error before anything is computed",
    raises="TypeError",
)
def np_max_of_two_numbers(*arguments):
    scores = arguments[0] if len(arguments) < 4 else arguments[0] @ arguments[1][0]
    return np.max(0, scores[0] - scores[1] + 1)
