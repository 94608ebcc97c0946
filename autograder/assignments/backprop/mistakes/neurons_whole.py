"""What students get wrong in a neuron."""

# A mistake is named in small letters, a class as well as a function.

import numpy as np

from autograder.assignments.mistake import mistake


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
    hint="The bias isn't in your sum. It is the last entry of w, and has no input to go with it.",
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
    hint="Your code is written for two inputs, x[0] and x[1]. A neuron may have any number of "
    "them: take w[:-1] and x as whole arrays.",
    misconception="one number of inputs in place of any",
    raises="IndexError",
)
def neuron_with_two_inputs_only(w, x):
    value = 1 / (1 + np.exp(-(w[0] * x[0] + w[1] * x[1] + w[2])))
    up = value * (1 - value)
    return value, up * np.array([x[0], x[1], 1.0]), up * np.array([w[0], w[1]])
