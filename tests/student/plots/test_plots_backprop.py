"""The backpropagation notebook's pictures: they show the facts that their text speaks of."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from unfinished import stub

from coursework import needs
from coursework.expecting.given_examples import worked_example
from coursework.gradients import check_gradient
from coursework.networks import History
from coursework.plots import backprop as plots
from coursework.scoring.check import Failure
from solutions.backprop import (
    AddGate,
    ComputationalGraph,
    MaxGate,
    MultiplyGate,
    SigmoidGate,
    sigmoid_neuron,
)

SLIDE = worked_example("add-and-multiply")
NODES = [
    ("f", AddGate(), ("q", "r")),
    ("q", MultiplyGate(), ("p", "x")),
    ("p", AddGate(), ("x", "y")),
    ("r", MaxGate(), ("q", "p")),
]
HISTORY = History(
    losses={"training": [2.3, 0.5, 0.1], "validation": [2.3, 0.8, 1.1], "test": [2.3, 0.9, 1.2]},
    accuracies={"training": [0.1, 0.9, 1], "validation": [0.1, 0.6, 0.6], "test": [0.1, 0.5, 0.5]},
)


class Unfinished:
    def forward(self, *_):
        raise NotImplementedError

    backward = forward


PICTURES = {
    "add_and_multiply": plots.add_and_multiply,
    "branch": plots.branch,
    "graph_in_order": lambda: plots.graph_in_order(ComputationalGraph(NODES)),
    "learning_curves": lambda: plots.learning_curves(HISTORY, "few"),
    "neuron": lambda: plots.neuron(sigmoid_neuron),
    "one_gate": plots.one_gate,
    "patterns": lambda: plots.patterns(AddGate, MaxGate, MultiplyGate),
    "product_and_maximum": plots.product_and_maximum,
    "sigmoid_and_slope": lambda: plots.sigmoid_and_slope(SigmoidGate),
    "svm_loss": plots.svm_loss,
}
UNFINISHED = {
    "patterns": lambda: plots.patterns(Unfinished),
    "neuron": lambda: plots.neuron(stub),
    "sigmoid_and_slope": lambda: plots.sigmoid_and_slope(Unfinished),
}
WITHOUT = {"graph_in_order": ("y",)}
WIDEST = 8  # inches: a circuit is read from left to right


def labels(axes) -> dict[tuple[float, float], dict[str, str]]:
    """Return what stands above and below each place on the wires."""
    found: dict[tuple[float, float], dict[str, str]] = {}
    for text in axes.texts:
        if hasattr(text, "xyann") and text.get_text():
            side = "above" if text.xyann[1] > 0 else "below"
            found.setdefault(tuple(np.round(text.xy, 3)), {})[side] = text.get_text()
    return found


def test_graph_of_the_lecture_shows_values_above_and_gradients_below():
    plots.add_and_multiply(**SLIDE["inputs"])
    pairs = [(one["above"], one["below"]) for one in labels(plt.gca()).values()]
    assert pairs == [("−2", "−4"), ("5", "−4"), ("−4", "3"), ("3", "−4"), ("−12", "1")]


def test_moved_inputs_move_all_numbers():
    plots.add_and_multiply(1, 2, 7)
    pairs = [(one["above"], one["below"]) for one in labels(plt.gca()).values()]
    assert pairs == [("1", "7"), ("2", "7"), ("7", "3"), ("3", "7"), ("21", "1")]


def test_patterns_distribute_route_and_switch():
    PICTURES["patterns"]()
    below = [[one["below"] for one in labels(axes).values()] for axes in plt.gcf().axes]
    assert below == [["2", "2", "2"], ["2", "0", "2"], ["−8", "6", "2"]]
    assert [axes.get_title() for axes in plt.gcf().axes] == ["AddGate", "MaxGate", "MultiplyGate"]


@pytest.mark.parametrize("draw", [plots.product_and_maximum, plots.branch, plots.neuron])
def test_gradients_that_are_asked_for_are_question_marks(draw):
    draw()
    asked = [one["below"] for one in labels(plt.gca()).values() if one.get("below") == "?"]
    assert len(asked) == {"product_and_maximum": 2, "branch": 1, "neuron": 5}[draw.__name__]


def test_neuron_shows_every_number_of_the_lecture_with_four_digits():
    PICTURES["neuron"]()
    pairs = [(one["above"], one["below"]) for one in labels(plt.gca()).values()]
    assert pairs[:5] == [
        ("2", "−0.1966"),
        ("−1", "0.3932"),
        ("−3", "−0.3932"),
        ("−2", "−0.5898"),
        ("−3", "0.1966"),
    ]
    assert pairs[5:] == [
        ("−2", "0.1966"),
        ("6", "0.1966"),
        ("4", "0.1966"),
        ("1", "0.1966"),
        ("−1", "−0.1966"),
        ("0.3679", "−0.5344"),
        ("1.368", "−0.5344"),
        ("0.7311", "1"),
    ]


def test_neuron_with_other_numbers_shows_what_its_text_names():
    plots.neuron(sigmoid_neuron, [1.5, -1.0, 0.5], [2.0, 3.0])
    below = [one["below"] for one in labels(plt.gca()).values()]
    assert below[:5] == ["0.47", "0.3525", "0.705", "−0.235", "0.235"]


def test_gate_in_the_middle_names_all_three_gradients():
    plots.one_gate()
    words = " ".join(text.get_text() for text in plt.gca().texts)
    assert all(word in words for word in ("upstream", "local", "downstream"))


def test_something_comes_back_to_the_weights_of_the_svm():
    plots.svm_loss()
    below = [one.get("below") for one in labels(plt.gca()).values()]
    assert below[1] == "← $∂L/∂W$"


def test_gradient_check_says_where_the_gradient_comes_from():
    def loss(w):
        return float(np.sum(w * w)), 2 * w

    plots.gradient_check(check_gradient(loss, np.ones(3)), "what your graph sends back")
    assert plt.gca().get_ylabel() == "what your graph sends back"


def test_error_of_wrong_code_is_told_in_a_sentence():
    class Broken:
        def forward(self, *_):
            return {}["no such key"]

        backward = forward

    for draw in (lambda: plots.patterns(Broken), lambda: plots.sigmoid_and_slope(Broken)):
        with pytest.raises(Failure, match="KeyError"):
            draw()
    assert plt.get_fignums() == []


def test_all_arrows_point_to_the_right_in_a_topological_order_and_not_in_another():
    def arrows():
        return [one for one in plt.gca().texts if getattr(one, "arrow_patch", None) is not None]

    graph = ComputationalGraph(NODES)
    plots.graph_in_order(graph)
    assert len(arrows()) == 5
    assert all(one.xyann[0] < one.xy[0] for one in arrows())
    plt.close("all")
    graph.order = lambda: ["f", "q", "p", "r"]
    plots.graph_in_order(graph)
    assert any(one.xyann[0] > one.xy[0] for one in arrows())


def test_sigmoid_is_steepest_in_the_middle_and_flat_at_the_ends():
    PICTURES["sigmoid_and_slope"]()
    value, slope = (line.get_ydata() for line in plt.gca().lines)
    assert slope.max() == pytest.approx(0.25)
    assert slope.argmax() == len(slope) // 2
    assert max(slope[0], slope[-1]) < 0.01
    assert value[0] < 0.01 and value[-1] > 0.99


@pytest.mark.parametrize("test", [False, True])
def test_learning_curves_show_the_test_images_only_when_asked(test: bool):
    plots.learning_curves(HISTORY, "few", test)
    parts = ["training", "validation", "test"][: 3 if test else 2]
    loss, accuracy = plt.gcf().axes
    assert [text.get_text() for text in accuracy.get_legend().get_texts()] == parts
    for axes, curves in ((loss, HISTORY.losses), (accuracy, HISTORY.accuracies)):
        assert [list(line.get_ydata()) for line in axes.lines] == [curves[part] for part in parts]


def test_curves_of_a_net_that_was_not_trained_say_which_cell_has_to_run_first(capsys):
    with needs("some_answer"):
        plots.learning_curves(None, "few")
    assert plt.get_fignums() == []
    assert capsys.readouterr().out == (
        "This appears when `some_answer` is done. The cell that trains this net has to run first.\n"
    )


def test_order_that_is_not_done_leaves_no_empty_frame():
    class Graph(ComputationalGraph):
        def order(self):
            raise NotImplementedError

    with pytest.raises(NotImplementedError):
        plots.graph_in_order(Graph(NODES))
    assert plt.get_fignums() == []


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.neuron(lambda w, x: 0.5),
        lambda: plots.neuron(lambda w, x: (0.5, w[:1], x)),
    ],
)
def test_answer_of_another_form_is_a_failure_that_says_so(draw):
    with pytest.raises(Failure):
        draw()
    assert plt.get_fignums() == []
