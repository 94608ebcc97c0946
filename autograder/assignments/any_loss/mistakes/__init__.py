"""Mistakes that every loss of a linear classifier invites: in its penalty, mean and shapes.

They stand here once for the SVM and for softmax. The first argument of each is the loss without
penalty on top of which it is written, whichever that is.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from autograder.assignments.any_loss.mistakes import means, penalties, shapes
from coursework.scoring.check import Mistake


def mistakes_of(data_loss: Callable[..., Any], functions: tuple[str, ...]) -> list[Mistake]:
    """Return these mistakes, as the answers make them that compute one loss.

    Parameters
    ----------
    data_loss
        ``data_loss(W, X, y)``: that loss and its gradient, without penalty.
    functions
        The answers that compute it, with penalty.
    """
    return [
        replace(one, functions=functions, run=partial(one.run, data_loss))
        for module in (penalties, means, shapes)
        for one in vars(module).values()
        if isinstance(one, Mistake) and one.run is not None
    ]
