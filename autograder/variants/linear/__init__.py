"""Right solutions of the assignment on linear scores, each by a road of its own."""

from autograder.variants.linear.columns import *  # noqa: F403
from autograder.variants.linear.prediction import *  # noqa: F403
from autograder.variants.linear.scores import *  # noqa: F403
