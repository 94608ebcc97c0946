"""The net of gates learns what it should, and its questions have the answers of the reference."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from scipy.special import log_softmax
from small_net import net

from autograder.assignments.registry import questions
from coursework import instant
from coursework.datasets import load_digits
from coursework.faults.failures import Failure
from coursework.gates import SoftmaxLossGate
from coursework.gradients import check_gradient
from coursework.instant import NotebookStudent
from coursework.instant_feedback.notebook_names import visible_checks
from coursework.networks import accuracy, loss_and_gradients, new_weights, train, with_wrong_labels
from coursework.scoring.judge import run_checks
from solutions.backprop import AddGate, ComputationalGraph, MaxGate, MultiplyGate

RNG = np.random.default_rng(0)


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
