"""What students get wrong in the softmax assignment.

How often each was found is counted in `docs/mistakes.md`. The two general modules come
first, as their mistakes are the more frequent ones.
"""

from autograder.mistakes.softmax.entropies import *  # noqa: F403
from autograder.mistakes.softmax.gradients import *  # noqa: F403
from autograder.mistakes.softmax.gradients import _with_pull  # noqa: F401
from autograder.mistakes.softmax.probabilities import *  # noqa: F403
from autograder.mistakes.softmax.probabilities import _with_loss, _with_probabilities  # noqa: F401
from autograder.mistakes.softmax.regularization import *  # noqa: F403
from autograder.mistakes.softmax.regularization import _with_penalty  # noqa: F401
