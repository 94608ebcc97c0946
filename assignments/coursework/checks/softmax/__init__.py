"""The visible checks of the softmax assignment: what the notebook's instant check runs.

They use the lectures' cat image and small numbers that can be followed on paper.
"""

from coursework.checks.softmax import entropies, losses, probabilities
from coursework.checks.softmax.losses import (
    GRADIENT_ON_PAPER,
    LOSS_ON_PAPER,
    LOSSES,
    W,
    X,
    Y,
    check_losses,
)

__all__ = [
    "CHECKS",
    "GRADIENT_ON_PAPER",
    "LOSSES",
    "LOSS_ON_PAPER",
    "W",
    "X",
    "Y",
    "check_losses",
]

CHECKS = [
    *probabilities.CHECKS,
    *entropies.CHECKS,
    *losses.CHECKS,
]
