"""Right solutions of the softmax assignment, each by a road of its own."""

from autograder.variants.softmax.divergences import *  # noqa: F403
from autograder.variants.softmax.likelihoods import *  # noqa: F403
from autograder.variants.softmax.loops import *  # noqa: F403
from autograder.variants.softmax.one_example import *  # noqa: F403
from autograder.variants.softmax.probabilities import *  # noqa: F403
from autograder.variants.softmax.whole_arrays import *  # noqa: F403
