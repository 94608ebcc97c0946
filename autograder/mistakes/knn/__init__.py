"""What students get wrong with nearest neighbours: distances, the vote, and the folds."""

# ruff: noqa: I001 (the order is that of trying)
from autograder.mistakes.knn.distances import *  # noqa: F403
from autograder.mistakes.knn.distances import _of_pair as _of_pair, _table as _table
from autograder.mistakes.knn.tables import *  # noqa: F403
from autograder.mistakes.knn.folds import *  # noqa: F403
from autograder.mistakes.knn.folds import _cut_at as _cut_at, _validated as _validated
from autograder.mistakes.knn.nearest import *  # noqa: F403
from autograder.mistakes.knn.voting import *  # noqa: F403
from autograder.mistakes.knn.voting import _elected as _elected
from autograder.mistakes.knn.axes import *  # noqa: F403
from autograder.mistakes.knn.sizes import *  # noqa: F403
from autograder.mistakes.knn.sizes import _counted as _counted, _last as _last, _within as _within
