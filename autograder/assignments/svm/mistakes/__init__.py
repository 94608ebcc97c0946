"""What students get wrong in the SVM assignment.

The modules on margins and gradients come first, as their mistakes are the more telling ones.
"""

from autograder.assignments.any_loss.mistakes import mistakes_of
from autograder.assignments.svm.mistakes.gradients import *  # noqa: F403
from autograder.assignments.svm.mistakes.hinge import *  # noqa: F403
from autograder.assignments.svm.mistakes.margins import *  # noqa: F403
from coursework.checks.svm import LOSSES
from solutions import svm as right


def data_loss(W, X, y):
    return right.svm_loss_vectorized(W, X, y, 0)


GENERAL = mistakes_of(data_loss, LOSSES)
