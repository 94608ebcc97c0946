"""The visible checks of single gates, and of the neuron made of them."""

from typing import Any

import numpy as np

from coursework.expecting.values import expect_array, expect_number
from coursework.faults.failures import WrongForm, shown
from coursework.scoring.check import Asked, check

NEURON = "(value, dw, dx)"


def two_gradients(value: Any) -> tuple[Any, Any]:
    """Return what `backward` of a gate with two inputs gave, as a pair."""
    if value is None:
        raise WrongForm("Your backward returned None. It should return (dx, dy).")
    if not isinstance(value, tuple | list | np.ndarray) or (
        isinstance(value, np.ndarray) and value.ndim == 0
    ):
        raise WrongForm("Your backward should return (dx, dy)", f"returned {shown(value)}")
    if len(value) != 2:
        raise WrongForm(
            "Your backward should return two gradients, (dx, dy)", f"returned {len(value)}"
        )
    return value[0], value[1]


def expect_one_gradient(value: Any) -> None:
    """Fail if `backward` of a gate with one input has put its gradient into a tuple."""
    if isinstance(value, tuple):
        raise WrongForm(
            "Your backward should return the gradient itself, not a tuple",
            f"returned {shown(value)}",
        )


def single(value: Any) -> Any:
    """Return a gradient, also out of a tuple: that is the business of another check."""
    return value[0] if isinstance(value, tuple) and len(value) == 1 else value


def expect_gradients(value: Any, dx: float, dy: float, given: str) -> None:
    """Fail unless `backward` gave these two numbers."""
    got_dx, got_dy = two_gradients(value)
    expect_number(got_dx, dx, "dx", given)
    expect_number(got_dy, dy, "dy", given)


@check("AddGate", points=1)
def value(student: Asked) -> None:
    """The gate's value is the sum of its inputs."""
    (got,) = student.use(("forward", 3.0, 4.5))
    expect_number(got, 7.5, "sum", "of 3 and 4.5")


@check(
    "AddGate",
    points=2,
    hint="If x grows by a little, x + y grows by just as much: the local gradient is 1.",
)
def gradients(student: Asked) -> None:
    """Backward gives the gradients of both inputs."""
    _, got = student.use(("forward", 3.0, 4.0), ("backward", 5.0))
    expect_gradients(got, 5.0, 5.0, "for an upstream gradient of 5")


@check("MultiplyGate", points=1)
def product(student: Asked) -> None:
    """The gate's value is the product of its inputs."""
    (got,) = student.use(("forward", 2.0, -3.5))
    expect_number(got, -7.0, "product", "of 2 and −3.5")


@check(
    "MultiplyGate",
    points=2,
    hint="If x grows by a little, x · y grows y times as much. And the upstream gradient?",
)
def product_gradients(student: Asked) -> None:
    """Backward gives the gradients of both inputs."""
    _, got = student.use(("forward", 2.0, -3.0), ("backward", 5.0))
    expect_gradients(got, -15.0, 10.0, "for inputs 2 and −3 and an upstream gradient of 5")


@check("MaxGate", points=1)
def maximum(student: Asked) -> None:
    """The gate's value is the larger of its inputs."""
    got = [student.use(("forward", *pair))[0] for pair in ((2.0, -3.0), (1.0, 4.0))]
    expect_number(got[0], 2.0, "maximum", "of 2 and −3")
    expect_number(got[1], 4.0, "maximum", "of 1 and 4")


@check(
    "MaxGate",
    points=2,
    hint="If the larger input grows by a little, so does the maximum. And if the smaller one does?",
)
def maximum_gradients(student: Asked) -> None:
    """Backward gives the gradients of both inputs."""
    pairs = ((2.0, -3.0), (-4.0, 1.0), (3.0, 5.0))
    got = [student.use(("forward", *pair), ("backward", 7.0))[1] for pair in pairs]
    expect_gradients(got[0], 7.0, 0.0, "for inputs 2 and −3 and an upstream gradient of 7")
    expect_gradients(got[1], 0.0, 7.0, "for inputs −4 and 1 and an upstream gradient of 7")
    expect_gradients(got[2], 0.0, 7.0, "for inputs 3 and 5 and an upstream gradient of 7")


