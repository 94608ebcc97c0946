"""What students get wrong in the sigmoid gate."""

# A mistake is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.assignments.mistake import mistake, same_as
from solutions import backprop as right


@mistake(
    "SigmoidGate",
    hint="You compute 1 / (1 + exp(x)): the minus sign in exp(−x) is missing.",
    slip="one sign",
)
class sigmoid_without_minus(right.SigmoidGate):
    def forward(self, x):
        return super().forward(-np.asarray(x))


@same_as(
    sigmoid_without_minus,  # type: ignore[arg-type]  # to mypy, still the class that it was
    "SigmoidGate",
    slip="one sign, which goes on from the value into the slope",
)
class sigmoid_falls(right.SigmoidGate):
    def forward(self, x):
        return super().forward(-np.asarray(x))

    def backward(self, upstream):
        return -super().backward(upstream)


@mistake(
    "SigmoidGate",
    hint="You multiply by σ, the gate's value. Its slope is σ (1 − σ), not σ itself.",
    misconception="the value is taken for the slope",
)
class sigmoid_slope_is_value(right.SigmoidGate):
    def backward(self, upstream):
        return upstream * self.value


@mistake(
    "SigmoidGate",
    hint="You multiply by 1 − σ only. The slope is σ (1 − σ).",
    slip="one factor of the slope",
)
class sigmoid_slope_is_rest(right.SigmoidGate):
    def backward(self, upstream):
        return upstream * (1 - self.value)


@mistake(
    "SigmoidGate",
    hint="Your slope is σ (1 + σ). It is σ (1 − σ), with a minus.",
    slip="one sign",
)
class sigmoid_slope_with_plus(right.SigmoidGate):
    def backward(self, upstream):
        return upstream * self.value * (1 + self.value)


@mistake(
    "SigmoidGate",
    hint="The sign is wrong: σ grows with x, and so its slope is positive.",
    slip="one sign",
)
class sigmoid_slope_negative(right.SigmoidGate):
    def backward(self, upstream):
        return -super().backward(upstream)


@mistake(
    "SigmoidGate",
    hint="You take the sigmoid twice: σ (1 − σ) goes by the value that forward returned, not by "
    "the sigmoid of that value.",
    slip="one sigmoid too many",
)
class sigmoid_taken_twice(right.SigmoidGate):
    def backward(self, upstream):
        again = 1 / (1 + np.exp(-self.value))
        return upstream * again * (1 - again)


@mistake(
    "SigmoidGate",
    hint="You put the input into the formula: x (1 − x). It is σ (1 − σ), with forward's value.",
    misconception="the slope goes by the value, not by the input",
)
class sigmoid_slope_of_input(right.SigmoidGate):
    def forward(self, x):
        self.x = x
        return super().forward(x)

    def backward(self, upstream):
        return upstream * self.x * (1 - self.x)


@mistake(
    "SigmoidGate",
    hint="You take the sigmoid of the upstream gradient. The slope goes by what forward saw; the "
    "upstream gradient is a factor.",
    omission="what forward saw is ignored",
)
class sigmoid_slope_of_upstream(right.SigmoidGate):
    def backward(self, upstream):
        value = 1 / (1 + np.exp(-upstream))
        return value * (1 - value)


@mistake(
    "SigmoidGate",
    hint="That is the local gradient, σ (1 − σ). Multiply it by the upstream gradient.",
    omission="the upstream gradient is ignored",
)
class sigmoid_ignores_upstream(right.SigmoidGate):
    def backward(self, upstream):
        return self.value * (1 - self.value)


@mistake(
    "SigmoidGate",
    hint="A gate with one input returns its gradient itself: `return dx`, not `return dx,` or "
    "`return [dx]`.",
    slip="the right gradient in a tuple",
)
class sigmoid_returns_tuple(right.SigmoidGate):
    def backward(self, upstream):
        return (super().backward(upstream),)


@mistake(
    "SigmoidGate",
    hint="Your backward still uses the value of the first forward. Each forward has to remember "
    "its own.",
    slip="only a second forward shows it",
)
class sigmoid_keeps_first_value(right.SigmoidGate):
    def forward(self, x):
        if not hasattr(self, "value"):
            super().forward(x)
        return 1 / (1 + np.exp(-x))


@mistake(
    "SigmoidGate",
    hint="Your gate keeps its value in the class, or in a variable outside: one for all sigmoid "
    "gates. Keep it in the object: `self.value = …`.",
    slip="right as long as there is one gate of its kind",
)
class sigmoid_kept_on_the_class(right.SigmoidGate):
    def forward(self, x):
        type(self).value = 1 / (1 + np.exp(-x))
        return self.value


@mistake(
    "SigmoidGate",
    hint="math.exp takes one number. For arrays, entry by entry, there is np.exp.",
    slip="right for numbers; arrays aren't thought of",
    raises="TypeError",
)
class sigmoid_works_for_numbers_only(right.SigmoidGate):
    def forward(self, x):
        import math

        self.value = 1 / (1 + math.exp(-x))
        return self.value
