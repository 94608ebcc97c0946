"""What students get wrong in the regularization assignment, a module for each of its parts."""

# Whatever stands in this module is looked through, the functions that begin with _ too:
# they go along with a mistake into the sandbox.
from autograder.mistakes.regularization.fits import *  # noqa: F403
from autograder.mistakes.regularization.fits import _fit, _powers  # noqa: F401
from autograder.mistakes.regularization.losses import *  # noqa: F403
from autograder.mistakes.regularization.penalties import *  # noqa: F403
from autograder.mistakes.regularization.penalties import (  # noqa: F401
    _with_magnitudes,
    _with_squares,
)
