"""Right solutions of the nearest-neighbour assignment, each by a road of its own."""

from autograder.content.knn.variants.arrays import *  # noqa: F403
from autograder.content.knn.variants.folds import *  # noqa: F403
from autograder.content.knn.variants.loops import *  # noqa: F403
from autograder.content.knn.variants.nearest import *  # noqa: F403
from autograder.content.knn.variants.pairs import *  # noqa: F403
from autograder.content.knn.variants.voting import *  # noqa: F403
