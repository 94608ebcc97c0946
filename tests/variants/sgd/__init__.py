"""Right solutions of the SGD assignment, each by a method of its own."""

from variants.sgd.batches import *  # noqa: F403
from variants.sgd.descents import *  # noqa: F403
from variants.sgd.differences import *  # noqa: F403
from variants.sgd.errors import *  # noqa: F403
from variants.sgd.minibatches import *  # noqa: F403
from variants.sgd.regression import *  # noqa: F403
from variants.sgd.searches import *  # noqa: F403
