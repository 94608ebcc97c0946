"""Right solutions of the assignment on linear scores, each by a road of its own."""

from autograder.content.linear.variants.columns import *  # noqa: F403
from autograder.content.linear.variants.prediction import *  # noqa: F403
from autograder.content.linear.variants.scores import *  # noqa: F403
