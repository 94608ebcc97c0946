"""The hidden checks of the backpropagation assignment, and its questions."""

from autograder.content.backprop.checks import gates, graphs
from autograder.content.backprop.questions import QUESTIONS
from coursework.judging.check import checks_in

__all__ = ["ANSWERS", "CHECKS", "QUESTIONS"]

ANSWERS = [
    "seconds_for_numerical_gradient",
    "graph_slope_by_x",
    "change_after_nudge",
    "AddGate",
    "MultiplyGate",
    "MaxGate",
    "gradient_through_product",
    "gradient_of_smaller_input",
    "gradient_at_branch",
    "neuron_slope_by_x0",
    "neuron_slope_by_x1",
    "SigmoidGate",
    "gradient_through_three_neurons",
    "sigmoid_neuron",
    "order_of_backward",
    "ComputationalGraph",
    "svm_graph",
    "epoch_to_keep",
]

CHECKS = [one for part in (gates, graphs) for one in checks_in(vars(part), visible=False)]
