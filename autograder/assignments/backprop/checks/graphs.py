"""The hidden checks of `ComputationalGraph` and `svm_graph`."""

from collections import Counter
from typing import Any

import numpy as np

from autograder.assignments.any_answer.checks import expect_parts
from autograder.assignments.any_loss.checks import BOTH
from autograder.assignments.svm.checks import problem
from coursework.checks.backprop.graphs import (
    Node,
    expect_input_gradients,
    expect_order,
    linear_gate,
)
from coursework.checks.backprop.svm import GATES
from coursework.expecting.unchanged import expect_inputs_unchanged, expect_unchanged
from coursework.expecting.values import expect_array, expect_number
from coursework.faults.failures import Failure
from coursework.scoring.check import Asked, check
from solutions import backprop as reference
from solutions import svm

GRAPH = "ComputationalGraph"


def random_nodes(rng: np.random.Generator, num_nodes: int = 6) -> list[Node]:
    """Draw a graph over the inputs u, v, w with many branches and one output, shuffled."""
    inputs, nodes = ["u", "v", "w"], []
    unused = list(inputs)
    for i in range(num_nodes):
        name = f"node{i}"
        # The newest value and another one, so that there is one output in the end.
        others = [one for one in inputs if one != inputs[-1]]
        other = unused[0] if unused and unused[0] != inputs[-1] else str(rng.choice(others))
        pair = [inputs[-1], other]
        rng.shuffle(pair)
        slopes = rng.uniform(0.5, 2, 2) * rng.choice([-1, 1], 2)
        nodes.append((name, linear_gate(name, *map(float, slopes)), tuple(pair)))
        unused = [one for one in unused if one not in pair]
        inputs.append(name)
    return [nodes[i] for i in rng.permutation(num_nodes)]


def values_for(rng: np.random.Generator) -> dict[str, float]:
    """Draw values of the graph's inputs."""
    return {name: float(rng.normal()) for name in "uvw"}


@check(GRAPH, points=1, builds_on=["order_of_nodes", "slide_forward"])
def random_forward(student: Asked) -> None:
    """Order and value are right for random graphs."""
    cases = [(random_nodes(student.rng), values_for(student.rng)) for _ in range(3)]
    got = [student.use(("order",), ("forward", given), made_with=(n,)) for n, given in cases]
    for (order, value), (nodes, given) in zip(got, cases, strict=True):
        expect_order(order, nodes)
        expected = reference.ComputationalGraph(nodes).forward(given)
        expect_number(value, expected, "value", "of a random graph")


@check(GRAPH, points=1, builds_on=["slide_backward", "branches_add"])
def random_backward(student: Asked) -> None:
    """The gradients are right for random graphs, and where a gate has the same input twice."""
    twice: list[Node] = [
        ("f", linear_gate("f", 1.0, 1.0), ("p", "v")),
        ("p", linear_gate("p", 2.0, 5.0), ("q", "q")),
        ("q", linear_gate("q", 1.0, 3.0), ("u", "w")),
    ]
    cases = [
        (nodes, values_for(student.rng))
        for nodes in (twice, random_nodes(student.rng), random_nodes(student.rng, 7))
    ]
    got = [student.use(("forward", v), ("backward",), made_with=(n,))[1] for n, v in cases]
    for gradients, (nodes, given) in zip(got, cases, strict=True):
        graph = reference.ComputationalGraph(nodes)
        graph.forward(given)
        where = "where a gate has the same input twice" if nodes is twice else "of a random graph"
        expect_input_gradients(gradients, graph.backward(), where)


@check(
    GRAPH,
    points=2,
    role="part",
    builds_on=["slide_backward"],
    hint="Walk through the nodes, not through the paths: a gate runs backward once, when all that "
    "comes from above has been added up.",
)
def each_gate_once(student: Asked) -> None:
    """Every gate runs forward once, and backward once."""
    # Two ways lead to b, and three to a.
    wires = {"a": ("u", "v"), "b": ("a", "w"), "c": ("b", "a"), "d": ("c", "b")}
    nodes = [(name, linear_gate(name, 1.5, -0.5), inputs) for name, inputs in wires.items()]
    nodes = [nodes[i] for i in student.rng.permutation(len(nodes))]
    uses = (("forward", values_for(student.rng)), ("backward",))
    calls = Counter(one.name for one in student.used(*uses, made_with=(nodes,)).called_back)
    for name, _, _ in nodes:
        for way in ("forward", "backward"):
            if (times := calls[f"{name} {way}"]) != 1:
                raise Failure(
                    f"The {way} of one gate was called {times} times, not once.",
                    discreet=f"The {way} of one gate was called "
                    f"{'more than' if times else 'less than'} once.",
                )


def chain_of_nodes(rng: np.random.Generator) -> list[Node]:
    """Draw a graph over the inputs u, v, w in which each value is used once, shuffled."""
    slopes = rng.uniform(0.5, 2, (3, 2)) * rng.choice([-1, 1], (3, 2))
    nodes: list[Node] = [
        ("p", linear_gate("p", *map(float, slopes[0])), ("u", "v")),
        ("q", linear_gate("q", float(slopes[1, 0])), ("p",)),
        ("f", linear_gate("f", *map(float, slopes[2])), ("w", "q")),
    ]
    return [nodes[i] for i in rng.permutation(3)]


@check(GRAPH, points=1, role="part", builds_on=["slide_backward"])
def other_upstream(student: Asked) -> None:
    """An upstream gradient other than 1 is passed down."""
    nodes, given = chain_of_nodes(student.rng), values_for(student.rng)
    _, got = student.use(("forward", given), ("backward", -2.5), made_with=(nodes,))
    graph = reference.ComputationalGraph(nodes)
    graph.forward(given)
    expect_input_gradients(got, graph.backward(-2.5), "for an upstream gradient of −2.5")


