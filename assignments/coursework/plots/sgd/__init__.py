"""The pictures of the SGD assignment.

A student's function is asked before anything is drawn, so that one that isn't done
leaves no empty frame behind.
"""

from coursework.plots.images import images, templates
from coursework.plots.loss_slopes import gradient_check
from coursework.plots.sgd.batches import batch_costs, batch_paths
from coursework.plots.sgd.descents import (
    descent_in_plane,
    descent_on_curve,
    fitted_lines,
    learning_rates,
    losses_by_learning_rate,
)
from coursework.plots.sgd.slopes import errors_at_kink, errors_by_step, gradient_times, secants
from coursework.plots.sgd.training import (
    accuracy_and_loss,
    loss_curves,
    search_against_sgd,
    settings,
)
from coursework.plots.sgd.tries import search_by_number_of_weights, search_in_plane

__all__ = [
    "accuracy_and_loss",
    "batch_costs",
    "batch_paths",
    "descent_in_plane",
    "descent_on_curve",
    "errors_at_kink",
    "errors_by_step",
    "fitted_lines",
    "gradient_check",
    "gradient_times",
    "images",
    "learning_rates",
    "loss_curves",
    "losses_by_learning_rate",
    "search_against_sgd",
    "search_by_number_of_weights",
    "search_in_plane",
    "secants",
    "settings",
    "templates",
]
