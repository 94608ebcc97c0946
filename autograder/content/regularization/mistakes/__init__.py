"""What students get wrong in the regularization assignment, a module for each of its parts."""

# Whatever stands in this module is looked through, the functions that begin with _ too:
# they go along with a mistake into the sandbox.
from autograder.content.regularization.mistakes.fits import *  # noqa: F403
from autograder.content.regularization.mistakes.fits import _fit, _powers  # noqa: F401
from autograder.content.regularization.mistakes.losses import *  # noqa: F403
from autograder.content.regularization.mistakes.magnitudes import *  # noqa: F403
from autograder.content.regularization.mistakes.magnitudes import _with_magnitudes  # noqa: F401
from autograder.content.regularization.mistakes.nets import *  # noqa: F403
from autograder.content.regularization.mistakes.squares import *  # noqa: F403
from autograder.content.regularization.mistakes.squares import _with_squares  # noqa: F401
