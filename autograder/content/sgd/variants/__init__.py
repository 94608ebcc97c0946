"""Right solutions of the SGD assignment, each by a road of its own."""

from autograder.content.sgd.variants.batches import *  # noqa: F403
from autograder.content.sgd.variants.descents import *  # noqa: F403
from autograder.content.sgd.variants.differences import *  # noqa: F403
from autograder.content.sgd.variants.errors import *  # noqa: F403
from autograder.content.sgd.variants.minibatches import *  # noqa: F403
from autograder.content.sgd.variants.regression import *  # noqa: F403
from autograder.content.sgd.variants.searches import *  # noqa: F403
