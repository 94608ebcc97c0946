"""The visible checks of the backpropagation assignment: what the notebook's instant check runs.

They use the lecture's graph of (x + y)·z and small numbers that can be followed on paper.
"""

from coursework.checks.backprop import gates, graphs, svm
from coursework.expecting.answer import NUMBER, form_checks
from coursework.judging.check import checks_in

QUESTIONS = {
    "seconds_for_numerical_gradient": NUMBER,
    "graph_slope_by_x": NUMBER,
    "change_after_nudge": NUMBER,
    "gradient_through_product": NUMBER,
    "gradient_of_smaller_input": NUMBER,
    "gradient_at_branch": NUMBER,
    "gradient_through_three_neurons": NUMBER,
    "neuron_slope_by_x0": NUMBER,
    "neuron_slope_by_x1": NUMBER,
    "order_of_backward": "ABC",
    "epoch_to_keep": "ABC",
}

CHECKS = [
    *form_checks(QUESTIONS),
    *(one for part in (gates, graphs, svm) for one in checks_in(vars(part), visible=True)),
]
