"""What students get wrong with nearest neighbours: distances, the vote, and the folds."""

# ruff: noqa: I001 (the order is that of trying)
from autograder.assignments.knn.mistakes.distances import *  # noqa: F403
from autograder.assignments.knn.mistakes.tables import *  # noqa: F403
from autograder.assignments.knn.mistakes.folds import *  # noqa: F403
from autograder.assignments.knn.mistakes.nearest import *  # noqa: F403
from autograder.assignments.knn.mistakes.voting import *  # noqa: F403
from autograder.assignments.knn.mistakes.axes import *  # noqa: F403
from autograder.assignments.knn.mistakes.sizes import *  # noqa: F403
