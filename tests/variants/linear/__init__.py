"""Right solutions of the assignment on linear scores, each by a method of its own."""

from variants.linear.columns import *  # noqa: F403
from variants.linear.prediction import *  # noqa: F403
from variants.linear.scores import *  # noqa: F403
