"""What students get wrong in the softmax assignment.

The modules on the gradient and on probabilities come first, as their mistakes are the
more telling ones.
"""

from autograder.assignments.any_loss.mistakes import mistakes_of
from autograder.assignments.softmax.mistakes.entropies import *  # noqa: F403
from autograder.assignments.softmax.mistakes.gradients import *  # noqa: F403
from autograder.assignments.softmax.mistakes.logarithms import *  # noqa: F403
from autograder.assignments.softmax.mistakes.losses import *  # noqa: F403
from autograder.assignments.softmax.mistakes.probabilities import *  # noqa: F403
from coursework.checks.softmax import LOSSES
from solutions import softmax as right


def data_loss(W, X, y):
    return right.softmax_loss_vectorized(W, X, y, 0)


GENERAL = mistakes_of(data_loss, LOSSES)
