"""What students get wrong in the gates that add and multiply."""

# A mistake is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from solutions import backprop as right


@mistake(
    "AddGate",
    hint="Your gradients are the local ones, 1 and 1. The chain rule multiplies them by the "
    "upstream gradient.",
    omission="the upstream gradient is ignored",
)
class add_ignores_upstream(right.AddGate):
    def backward(self, upstream):
        return np.ones(np.shape(upstream)), np.ones(np.shape(upstream))


@same_as(
    add_ignores_upstream,  # type: ignore[arg-type]  # to mypy, still the class that it was
    "AddGate",
)
class add_gives_one_number(right.AddGate):
    def backward(self, upstream):
        return 1.0, 1.0


@mistake(
    "AddGate",
    hint="You multiply by the other input: that is what a multiply gate does. The slope of x + y "
    "along x is 1, whatever x and y are.",
    misconception="another gate's gradient",
)
class add_taken_for_multiply(right.MultiplyGate):
    def forward(self, x, y):
        super().forward(x, y)
        return x + y


@mistake(
    "AddGate",
    hint="You multiply by the input itself. The slope of x + y along x is 1, whatever x and y are.",
    misconception="the slope of a sum has no input in it",
)
class add_multiplies_by_own_input(right.MultiplyGate):
    def forward(self, x, y):
        super().forward(y, x)
        return x + y


@mistake(
    "AddGate",
    hint="You share the upstream gradient between the inputs. But if x grows by 1, the sum does, "
    "too: each input gets all of it.",
    misconception="an add gate hands on, it doesn't share out",
)
class add_halves_gradient(right.AddGate):
    def backward(self, upstream):
        return upstream / 2, upstream / 2


@mistake(
    "AddGate",
    hint="The second input gets nothing. The sum grows with y just as with x.",
    misconception="one input gets no gradient at all",
)
class add_passes_to_x_only(right.AddGate):
    def backward(self, upstream):
        return upstream, upstream * 0


@mistake(
    "AddGate",
    hint="There are two inputs, so there are two gradients, even where they are equal: (dx, dy).",
    slip="one value in place of two equal ones",
)
class add_returns_one_gradient(right.AddGate):
    def backward(self, upstream):
        return upstream


@mistake(
    "MultiplyGate",
    hint="Not switched: you multiply by the input itself. The slope of x · y along x is y, the "
    "*other* input.",
    misconception="to switch is all that this gate does",
)
class multiply_not_switched(right.MultiplyGate):
    def backward(self, upstream):
        return upstream * self.x, upstream * self.y


@mistake(
    "MultiplyGate",
    hint="Your gradients are the local ones, y and x. The chain rule multiplies them by the "
    "upstream gradient.",
    omission="the upstream gradient is ignored",
)
class multiply_ignores_upstream(right.MultiplyGate):
    def backward(self, upstream):
        return self.y, self.x


@mistake(
    "MultiplyGate",
    hint="You hand the upstream gradient to both inputs, as an add gate does. The slope of x · y "
    "along x is y.",
    misconception="another gate's gradient",
)
class multiply_distributes(right.MultiplyGate):
    def backward(self, upstream):
        return upstream, upstream


@mistake(
    "MultiplyGate",
    hint="You multiply by the gate's value x · y. The slope of x · y along x is y alone.",
    misconception="the value is taken for the slope",
)
class multiply_by_its_value(right.MultiplyGate):
    def backward(self, upstream):
        return upstream * self.x * self.y, upstream * self.x * self.y


@mistake(
    "MultiplyGate",
    hint="Your backward still uses the inputs of the first forward. Each forward has to remember "
    "its own.",
    slip="only a second forward shows it",
)
class multiply_keeps_first_inputs(right.MultiplyGate):
    def forward(self, x, y):
        if not hasattr(self, "x"):
            super().forward(x, y)
        return x * y


@mistake(
    "MultiplyGate",
    hint="Your backward changes in place what forward remembered (`self.x *= …`), so that the next "
    "call finds other numbers, and so does everyone else who holds these arrays. Make new arrays: "
    "`upstream * self.x`.",
    slip="right once, and only a second backward shows it",
)
class multiply_changes_cache_in_place(right.MultiplyGate):
    def backward(self, upstream):
        self.x *= upstream
        self.y *= upstream
        return self.y, self.x


@mistake(
    "MultiplyGate",
    hint="forward has to remember its inputs for backward: `self.x, self.y = x, y`.",
    omission="backward computes nothing",
    raises="AttributeError",
)
class multiply_forgets_inputs(right.MultiplyGate):
    def backward(self, upstream):
        raise AttributeError("'MultiplyGate' object has no attribute 'y'")


@mistake(
    "MultiplyGate",
    hint="Your gate keeps its inputs in the class, or in a variable outside: one pair for all "
    "multiply gates, so that each forgets its own. Keep them in the object: `self.x = x`.",
    slip="right as long as there is one gate of its kind",
)
class multiply_kept_on_the_class(right.MultiplyGate):
    def forward(self, x, y):
        type(self).x, type(self).y = x, y
        return x * y


@mistake(
    "MultiplyGate",
    hint="The upstream gradient is in one of your two gradients only. Both are multiplied by it.",
    slip="one factor",
)
class multiply_upstream_in_dx_only(right.MultiplyGate):
    def backward(self, upstream):
        return upstream * self.y, self.x


@mistake(
    "MultiplyGate",
    hint="You add the upstream gradient. The chain rule multiplies by it.",
    misconception="slopes along a path multiply",
)
class multiply_adds_upstream(right.MultiplyGate):
    def backward(self, upstream):
        return upstream + self.y, upstream + self.x
