"""The visible checks of `ComputationalGraph`.

Its gates are functions of the check: so every call of them is known.
"""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from coursework.asking.forms import as_dict
from coursework.checks.backprop.stopping import stopped_after
from coursework.expecting.given_examples import worked_example
from coursework.expecting.values import expect_number, expect_value
from coursework.faults.failures import Failure, WrongForm, shown
from coursework.scoring.check import Asked, check

SLIDE = worked_example("add-and-multiply")
MANY_STEPS = 300_000  # of the student's code; the order of a few nodes takes some hundred
Node = tuple[str, Any, tuple[str, ...]]


def gate(name: str, forward: Callable[..., Any], backward: Callable[[Any], Any]) -> SimpleNamespace:
    """Make two functions into a gate whose calls can be told from other gates'."""
    forward.__name__, backward.__name__ = f"{name} forward", f"{name} backward"
    return SimpleNamespace(forward=forward, backward=backward)


def linear_gate(name: str, *slopes: float) -> SimpleNamespace:
    """Return a gate for a·x + b·y + …: its local gradients are a, b, …, whatever its inputs."""

    def forward(*inputs: Any) -> Any:
        if len(inputs) != len(slopes):
            raise TypeError(f"forward() takes {len(slopes)} inputs but got {len(inputs)}")
        return sum(a * np.asarray(x, dtype=float) for a, x in zip(slopes, inputs, strict=True))

    def backward(upstream: Any) -> Any:
        # As arrays even where they are numbers: so they come out on the other side, too.
        downstream = tuple(np.asarray(a * np.asarray(upstream, dtype=float)) for a in slopes)
        return downstream if len(slopes) > 1 else downstream[0]

    return gate(name, forward, backward)


def slide_nodes() -> list[Node]:
    """Return the lecture's graph of (x + y)·z, the nodes in the wrong order."""
    q, z = SLIDE["value"]["q"], SLIDE["inputs"]["z"]
    multiply = gate(
        "f",
        lambda x, y: np.asarray(x, dtype=float) * y,
        lambda upstream: (z * np.asarray(upstream, dtype=float), q * np.asarray(upstream)),
    )
    return [("f", multiply, ("q", "z")), ("q", linear_gate("q", 1.0, 1.0), ("x", "y"))]


def expect_order(order: Any, nodes: list[Node]) -> None:
    """Fail unless every node stands in the order once, behind those it uses."""
    if order is None:
        raise WrongForm("Your order() returned None. It should return a list of names.")
    if not isinstance(order, tuple | list) or not all(isinstance(name, str) for name in order):
        raise WrongForm("Your order() should return a list of names", f"returned {shown(order)}")
    names = [name for name, _, _ in nodes]
    found = [name for name in order if name in names]  # inputs of the graph do no harm
    if sorted(found) != sorted(names):
        once = f"should hold each node once: {', '.join(sorted(names))}."
        raise Failure(
            f"Your order is {shown(list(order))}. It {once}", discreet=f"Your order {once}"
        )
    for name, _, inputs in nodes:
        late = [one for one in inputs if one in names and found.index(one) > found.index(name)]
        if late:
            raise Failure(
                f"In your order, {name} stands before {late[0]}, whose value it uses.",
                discreet="In your order, a node stands before another one whose value it uses.",
            )


def expect_input_gradients(value: Any, expected: dict[str, Any], given: str) -> None:
    """Fail unless a dictionary has these gradients; it may have more, as far as this goes."""
    gradients = as_dict(value, "backward", "with a gradient for each input")
    for name in expected:
        if name not in gradients:
            raise Failure(f"Your backward gives no gradient for the input {name}, {given}.")
    for name, gradient in expected.items():
        expect_value(gradients[name], gradient, f"gradient of {name}", given)


@check(
    "ComputationalGraph",
    points=1,
    hint="A node can come as soon as all its inputs are inputs of the graph, or nodes that are "
    "already in the order.",
)
def order_of_nodes(student: Asked) -> None:
    """The order has every node once, after the nodes whose values it uses."""
    chain = [
        ("d", linear_gate("d", 1.0, 1.0), ("c", "a")),
        ("b", linear_gate("b", 1.0), ("a",)),
        ("c", linear_gate("c", 1.0, 1.0), ("b", "a")),
        ("a", linear_gate("a", 1.0, 1.0), ("x", "y")),
    ]
    got = [student.use(("order",), made_with=(nodes,))[0] for nodes in (slide_nodes(), chain)]
    expect_order(got[0], slide_nodes())
    expect_order(got[1], chain)


@check(
    "ComputationalGraph",
    points=1,
    hint="Go through the nodes in order(). Call each gate's forward with the values of its inputs: "
    "gate.forward(*values).",
)
def slide_forward(student: Asked) -> None:
    """Forward gives −12 for the lecture's graph, the nodes in any order."""
    call = student.used(("forward", SLIDE["inputs"]), made_with=(slide_nodes(),))
    expect_number(call.value[0], SLIDE["value"]["f"], "value", "of (x + y)·z at (−2, 5, −4)")


