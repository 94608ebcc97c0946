"""What students get wrong in optimization: measuring slopes, searching, drawing and stepping."""

from autograder.content.sgd.mistakes.batches import *  # noqa: F403
from autograder.content.sgd.mistakes.errors import *  # noqa: F403
from autograder.content.sgd.mistakes.lines import *  # noqa: F403
from autograder.content.sgd.mistakes.searching import *  # noqa: F403
from autograder.content.sgd.mistakes.sgd_alone import *  # noqa: F403
from autograder.content.sgd.mistakes.slopes import *  # noqa: F403
from autograder.content.sgd.mistakes.stepping import *  # noqa: F403
from autograder.content.sgd.mistakes.tables import *  # noqa: F403
