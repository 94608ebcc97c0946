"""What students get wrong in the gate that takes the maximum."""

# A mistake is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.assignments.mistake import mistake
from solutions import backprop as right


@mistake(
    "MaxGate",
    hint="Both inputs get the upstream gradient, as in an add gate. Move the smaller input a "
    "little: the maximum stays as it is.",
    misconception="another gate's gradient: nothing is routed",
)
class max_passes_to_both(right.MaxGate):
    def backward(self, upstream):
        return upstream, upstream


@mistake(
    "MaxGate",
    hint="The first input always gets the gradient: the comparison (the mask of a ReLU) is "
    "forgotten on the way back. Only the larger input gets it.",
    misconception="nothing is routed",
)
class max_mask_forgotten(right.MaxGate):
    def backward(self, upstream):
        return upstream, upstream * 0


@mistake(
    "MaxGate",
    hint="Neither input gets a gradient. The larger one gets all of it.",
    omission="no gradient is computed",
)
class max_passes_to_neither(right.MaxGate):
    def backward(self, upstream):
        return upstream * 0, upstream * 0


@mistake(
    "MaxGate",
    hint="The gradient goes to the smaller input. It belongs to the larger one.",
    misconception="the smaller input doesn't move the maximum",
)
class max_passes_to_smaller(right.MaxGate):
    def backward(self, upstream):
        return upstream * ~self.x_wins, upstream * self.x_wins


@mistake(
    "MaxGate",
    hint="Your gradients are 1 and 0. Multiply them by the upstream gradient.",
    omission="the upstream gradient is ignored",
)
class max_ignores_upstream(right.MaxGate):
    def backward(self, upstream):
        return self.x_wins * 1.0, ~self.x_wins * 1.0


@mistake(
    "MaxGate",
    hint="You multiply by the larger input. The slope of the maximum along it is 1.",
    misconception="the value is taken for the slope",
)
class max_multiplies_by_value(right.MaxGate):
    def forward(self, x, y):
        self.value = super().forward(x, y)
        return self.value

    def backward(self, upstream):
        dx, dy = super().backward(upstream)
        return dx * self.value, dy * self.value


@mistake(
    "MaxGate",
    hint="You compare each input with 0, not with the other input. (With y = 0 the gate is a "
    "ReLU, but y may be any number.)",
    misconception="the inputs aren't compared with each other",
)
class max_compares_with_zero(right.MaxGate):
    def forward(self, x, y):
        self.masks = np.asarray(x) > 0, np.asarray(y) > 0
        return super().forward(x, y)

    def backward(self, upstream):
        return upstream * self.masks[0], upstream * self.masks[1]


@mistake(
    "MaxGate",
    hint="At a tie, your gate treats y as the larger input. This course takes x: `x >= y`.",
    slip="another convention at a tie",
)
class max_tie_goes_to_y(right.MaxGate):
    def forward(self, x, y):
        self.x_wins = np.asarray(x) > np.asarray(y)
        return np.maximum(x, y)


@mistake(
    "MaxGate",
    hint="At a tie, both of your inputs get the gradient, twice as much as there is. This course "
    "gives it to x.",
    slip="another convention at a tie",
)
class max_tie_goes_to_both(right.MaxGate):
    def forward(self, x, y):
        self.y_wins = np.asarray(y) >= np.asarray(x)
        return super().forward(x, y)

    def backward(self, upstream):
        return upstream * self.x_wins, upstream * self.y_wins


@mistake(
    "MaxGate",
    hint="At a tie, your inputs share the gradient, as in PyTorch. This course gives all of it to "
    "x.",
    slip="another convention at a tie",
)
class max_tie_is_shared(right.MaxGate):
    def forward(self, x, y):
        self.share = (np.sign(np.subtract(x, y)) + 1) / 2
        return np.maximum(x, y)

    def backward(self, upstream):
        return upstream * self.share, upstream * (1 - self.share)


@mistake(
    "MaxGate",
    hint="At a tie, neither of your inputs gets the gradient. This course gives it to x.",
    slip="another convention at a tie",
)
class max_tie_goes_to_neither(right.MaxGate):
    def forward(self, x, y):
        self.masks = np.asarray(x) > np.asarray(y), np.asarray(y) > np.asarray(x)
        return np.maximum(x, y)

    def backward(self, upstream):
        return upstream * self.masks[0], upstream * self.masks[1]


@mistake(
    "MaxGate",
    hint="`upstream[mask] = 0` changes the upstream array itself, so that both gradients end up in "
    "one array, and the gate above finds its numbers changed. Make new ones: `upstream * mask`.",
    slip="right for numbers; only arrays show it",
)
class max_masks_upstream_in_place(right.MaxGate):
    def backward(self, upstream):
        dx, dy = upstream, upstream
        if np.ndim(upstream):
            dx[~self.x_wins] = 0
            dy[self.x_wins] = 0
            return dx, dy
        return super().backward(upstream)


@mistake(
    "MaxGate",
    hint="`max(x, y)` and `if x > y` compare two numbers. For arrays, entry by entry, take "
    "np.maximum(x, y) and a mask: `x >= y`.",
    slip="right for numbers; arrays aren't thought of",
    raises="ValueError",
)
class max_works_for_numbers_only(right.MaxGate):
    def forward(self, x, y):
        self.x_wins = np.asarray(x) >= np.asarray(y)
        return max(x, y)


@mistake(
    "MaxGate",
    hint="Your backward still uses the comparison of the first forward. Each forward has to "
    "remember its own.",
    slip="only a second forward shows it",
)
class max_keeps_first_comparison(right.MaxGate):
    def forward(self, x, y):
        if not hasattr(self, "x_wins"):
            super().forward(x, y)
        return np.maximum(x, y)


@mistake(
    "MaxGate",
    hint="Your gate keeps its comparison in the class, or in a variable outside: one for all max "
    "gates, so that each forgets its own. Keep it in the object.",
    slip="right as long as there is one gate of its kind",
)
class max_kept_on_the_class(right.MaxGate):
    def forward(self, x, y):
        type(self).x_wins = np.asarray(x) >= np.asarray(y)
        return np.maximum(x, y)


@mistake(
    "MaxGate",
    hint="That is the smaller of the two, and the gradient goes to it. The gate takes the larger.",
    slip="one comparison turned round",
)
class max_taken_for_minimum(right.MaxGate):
    def forward(self, x, y):
        self.x_wins = np.asarray(x) <= np.asarray(y)
        return np.minimum(x, y)