@check(
    "MaxGate",
    points=1,
    role="part",
    builds_on=["maximum_gradients"],
    hint="Entry by entry: np.maximum(x, y) for the value, and a comparison of the two arrays for "
    "the gradients.",
)
def entry_by_entry(student: Asked) -> None:
    """Arrays go through the gate entry by entry."""
    x, y = np.array([2.0, -4.0, 3.0]), np.array([-3.0, 1.0, 5.0])
    value, got = student.use(("forward", x, y), ("backward", np.array([7.0, 8.0, 9.0])))
    given = "for x = (2, −4, 3) and y = (−3, 1, 5)"
    expect_array(value, np.array([2.0, 1.0, 5.0]), "maximum", given)
    dx, dy = two_gradients(got)
    given += " and an upstream gradient of (7, 8, 9)"
    expect_array(dx, np.array([7.0, 0.0, 0.0]), "dx", given)
    expect_array(dy, np.array([0.0, 8.0, 9.0]), "dy", given)


@check(
    "MaxGate",
    points=1,
    role="part",
    builds_on=["maximum_gradients"],
    hint="Which comparison counts equal numbers in: > or >=?",
)
def tie_goes_to_x(student: Asked) -> None:
    """Where both inputs are equal, x is treated as the larger one."""
    _, got = student.use(("forward", 4.0, 4.0), ("backward", 3.0))
    expect_gradients(got, 3.0, 0.0, "for inputs 4 and 4 and an upstream gradient of 3")
    x, y = np.array([4.0, 1.0]), np.array([4.0, 2.0])
    _, got = student.use(("forward", x, y), ("backward", np.array([3.0, 5.0])))
    dx, dy = two_gradients(got)
    given = "for x = (4, 1) and y = (4, 2) and an upstream gradient of (3, 5)"
    expect_array(dx, np.array([3.0, 0.0]), "dx", given)
    expect_array(dy, np.array([0.0, 5.0]), "dy", given)


@check("SigmoidGate", points=2, hint="σ(x) = 1 / (1 + exp(−x)). Mind the minus sign.")
def sigmoid(student: Asked) -> None:
    """The gate's value is the sigmoid of its input."""
    got = [student.use(("forward", x))[0] for x in (0.0, float(np.log(3)))]
    expect_number(got[0], 0.5, "value", "at 0")
    expect_number(got[1], 0.75, "value", "at log 3 = 1.0986, where exp(−x) is 1/3,")


@check(
    "SigmoidGate",
    points=2,
    hint="The slope of σ is σ (1 − σ), with the value that forward computed. And the upstream "
    "gradient?",
)
def sigmoid_gradient(student: Asked) -> None:
    """Backward gives the gradient of the input."""
    got = [student.use(("forward", x), ("backward", 8.0))[1] for x in (0.0, float(np.log(3)))]
    got = [single(one) for one in got]
    expect_number(got[0], 2.0, "dx", "where σ = 1/2, for an upstream gradient of 8")
    expect_number(got[1], 1.5, "dx", "where σ = 3/4, for an upstream gradient of 8")


@check(
    "SigmoidGate",
    points=1,
    role="part",
    builds_on=["sigmoid", "sigmoid_gradient"],
    hint="np.exp works on numbers and on arrays, math.exp on numbers only.",
)
def sigmoid_of_array(student: Asked) -> None:
    """Arrays go through the gate entry by entry; the gradient comes back as one array."""
    x = np.log(3) * np.array([0.0, 1.0, -1.0])
    value, got = student.use(("forward", x), ("backward", np.array([8.0, 16.0, 32.0])))
    given = "for the array (0, log 3, −log 3)"
    expect_array(value, np.array([0.5, 0.75, 0.25]), "value", given)
    expect_one_gradient(got)
    given += " and an upstream gradient of (8, 16, 32)"
    expect_array(got, np.array([2.0, 3.0, 6.0]), "dx", given)