@check(
    "ComputationalGraph",
    points=1,
    hint="Go through order() in reverse. Call each gate's backward with the gradient that has "
    "come down to it, and hand its results to its inputs.",
)
def slide_backward(student: Asked) -> None:
    """Backward gives the lecture's gradients −4, −4 and 3."""
    _, got = student.use(("forward", SLIDE["inputs"]), ("backward",), made_with=(slide_nodes(),))
    expected = {name: SLIDE["value"][f"df_d{name}"] for name in "xyz"}
    expect_input_gradients(got, expected, "for (x + y)·z at (−2, 5, −4)")


@check(
    "ComputationalGraph",
    points=2,
    role="part",
    builds_on=["slide_backward"],
    hint="A value that is used twice gets two gradients. They add.",
)
def branches_add(student: Asked) -> None:
    """Gradients add where a value is used more than once, even by one and the same gate."""
    nodes = [
        ("f", linear_gate("f", 1.0, 4.0), ("p", "q")),
        ("p", linear_gate("p", 2.0, 3.0), ("x", "y")),
        ("q", linear_gate("q", 5.0, 1.0), ("y", "p")),
    ]
    _, got = student.use(("forward", {"x": 1.0, "y": 2.0}), ("backward",), made_with=(nodes,))
    twice = [("s", linear_gate("s", 2.0, 3.0), ("x", "x"))]
    _, of_twice = student.use(("forward", {"x": 1.0}), ("backward", 10.0), made_with=(twice,))
    # p is used by f and, times 4, by q: 1 + 4 = 5 comes down to it.
    given = "for p = 2x + 3y, q = 5y + p, f = p + 4q"
    expect_input_gradients(got, {"x": 10.0, "y": 35.0}, given)
    expect_input_gradients(of_twice, {"x": 50.0}, "for s = 2x + 3x, with 10 from above")


@check(
    "ComputationalGraph",
    points=1,
    role="part",
    builds_on=["slide_backward"],
    hint="A gate with one input takes one value, and returns its gradient itself: nothing to take "
    "apart. Ask len(self.inputs_of[name]).",
)
def single_inputs(student: Asked) -> None:
    """A gate may have a single input, and returns one gradient then, not a tuple."""
    nodes = [
        ("f", linear_gate("f", -2.0), ("q",)),
        ("q", linear_gate("q", 3.0, 1.0), ("p", "y")),
        ("p", linear_gate("p", 5.0), ("x",)),
    ]
    given = "for p = 5x, q = 3p + y, f = −2q"
    value, got = student.use(("forward", {"x": 1.0, "y": 4.0}), ("backward",), made_with=(nodes,))
    expect_number(value, -38.0, "value", f"{given} at x = 1, y = 4")
    expect_input_gradients(got, {"x": -30.0, "y": -2.0}, given)


@check(
    "ComputationalGraph",
    points=2,
    role="part",
    builds_on=["slide_backward"],
    hint="At the end, leave out the names that are in self.gates.",
)
def only_inputs(student: Asked) -> None:
    """Backward returns the gradients of the graph's inputs, and not those of its nodes."""
    _, got = student.use(("forward", SLIDE["inputs"]), ("backward",), made_with=(slide_nodes(),))
    expected = {name: SLIDE["value"][f"df_d{name}"] for name in "xyz"}
    expect_input_gradients(got, expected, "for (x + y)·z at (−2, 5, −4)")
    extra = [name for name in got if name not in expected]
    if extra:
        raise Failure(
            f"For (x + y)·z, your dictionary also has {shown(extra)}. Only x, y and z are inputs "
            "of the graph; q and f are nodes."
        )


@check(
    "ComputationalGraph",
    points=2,
    role="part",
    builds_on=["order_of_nodes"],
    hint="Where no node can come next though some are left: raise ValueError(...).",
)
def cycle_is_an_error(student: Asked) -> None:
    """A cycle in the graph is a ValueError."""
    of_two = [
        ("f", linear_gate("f", 1.0, 1.0), ("a", "b")),
        ("a", linear_gate("a", 1.0, 1.0), ("x", "b")),
        ("b", linear_gate("b", 1.0), ("a",)),
    ]
    of_one = [("a", linear_gate("a", 1.0, 1.0), ("x", "a"))]
    _expect_no_order(student, of_two, "f = a + b, a = x + b, b = a")
    _expect_no_order(student, of_one, "a = x + a")


def _expect_no_order(student: Asked, nodes: Sequence[Node], of: str) -> None:
    with stopped_after(MANY_STEPS):
        call = student.attempt(nodes, methods=[("order", ())])
    if call.error is None:
        (order,) = student.judge_by(call).value
        raise Failure(
            f"For {of} there is no order, but yours returned {shown(order)}. It should raise "
            "ValueError."
        )
    # Nothing is judged by an error: it is like no known mistake's, and others can still be told.
    # A kind of its own, as Python's `graphlib` has, may be a ValueError, too.
    if call.failure and not (call.error.kind == "ValueError" or "cycl" in call.error.kind.lower()):
        raise call.failure
