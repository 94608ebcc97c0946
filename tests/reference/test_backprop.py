"""Gates, graph and neuron of the reference agree with the lecture, with differences and others."""

import numpy as np
import pytest
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from small_net import net

from autograder.assignments.backprop.checks.graphs import random_nodes, values_for
from autograder.assignments.registry import questions
from autograder.assignments.svm.checks import problem
from autograder.assignments.worked_examples import worked_example
from coursework.datasets import load_digits
from coursework.faults.failures import Failure
from coursework.gates import ExpGate, ReciprocalGate, SumGate
from coursework.networks import loss_and_gradients, new_weights, train
from solutions.backprop import (
    AddGate,
    ComputationalGraph,
    MaxGate,
    MultiplyGate,
    SigmoidGate,
    sigmoid_neuron,
    svm_graph,
)
from solutions.svm import svm_loss_naive

ONE_INPUT = [SigmoidGate, SumGate, ExpGate, ReciprocalGate]

RNG = np.random.default_rng(0)


def slide() -> ComputationalGraph:
    return ComputationalGraph([("f", MultiplyGate(), ("q", "z")), ("q", AddGate(), ("x", "y"))])


def test_graph_of_the_lecture_has_its_value_and_gradients() -> None:
    example = worked_example("add-and-multiply")
    graph = slide()
    assert graph.order() == ["q", "f"]
    assert graph.forward(example["inputs"]) == example["value"]["f"]
    assert graph.backward() == {name: example["value"][f"df_d{name}"] for name in "xyz"}


def test_neuron_of_the_lecture_has_its_value_and_gradients() -> None:
    example = worked_example("sigmoid-neuron")
    w, x = (np.array(example["inputs"][name]) for name in "wx")
    value, dw, dx = sigmoid_neuron(w, x)
    assert value == pytest.approx(example["value"]["value"])
    np.testing.assert_allclose(dw, example["value"]["dw"])
    np.testing.assert_allclose(dx, example["value"]["dx"])
    np.testing.assert_allclose(example["slip"]["value"]["dx"], dx, atol=0.02)


def test_small_gates_of_the_neuron_and_the_sigmoid_gate_agree() -> None:
    example = worked_example("sigmoid-neuron")
    graph = ComputationalGraph(
        [
            ("minus", MultiplyGate(), ("s", "-1")),
            ("exp", ExpGate(), ("minus",)),
            ("u", AddGate(), ("exp", "1")),
            ("f", ReciprocalGate(), ("u",)),
        ]
    )
    value = graph.forward({"s": example["value"]["sum"], "-1": -1.0, "1": 1.0})
    gate = SigmoidGate()
    assert value == pytest.approx(example["value"]["value"])
    assert gate.forward(example["value"]["sum"]) == pytest.approx(value)
    assert graph.backward()["s"] == pytest.approx(gate.backward(1.0))


def test_sigmoid_gate_agrees_with_scipy() -> None:
    x = np.linspace(-30, 30, 61)
    gate = SigmoidGate()
    np.testing.assert_allclose(gate.forward(x), expit(x))
    np.testing.assert_allclose(gate.backward(np.ones(61)), expit(x) * expit(-x), atol=1e-12)


@pytest.mark.parametrize("make", [AddGate, MultiplyGate, MaxGate])
@pytest.mark.parametrize("shape", [(), (5,), (2, 3)])
def test_gate_of_two_inputs_agrees_with_central_differences(make, shape) -> None:
    x, y, upstream = (RNG.normal(size=shape) for _ in range(3))
    gate = make()
    gate.forward(x, y)
    dx, dy = gate.backward(upstream)
    h = 1e-6
    ahead, behind = make().forward(x + h, y), make().forward(x - h, y)
    np.testing.assert_allclose(dx, upstream * (ahead - behind) / (2 * h), atol=1e-8)
    ahead, behind = make().forward(x, y + h), make().forward(x, y - h)
    np.testing.assert_allclose(dy, upstream * (ahead - behind) / (2 * h), atol=1e-8)


@pytest.mark.parametrize("make", ONE_INPUT)
def test_gate_of_one_input_agrees_with_central_differences(make) -> None:
    x = RNG.uniform(0.5, 2, size=6)
    gate = make()
    gate.forward(x)
    upstream = 1.5 if make is SumGate else RNG.normal(size=6)
    dx = gate.backward(upstream)
    for i in range(6):
        step = np.zeros(6)
        step[i] = 1e-6
        change = (make().forward(x + step) - make().forward(x - step)) / 2e-6
        assert dx[i] == pytest.approx(np.sum(upstream * change), abs=1e-7)


def test_max_gate_treats_x_as_the_larger_one_at_a_tie() -> None:
    gate = MaxGate()
    gate.forward(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0]))
    dx, dy = gate.backward(np.array([5.0, 6.0, 7.0]))
    assert dx.tolist() == [5, 0, 7]
    assert dy.tolist() == [0, 6, 0]