# What two gates of a kind see, and what each hands down then.
FIRST, SECOND = (2.0, -3.0), (-5.0, 4.0)
AT_ONCE: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "AddGate": ((7.0, 7.0), (6.0, 6.0)),
    "MultiplyGate": ((-21.0, 14.0), (24.0, -30.0)),
    "MaxGate": ((7.0, 0.0), (0.0, 6.0)),
    "SigmoidGate": ((7 / 4,), (6 * 3 / 16,)),
}


def two_at_once(student: Asked) -> None:
    """Two gates of a kind know nothing of each other."""
    expected = AT_ONCE[student.question]
    inputs = ((0.0,), (float(np.log(3)),)) if len(expected[0]) == 1 else (FIRST, SECOND)
    got = student.use(
        ("forward", *inputs[0]),
        ("second.forward", *inputs[1]),
        ("backward", 7.0),
        ("second.backward", 6.0),
    )
    for value, right, which in zip(got[2:], expected, ("first", "second"), strict=True):
        given = f"from the {which} of two gates, each after its own forward"
        if len(right) == 2:
            expect_gradients(value, *right, given)
        else:
            expect_number(single(value), right[0], "dx", given)


ONE_FOR_ALL = "Keep what forward saw in the object, `self.x = x`: each gate has its own then."
TWO_AT_ONCE = [
    one
    for gate, gradients_of_gate in {
        "AddGate": "gradients",
        "MultiplyGate": "product_gradients",
        "MaxGate": "maximum_gradients",
        "SigmoidGate": "sigmoid_gradient",
    }.items()
    for one in check(gate, points=1, role="part", builds_on=[gradients_of_gate], hint=ONE_FOR_ALL)(
        two_at_once
    )
]

# What a neuron may be built of.
NEURON_GATES = ("AddGate", "MultiplyGate", "SigmoidGate")


@check(
    "sigmoid_neuron",
    points=2,
    uses=NEURON_GATES,
    hint="Add up the products and the bias, then take the sigmoid.",
)
def neuron_value(student: Asked) -> None:
    """The value is the sigmoid of the products and the bias, added up."""
    cases = (([2.0, -1.0, -4.0], [3.0, 2.0]), ([1.0, -0.5], [float(np.log(3)) + 0.5]))
    got = [student.part(0, NEURON, np.array(w), np.array(x)) for w, x in cases]
    expect_number(got[0], 0.5, "value", "for w = (2, −1, −4) and x = (3, 2)")
    expect_number(got[1], 0.75, "value", "where products and bias add up to log 3")


NEURON_ON_PAPER = (np.array([2.0, -1.0, -4.0]), np.array([3.0, 2.0]))


@check(
    "sigmoid_neuron",
    points=2,
    uses=NEURON_GATES,
    hint="The sum is 0, so σ is 1/2 and its slope is 1/4: this comes to the multiply gates from "
    "above, and to the bias. np.append(gradients, bias) puts the bias's last.",
)
def weights_gradient(student: Asked) -> None:
    """The gradient of the weights has an entry for each weight, the bias's last."""
    got = student.part(1, NEURON, *NEURON_ON_PAPER)
    expect_array(got, np.array([0.75, 0.5, 0.25]), "dw", "for w = (2, −1, −4) and x = (3, 2)")


@check(
    "sigmoid_neuron",
    points=2,
    uses=NEURON_GATES,
    hint="The sum is 0, so σ is 1/2 and its slope is 1/4: this comes to the multiply gates from "
    "above.",
)
def inputs_gradient(student: Asked) -> None:
    """The gradient of the inputs has an entry for each input."""
    got = student.part(2, NEURON, *NEURON_ON_PAPER)
    expect_array(got, np.array([0.5, -0.25]), "dx", "for w = (2, −1, −4) and x = (3, 2)")
