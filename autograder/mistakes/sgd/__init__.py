"""What students get wrong in optimization: measuring slopes, searching, drawing and stepping."""

from autograder.mistakes.sgd.batches import *  # noqa: F403
from autograder.mistakes.sgd.batches import _by_sampler as _by_sampler
from autograder.mistakes.sgd.errors import *  # noqa: F403
from autograder.mistakes.sgd.lines import *  # noqa: F403
from autograder.mistakes.sgd.searching import *  # noqa: F403
from autograder.mistakes.sgd.searching import _searched as _searched
from autograder.mistakes.sgd.sgd_alone import *  # noqa: F403
from autograder.mistakes.sgd.slopes import *  # noqa: F403
from autograder.mistakes.sgd.stepping import *  # noqa: F403
from autograder.mistakes.sgd.stepping import _asked as _asked
from autograder.mistakes.sgd.tables import *  # noqa: F403
