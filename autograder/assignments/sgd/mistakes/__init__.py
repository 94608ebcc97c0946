"""What students get wrong in optimization: measuring slopes, searching, drawing and stepping."""

from autograder.assignments.sgd.mistakes.batches import *  # noqa: F403
from autograder.assignments.sgd.mistakes.errors import *  # noqa: F403
from autograder.assignments.sgd.mistakes.lines import *  # noqa: F403
from autograder.assignments.sgd.mistakes.searching import *  # noqa: F403
from autograder.assignments.sgd.mistakes.sgd_alone import *  # noqa: F403
from autograder.assignments.sgd.mistakes.slopes import *  # noqa: F403
from autograder.assignments.sgd.mistakes.stepping import *  # noqa: F403
from autograder.assignments.sgd.mistakes.tables import *  # noqa: F403
