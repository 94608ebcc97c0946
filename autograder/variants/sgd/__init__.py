"""Right solutions of the SGD assignment, each by a road of its own."""

from autograder.variants.sgd.batches import *  # noqa: F403
from autograder.variants.sgd.descents import *  # noqa: F403
from autograder.variants.sgd.differences import *  # noqa: F403
from autograder.variants.sgd.errors import *  # noqa: F403
from autograder.variants.sgd.minibatches import *  # noqa: F403
from autograder.variants.sgd.regression import *  # noqa: F403
from autograder.variants.sgd.searches import *  # noqa: F403
