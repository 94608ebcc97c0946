"""What students get wrong in the regularization assignment, a module for each of its parts."""

from autograder.content.regularization.mistakes.fits import *  # noqa: F403
from autograder.content.regularization.mistakes.losses import *  # noqa: F403
from autograder.content.regularization.mistakes.magnitudes import *  # noqa: F403
from autograder.content.regularization.mistakes.nets import *  # noqa: F403
from autograder.content.regularization.mistakes.squares import *  # noqa: F403
