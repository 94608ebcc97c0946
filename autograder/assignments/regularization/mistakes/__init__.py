"""What students get wrong in the regularization assignment, a module for each of its parts."""

from autograder.assignments.regularization.mistakes.fits import *  # noqa: F403
from autograder.assignments.regularization.mistakes.losses_lambda import *  # noqa: F403
from autograder.assignments.regularization.mistakes.losses_penalty import *  # noqa: F403
from autograder.assignments.regularization.mistakes.magnitudes import *  # noqa: F403
from autograder.assignments.regularization.mistakes.nets import *  # noqa: F403
from autograder.assignments.regularization.mistakes.squares import *  # noqa: F403