def test_neuron_agrees_with_the_gradient_of_a_logistic_regression() -> None:
    X, y = RNG.normal(size=(40, 3)), np.tile([0, 1], 20)
    model = LogisticRegression().fit(X, y)
    w = np.append(model.coef_[0], model.intercept_[0])
    assert [sigmoid_neuron(w, x)[0] for x in X] == pytest.approx(model.predict_proba(X)[:, 1])


@pytest.mark.parametrize("seed", range(8))
def test_graph_agrees_with_central_differences_for_random_graphs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    nodes = [
        (name, make(), inputs)
        for (name, _, inputs), make in zip(
            random_nodes(rng), rng.choice([AddGate, MultiplyGate, MaxGate], 6), strict=True
        )
    ]
    given = values_for(rng)
    graph = ComputationalGraph(nodes)
    graph.forward(given)
    gradients = graph.backward()
    assert set(gradients) == {name for _, _, inputs in nodes for name in inputs} & set(given)
    for name, gradient in gradients.items():
        ahead, behind = (graph.forward({**given, name: given[name] + h}) for h in (1e-6, -1e-6))
        assert gradient == pytest.approx((ahead - behind) / 2e-6, rel=1e-5, abs=1e-6)


def test_input_that_a_gate_takes_twice_counts_twice() -> None:
    graph = ComputationalGraph([("f", MultiplyGate(), ("w", "w"))])
    assert graph.forward({"w": 3.0}) == 9
    assert graph.backward() == {"w": 6}


def test_nodes_in_a_circle_are_an_error() -> None:
    graph = ComputationalGraph([("a", AddGate(), ("x", "b")), ("b", AddGate(), ("a", "x"))])
    with pytest.raises(ValueError, match="cycle"):
        graph.order()


@pytest.mark.parametrize("shape", [(4, 5), (2, 3), (5, 1)])
@pytest.mark.parametrize("reg", [0.0, 0.7])
def test_svm_graph_agrees_with_the_formula_derived_by_hand(shape, reg) -> None:
    for seed in range(5):
        W, X, y = problem(np.random.default_rng(seed), 1, *shape)
        loss, gradient = svm_graph(W, X[0], y[0], reg)
        by_hand = svm_loss_naive(W, X, y, reg)
        assert loss == pytest.approx(by_hand[0])
        np.testing.assert_allclose(gradient, by_hand[1])


def test_errors_of_a_wrong_graph_are_told_in_a_sentence() -> None:
    class Broken(ComputationalGraph):
        def backward(self, upstream=1.0):
            return self.unknown

    class Nodes(ComputationalGraph):
        def backward(self, upstream=1.0):
            return {"f": 1.0}

    weights = new_weights(64, 5, 10, np.random.default_rng(0))
    data = load_digits()
    for graph, message in ((Broken, "AttributeError"), (Nodes, "no gradient for the input W1")):

        def wrong(num_images, labels=None, graph=graph):
            right = net(num_images, labels)
            return graph([(n, gate, right.inputs_of[n]) for n, gate in right.gates.items()])

        with pytest.raises(Failure, match=message):
            loss_and_gradients(wrong, weights, data.X_train[:5], data.y_train[:5])


def test_three_neurons_let_at_most_a_sixty_fourth_through() -> None:
    arrived = 64.0
    # The biases make each sum 0, where the sigmoid is steepest.
    for value, bias in ((0.0, 0.0), (0.5, -0.5), (0.5, -0.5)):
        arrived *= sigmoid_neuron(np.array([1.0, bias]), np.array([value]))[2][0]
    assert arrived == pytest.approx(1.0)
    answers = {name: one.right for name, one in questions("backprop").items()}
    assert answers["gradient_through_three_neurons"] == pytest.approx(arrived)


def test_training_leaves_the_first_weights_as_they_are() -> None:
    data = load_digits()
    weights = new_weights(64, 5, 10, np.random.default_rng(0))
    before = {name: array.copy() for name, array in weights.items()}
    train(net, weights, data, num_epochs=1, learning_rate=0.1)
    for name, array in weights.items():
        np.testing.assert_array_equal(array, before[name])


def test_gates_agree_with_pytorch() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    x, y, upstream = (RNG.normal(size=5) for _ in range(3))
    for gate, function in (
        (AddGate(), torch.add),
        (MultiplyGate(), torch.mul),
        (MaxGate(), torch.maximum),
    ):
        a, b = torch.tensor(x, requires_grad=True), torch.tensor(y, requires_grad=True)
        function(a, b).backward(torch.tensor(upstream))
        gate.forward(x, y)
        dx, dy = gate.backward(upstream)
        np.testing.assert_allclose(dx, a.grad.numpy())
        np.testing.assert_allclose(dy, b.grad.numpy())
