"""What students get wrong in the softmax assignment.

The modules on the gradient and on probabilities come first, as their mistakes are the
more telling ones.
"""

from autograder.mistakes.linear_losses import mistakes_of
from autograder.mistakes.linear_losses.parts import _with_penalty as _with_penalty
from autograder.mistakes.softmax.entropies import *  # noqa: F403
from autograder.mistakes.softmax.gradients import *  # noqa: F403
from autograder.mistakes.softmax.gradients import _with_pull as _with_pull
from autograder.mistakes.softmax.logarithms import *  # noqa: F403
from autograder.mistakes.softmax.losses import *  # noqa: F403
from autograder.mistakes.softmax.parts import _with_loss as _with_loss
from autograder.mistakes.softmax.parts import _with_probabilities as _with_probabilities
from autograder.mistakes.softmax.probabilities import *  # noqa: F403
from coursework.checks.softmax import LOSSES
from solutions import softmax as right


def _data_loss(W, X, y):
    return right.softmax_loss_vectorized(W, X, y, 0)


GENERAL = mistakes_of(_data_loss, LOSSES)
