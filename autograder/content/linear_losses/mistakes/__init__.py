"""Mistakes that every loss of a linear classifier invites: in its penalty, mean and shapes.

They stand here once for the SVM and for softmax, and are written on top of a loss without
penalty, `_data_loss`, whichever it is.
"""

from collections.abc import Callable
from dataclasses import replace
from types import FunctionType
from typing import Any

import numpy as np

from autograder.content.linear_losses.mistakes import means, penalties, shapes
from autograder.content.linear_losses.mistakes.parts import _with_penalty
from coursework.judging.check import Mistake


def mistakes_of(data_loss: Callable[..., Any], functions: tuple[str, ...]) -> list[Mistake]:
    """Return these mistakes, as the answers make them that compute one loss.

    Parameters
    ----------
    data_loss
        ``data_loss(W, X, y)``: that loss and its gradient, without penalty.
    functions
        The answers that compute it, with penalty.
    """
    names: dict[str, Any] = {"np": np, "_data_loss": data_loss}

    def bound(function: Any) -> FunctionType:
        return FunctionType(function.__code__, names, function.__name__)

    names["_with_penalty"] = bound(_with_penalty)
    return [
        replace(one, functions=functions, run=bound(one.run))
        for module in (penalties, means, shapes)
        for one in vars(module).values()
        if isinstance(one, Mistake)
    ]
