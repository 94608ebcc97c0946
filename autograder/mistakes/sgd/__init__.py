"""What students get wrong in optimization: searching, measuring slopes, and stepping."""

from autograder.mistakes.sgd.measuring import *  # noqa: F403
from autograder.mistakes.sgd.searching import *  # noqa: F403
from autograder.mistakes.sgd.searching import _by_sampler as _by_sampler
from autograder.mistakes.sgd.searching import _searched as _searched
from autograder.mistakes.sgd.stepping import *  # noqa: F403
from autograder.mistakes.sgd.stepping import _asked as _asked
