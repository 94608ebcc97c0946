"""The backpropagation reference against the lecture, differences, and other libraries."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit, log_softmax
from sklearn.linear_model import LogisticRegression

from autograder.assignments.backprop.checks.graphs import random_nodes, values_for
from autograder.assignments.registry import questions
from autograder.assignments.svm.checks import problem
from autograder.assignments.worked_examples import worked_example
from coursework import instant
from coursework.datasets import load_digits
from coursework.faults.failures import Failure
from coursework.gates import (
    ExpGate,
    ReciprocalGate,
    RepeatGate,
    ScoresGate,
    SoftmaxLossGate,
    SumGate,
)
from coursework.gradients import check_gradient
from coursework.instant import NotebookStudent, visible_checks
from coursework.networks import (
    accuracy,
    loss_and_gradients,
    new_weights,
    train,
    with_wrong_labels,
)
from coursework.scoring.judge import run_checks
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

RNG = np.random.default_rng(0)
PLANE = RNG.normal(size=(3, 4))
ONE_INPUT = [SigmoidGate, SumGate, ExpGate, ReciprocalGate]


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


def net(num_images, labels=None):
    """The notebook's net."""
    nodes = [
        ("products 1", ScoresGate(), ("X", "W1")),
        ("biases 1", RepeatGate(num_images), ("b1",)),
        ("sum 1", AddGate(), ("products 1", "biases 1")),
        ("hidden", MaxGate(), ("sum 1", "zeros")),
        ("products 2", ScoresGate(), ("hidden", "W2")),
        ("biases 2", RepeatGate(num_images), ("b2",)),
        ("scores", AddGate(), ("products 2", "biases 2")),
    ]
    if labels is not None:
        nodes.append(("loss", SoftmaxLossGate(labels), ("scores",)))
    return ComputationalGraph(nodes)


def test_softmax_gate_agrees_with_scipy() -> None:
    scores, labels = 5 * RNG.normal(size=(6, 3)), np.array([0, 2, 1, 1, 0, 2])
    loss = SoftmaxLossGate(labels).forward(scores)
    assert loss == pytest.approx(-log_softmax(scores, axis=1)[np.arange(6), labels].mean())


@pytest.mark.parametrize("name", ["W1", "b1", "W2", "b2"])
def test_gradients_of_the_net_are_the_slopes_of_its_loss(name: str) -> None:
    X, y = RNG.normal(size=(9, 5)), RNG.integers(0, 3, 9)
    weights = new_weights(5, 7, 3, np.random.default_rng(2))

    def loss(array):
        value, gradients = loss_and_gradients(net, {**weights, name: array}, X, y)
        return value, gradients[name]

    assert check_gradient(loss, weights[name]).passed


def test_net_learns_the_digits() -> None:
    data = load_digits()
    history = train(net, new_weights(64, 30, 10, np.random.default_rng(0)), data, 8, 0.3)
    losses = history.losses["training"]
    assert losses[-1] < losses[0] / 4
    assert history.accuracies["validation"][-1] > 0.85
    test_accuracy = accuracy(net, history.weights, data.X_test, data.y_test)
    assert history.accuracies["test"][-1] == test_accuracy > 0.85


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_large_net_learns_wrong_labels_by_heart_and_its_validation_suffers(seed: int) -> None:
    data = load_digits()
    mean = data.X_train.mean(axis=0)
    few = replace(
        data,
        X_train=data.X_train[:300] - mean,
        y_train=data.y_train[:300],
        X_val=data.X_val - mean,
        X_test=data.X_test - mean,
    )
    few = with_wrong_labels(few, 0.4, np.random.default_rng(seed))
    large = new_weights(64, 200, 10, np.random.default_rng(seed))
    history = train(net, large, few, 80, 0.2, 20)
    losses, accuracies = history.losses["validation"], history.accuracies["validation"]
    best = int(np.argmin(losses))
    assert history.accuracies["training"][-1] > 0.95
    # Loss and accuracy tell the same: the last epoch's weights are far worse than the best ones.
    assert 3 <= best <= 40
    assert losses[-1] > losses[best] + 0.25
    assert accuracies[best] > 0.75
    assert accuracies[-1] < accuracies[best] - 0.15
    assert history.accuracies["test"][-1] < history.accuracies["test"][best] - 0.1


def test_wrong_labels_are_as_many_as_asked_for_and_all_wrong() -> None:
    data = load_digits()
    careless = with_wrong_labels(data, 0.4, np.random.default_rng(0))
    wrong = careless.y_train != data.y_train
    assert wrong.sum() == round(0.4 * len(wrong))
    assert set(careless.y_train) == set(range(10))
    assert np.array_equal(careless.y_val, data.y_val)


def test_no_accuracy_is_told_of_a_net_that_was_not_trained() -> None:
    data = load_digits()
    with pytest.raises(Failure, match="trains"):
        accuracy(net, None, data.X_test, data.y_test)


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


def backward_orders() -> list[str]:
    nodes = [("a", MultiplyGate(), "bz"), ("b", AddGate(), "xy"), ("c", MaxGate(), "ab")]
    return ComputationalGraph(nodes).order()[::-1]


def test_question_on_the_order_of_backward_has_the_answer_of_the_reference() -> None:
    assert backward_orders() == ["c", "a", "b"]
    answers = {name: one.right for name, one in questions("backprop").items()}
    assert answers["order_of_backward"] == "C"


def test_graph_of_part_five_has_the_numbers_that_its_text_names() -> None:
    nodes = [
        ("f", AddGate(), ("q", "r")),
        ("q", MultiplyGate(), ("p", "x")),
        ("p", AddGate(), ("x", "y")),
        ("r", MaxGate(), ("q", "p")),
    ]
    graph = ComputationalGraph(nodes)
    assert graph.forward({"x": 2.0, "y": 1.0}) == 12
    assert graph.backward() == {"x": 10, "y": 4}


ENDLESS_GRAPH = """
class EndlessGraph(ComputationalGraph):
    def order(self):
        order = []
        while len(order) < len(self.gates):
            for name, inputs in self.inputs_of.items():
                known = all(one in order or one not in self.gates for one in inputs)
                if name not in order and known:
                    order.append(name)
        return order
"""


def test_endless_search_for_an_order_ends_before_the_time_is_over(monkeypatch) -> None:
    monkeypatch.setattr(instant, "in_time", lambda run: run())
    (one,) = (c for c in visible_checks() if c.name == "ComputationalGraph.cycle_is_an_error")
    cells = {"__name__": "__main__", "ComputationalGraph": ComputationalGraph}
    exec(ENDLESS_GRAPH, cells)  # as a cell of a notebook
    before = sys.gettrace()
    (verdict,) = run_checks([one], NotebookStudent({"ComputationalGraph": cells["EndlessGraph"]}))
    assert sys.gettrace() is before
    assert verdict.status == "failed"
    assert verdict.mistake == "endless_loop"
    assert "endless loop" in verdict.message


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
