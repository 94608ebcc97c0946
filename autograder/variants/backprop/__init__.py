"""Right solutions of the backpropagation assignment, each by a road of its own."""

from autograder.variants.backprop.gates import *  # noqa: F403
from autograder.variants.backprop.graphs import *  # noqa: F403
