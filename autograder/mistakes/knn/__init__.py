"""What students get wrong with nearest neighbours: distances, the vote, and the folds."""

from autograder.mistakes.knn.distances import *  # noqa: F403
from autograder.mistakes.knn.distances import _of_pair as _of_pair
from autograder.mistakes.knn.folds import *  # noqa: F403
from autograder.mistakes.knn.folds import _validated as _validated
from autograder.mistakes.knn.nearest import *  # noqa: F403
from autograder.mistakes.knn.voting import *  # noqa: F403
from autograder.mistakes.knn.voting import _elected as _elected
