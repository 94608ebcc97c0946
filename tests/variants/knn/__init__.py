"""Right solutions of the nearest-neighbour assignment, each by a method of its own."""

from variants.knn.arrays import *  # noqa: F403
from variants.knn.folds import *  # noqa: F403
from variants.knn.loops import *  # noqa: F403
from variants.knn.nearest import *  # noqa: F403
from variants.knn.pairs import *  # noqa: F403
from variants.knn.voting import *  # noqa: F403
