"""The hidden checks of single gates, and of the neuron made of them."""

from typing import Any

import numpy as np

from autograder.assignments.any_answer.checks import expect_parts
from autograder.assignments.worked_examples import worked_example
from coursework.checks.backprop.gates import NEURON, NEURON_GATES, two_gradients
from coursework.expecting.unchanged import expect_inputs_unchanged, expect_unchanged
from coursework.expecting.values import expect_array
from coursework.scoring.check import Asked, check
from solutions import backprop as reference

OF_LECTURE = worked_example("sigmoid-neuron")


def inputs_apart(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Any, Any, Any]:
    """Draw two inputs and an upstream gradient; no two inputs are near a tie, none near 0."""
    x = rng.uniform(0.3, 2, shape) * rng.choice([-1, 1], shape)
    y = x + rng.uniform(0.3, 2, shape) * rng.choice([-1, 1], shape)
    return x, y, rng.uniform(0.5, 3, shape) * rng.choice([-1, 1], shape)


def expect_as_reference(student: Asked, uses: list[tuple[Any, ...]], given: str) -> None:
    """Fail unless the gate gives what the reference's does, in each step of its use."""
    gate = getattr(reference, student.question)()
    got = student.use(*uses)
    for value, (method, *arguments) in zip(got, uses, strict=True):
        expected = getattr(gate, method)(*arguments)
        if method == "forward":
            expect_array(value, expected, "value", given)
        elif isinstance(expected, tuple):
            for one, right, name in zip(two_gradients(value), expected, ("dx", "dy"), strict=True):
                expect_array(one, right, name, given)
        else:
            expect_array(value, expected, "dx", given)


def random_arrays(student: Asked) -> None:
    """The gate works entry by entry on arrays, in float32 too."""
    rng = student.rng
    far = 5 if student.question == "SigmoidGate" else 1  # out to where it is nearly flat
    x, y, upstream = inputs_apart(rng, (3, 4))
    cases = {
        "for arrays of shape (3, 4)": (far * x, y, upstream),
        "for arrays of float32": [one.astype(np.float32) for one in inputs_apart(rng, (5,))],
        "for an upstream gradient of 1": (x[0], y[0], np.ones(4)),
    }
    if student.question == "MaxGate":  # a table that is begun as zeros_like(x) holds no fractions
        whole = rng.permutation(8) - 4
        cases["for arrays of whole numbers"] = (whole, -1 - whole, upstream[0, 0] * np.full(8, 0.3))
    for given, (x, y, upstream) in cases.items():
        inputs = (x,) if student.question == "SigmoidGate" else (x, y)
        expect_as_reference(student, [("forward", *inputs), ("backward", upstream)], given)


ENTRY_BY_ENTRY = "Arrays work entry by entry, with NumPy's operations in place of Python's."
RANDOM_ARRAYS = [
    *check("MultiplyGate", points=3, hint=ENTRY_BY_ENTRY)(random_arrays),
    # Small arrays are a visible check of two already.
    *check("AddGate", "MaxGate", "SigmoidGate", points=1, hint=ENTRY_BY_ENTRY)(random_arrays),
]


@check("AddGate", "MultiplyGate", "MaxGate", "SigmoidGate", points=1, role="part")
def newest_inputs(student: Asked) -> None:
    """Backward goes by the newest forward, however often, and changes no argument."""
    # The other way round, so that each comparison turns out otherwise.
    first, other = (inputs_apart(student.rng, (4,)) for _ in range(2))
    second = (first[1], first[0], other[2])
    count = 1 if student.question == "SigmoidGate" else 2
    uses = [
        ("forward", *first[:count]),
        ("forward", *second[:count]),
        ("backward", first[2]),
        ("backward", second[2]),
    ]
    expect_as_reference(student, uses, "after a second forward")
    before = (*first[:count], *second[:count], first[2], second[2])
    names = (*("x", "y")[:count], *("x", "y")[:count], "upstream", "upstream")
    expect_unchanged(student.calls[-1].arguments_after, before, names)


@check("sigmoid_neuron", points=2, builds_on=["neuron_value"], uses=NEURON_GATES)
def neuron_of_lecture(student: Asked) -> None:
    """The lecture's neuron has its value and its gradients, exact to more digits than there."""
    expected = [OF_LECTURE["value"][name] for name in ("value", "dw", "dx")]
    inputs = tuple(np.array(OF_LECTURE["inputs"][name]) for name in "wx")
    expect_parts(student, lambda *_: expected, NEURON, range(3), {"of the lecture": inputs})


@check(
    "sigmoid_neuron",
    points=3,
    builds_on=["neuron_value", "weights_gradient", "inputs_gradient"],
    uses=NEURON_GATES,
)
def random_neurons(student: Asked) -> None:
    """Value and gradients are right for neurons with 1 to 5 inputs."""
    cases = [(student.rng.normal(size=D + 1), student.rng.normal(size=D)) for D in (1, 3, 5)]
    cases.append((2 * student.rng.normal(size=4), 3 * student.rng.normal(size=3)))
    given = "of a random neuron"
    expect_parts(student, reference.sigmoid_neuron, NEURON, range(3), cases, given)


@check("sigmoid_neuron", points=1, role="form", builds_on=["random_neurons"], uses=NEURON_GATES)
def arguments_unchanged(student: Asked) -> None:
    """The function leaves w and x as they were."""
    case = student.rng.normal(size=4), student.rng.normal(size=3)
    expect_inputs_unchanged(student, ["w", "x"], case)