@check(
    GRAPH,
    points=2,
    role="part",
    builds_on=["slide_backward"],
    hint="Each backward starts with no gradients but that of the output, and each graph keeps what "
    "it needs in itself.",
)
def used_again(student: Asked) -> None:
    """The same graph can be used again and starts afresh each time, even beside a second one."""
    nodes, others = chain_of_nodes(student.rng), chain_of_nodes(student.rng)
    first, second = values_for(student.rng), values_for(student.rng)
    uses: list[tuple[Any, ...]] = [
        ("forward", first),
        ("second.__init__", others),
        ("second.forward", second),
        ("backward",),
        ("second.backward", 2.0),
        ("forward", second),
        ("backward", 3.0),
    ]
    call = student.used(*uses, made_with=(nodes,))
    expected = reference.ComputationalGraph(nodes).forward(second)
    expect_number(call.value[5], expected, "value", "in the second forward")
    for place, built_of, upstream, given in (
        (3, nodes, 1.0, "beside a second graph"),
        (4, others, 2.0, "in a second graph"),
        (6, nodes, 3.0, "in the second backward"),
    ):
        graph = reference.ComputationalGraph(built_of)
        graph.forward(first)
        expect_input_gradients(call.value[place], graph.backward(upstream), given)
    forwards = (0, 2, 5)
    after = [given for given in call.arguments_after if isinstance(given, dict)]
    expect_unchanged(
        tuple(list(given.values()) for given in after),
        tuple(list(uses[place][1].values()) for place in forwards),
        ("inputs",) * len(forwards),
    )


@check(
    GRAPH,
    points=1,
    role="part",
    builds_on=["slide_backward", "single_inputs"],
    hint="Add arrays as they are, and take none of them apart.",
)
def arrays_and_single_inputs(student: Asked) -> None:
    """Values may be arrays, for gates with one input and with two."""
    nodes: list[Node] = [
        ("f", linear_gate("f", -1.5), ("q",)),
        ("p", linear_gate("p", 2.0), ("u",)),
        ("q", linear_gate("q", 1.0, -3.0), ("p", "v")),
    ]
    given = {name: student.rng.normal(size=3) for name in "uv"}
    upstream = student.rng.normal(size=3)
    value, got = student.use(("forward", given), ("backward", upstream), made_with=(nodes,))
    graph = reference.ComputationalGraph(nodes)
    expect_array(value, graph.forward(given), "value", "for arrays")
    expect_input_gradients(got, graph.backward(upstream), "for arrays")


Example = tuple[np.ndarray, np.ndarray, int]


def example(rng: np.random.Generator, C: int = 4, D: int = 5) -> Example:
    """Draw W, x and a label such that a margin is above 0 and, of several, one is below.

    Of several classes, the last one gives loss: leaving it out never goes unseen by chance.
    """
    while True:
        W, X, y = problem(rng, N=1, C=C, D=D)
        scores, label = W @ X[0], int(y[0])
        margins = np.delete(scores - scores[label] + 1, label)
        if margins[-1] > 0 and (C == 2 or (label != C - 1 and (margins < 0).any())):
            return W, X[0], label


@check("svm_graph", points=2, builds_on=["loss_on_paper"], uses=GATES)
def random_loss(student: Asked) -> None:
    """Without regularization, the loss is right for random examples."""
    _expect_part(student, 0, [0.0, 0.0, 0.0])


@check("svm_graph", points=2, builds_on=["gradient_on_paper"], uses=GATES)
def random_gradient(student: Asked) -> None:
    """Without regularization, the gradient is right for random examples."""
    _expect_part(student, 1, [0.0, 0.0, 0.0])


@check(
    "svm_graph",
    points=1,
    role="part",
    builds_on=["random_loss", "random_gradient", "penalty_in_loss", "penalty_in_gradient"],
    uses=GATES,
)
def random_penalty(student: Asked) -> None:
    """With regularization, loss and gradient are right for random examples."""
    _expect_part(student, 0, [0.3, 2.0])
    _expect_part(student, 1, [0.3, 2.0])


@check("svm_graph", points=2, role="part", builds_on=["random_loss", "random_gradient"], uses=GATES)
def other_shapes(student: Asked) -> None:
    """Two classes, one pixel, or an example without loss are all right."""
    W, x, label = example(student.rng)
    safe = W.copy()
    safe[label] += 20 * x / (x @ x)  # so that the right class leads by far
    cases = {
        "for two classes": (*example(student.rng, C=2), 0.0),
        "for one pixel": (*example(student.rng, C=5, D=1), 0.0),
        "where all margins are kept": (safe, x, label, 0.0),
    }
    expect_parts(student, _svm, BOTH, [0, 1], cases)


@check("svm_graph", points=1, role="form", builds_on=["random_loss"], uses=GATES)
def arguments_of_svm_unchanged(student: Asked) -> None:
    """The function leaves W and x as they were."""
    expect_inputs_unchanged(student, ["W", "x"], (*example(student.rng), 0.5))


def _svm(W: np.ndarray, x: np.ndarray, label: int, reg: float) -> tuple[float, np.ndarray]:
    """Return loss and gradient by the formula of the SVM assignment, without any gate."""
    loss, gradient = svm.svm_loss_vectorized(W, x[np.newaxis], np.array([label]), reg)
    return loss, gradient


def _expect_part(student: Asked, part: int, strengths: list[float]) -> None:
    """Fail unless the loss (part 0) or its gradient (1) is right, on a new example for each λ."""
    cases = [(*example(student.rng), reg) for reg in strengths]
    given = "of a random example with λ = {3:g}".format
    expect_parts(student, _svm, BOTH, [part], cases, given)
