"""What students get wrong in the sigmoid, and in the neuron that ends in one."""

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


def _neuron(w, x, slope=None, bias=True):
    """Return value, gradient of the sum, and both gradients, with a slope of one's own."""
    total = w[:-1] @ x + (w[-1] if bias else 0)
    value = 1 / (1 + np.exp(-total))
    up = value * (1 - value) if slope is None else slope(value)
    return value, np.append(up * x, up), up * w[:-1]


@mistake(
    "sigmoid_neuron",
    hint="The sign of the sum is reversed: the formula has exp(−s). A large sum should give a "
    "value near 1.",
    slip="one sign",
)
def neuron_without_minus(w, x):
    value, dw, dx = _neuron(-w, x)
    return value, dw, -dx


@mistake(
    "sigmoid_neuron",
    hint="The bias isn't in your sum. It is the last entry of w, and has no input to go with.",
    slip="one term",
)
def neuron_bias_not_added(w, x):
    return _neuron(w, x, bias=False)


@mistake(
    "sigmoid_neuron",
    hint="You take the first entry of w for the bias. Here it is the last.",
    slip="another convention of where the bias stands",
)
def neuron_bias_taken_first(w, x):
    value, dw, dx = _neuron(np.roll(w, -1), x)
    return value, np.roll(dw, 1), dx


@mistake(
    "sigmoid_neuron",
    hint="That is the sum before the sigmoid. The neuron's value is σ of it.",
    slip="the last step is missing in the value, not in the gradients",
)
def neuron_value_is_the_sum(w, x):
    _, dw, dx = _neuron(w, x)
    return w[:-1] @ x + w[-1], dw, dx


@mistake(
    "sigmoid_neuron",
    hint="The gradient of the bias is missing: dw has an entry for each entry of w. A bias goes "
    "into an add gate, so its gradient is what comes from above.",
    slip="one entry",
)
def neuron_bias_gradient_missing(w, x):
    value, dw, dx = _neuron(w, x)
    return value, dw[:-1], dx


@mistake(
    "sigmoid_neuron",
    hint="The gradient of the bias is 0 in your dw. A bias goes into an add gate, so its gradient "
    "is what comes from above.",
    slip="one entry",
)
def neuron_bias_gradient_zero(w, x):
    value, dw, dx = _neuron(w, x)
    return value, np.append(dw[:-1], 0.0), dx


@mistake(
    "sigmoid_neuron",
    hint="The bias's gradient is the plain 1 of its add gate. Multiply by what comes from above.",
    slip="one entry",
)
def neuron_bias_gradient_is_one(w, x):
    value, dw, dx = _neuron(w, x)
    return value, np.append(dw[:-1], 1.0), dx


@mistake(
    "sigmoid_neuron",
    hint="You return dx before dw. The order is (value, dw, dx), like the arguments w and x.",
    slip="the order of what is returned",
)
def neuron_gradients_swapped(w, x):
    value, dw, dx = _neuron(w, x)
    return value, dx, dw


@mistake(
    "sigmoid_neuron",
    hint="The slope of the sigmoid is missing: your gradients are those of the sum. Multiply them "
    "by σ (1 − σ).",
    misconception="a gate is left out of the chain",
)
def neuron_slope_forgotten(w, x):
    return _neuron(w, x, slope=lambda value: 1.0)


@mistake(
    "sigmoid_neuron",
    hint="You multiply by σ. The slope of the sigmoid is σ (1 − σ), not σ itself.",
    misconception="the value is taken for the slope",
)
def neuron_slope_is_value(w, x):
    return _neuron(w, x, slope=lambda value: value)


@mistake(
    "sigmoid_neuron",
    hint="Your slope is σ (1 + σ). It is σ (1 − σ), with a minus.",
    slip="one sign",
)
def neuron_slope_with_plus(w, x):
    return _neuron(w, x, slope=lambda value: value * (1 + value))


@mistake(
    "sigmoid_neuron",
    hint="All gradients have the wrong sign. Count the minus signs: exp(−s) and 1/u have one each.",
    slip="one sign",
)
def neuron_slope_negative(w, x):
    return _neuron(w, x, slope=lambda value: -value * (1 - value))


@mistake(
    "sigmoid_neuron",
    hint="You take the sigmoid twice: σ (1 − σ) goes by the neuron's value, not by its sigmoid.",
    slip="one sigmoid too many",
)
def neuron_sigmoid_taken_twice(w, x):
    def slope(value):
        again = 1 / (1 + np.exp(-value))
        return again * (1 - again)

    return _neuron(w, x, slope)


@mistake(
    "sigmoid_neuron",
    hint="dx has an entry too many: the bias has no input. dx is as long as x.",
    slip="one entry too many",
)
def neuron_bias_in_dx(w, x):
    value, dw, _ = _neuron(w, x)
    return value, dw, value * (1 - value) * w


@mistake(
    "sigmoid_neuron",
    hint="You round on the way, as the lecture's slide does. Keep all digits to the end.",
    slip="right to two digits",
)
def neuron_rounded_on_the_way(w, x):
    return _neuron(w, x, slope=lambda value: np.round(value * (1 - value), 2))


@mistake(
    "sigmoid_neuron",
    hint="You have written down two inputs, x[0] and x[1]. A neuron may have any number of them: "
    "take w[:-1] and x as whole arrays.",
    misconception="one number of inputs in place of any",
    raises="IndexError",
)
def neuron_with_two_inputs_only(w, x):
    value = 1 / (1 + np.exp(-(w[0] * x[0] + w[1] * x[1] + w[2])))
    up = value * (1 - value)
    return value, up * np.array([x[0], x[1], 1.0]), up * np.array([w[0], w[1]])
