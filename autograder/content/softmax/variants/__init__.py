"""Right solutions of the softmax assignment, each by a road of its own."""

from autograder.content.softmax.variants.divergences import *  # noqa: F403
from autograder.content.softmax.variants.likelihoods import *  # noqa: F403
from autograder.content.softmax.variants.loops import *  # noqa: F403
from autograder.content.softmax.variants.one_example import *  # noqa: F403
from autograder.content.softmax.variants.probabilities import *  # noqa: F403
from autograder.content.softmax.variants.whole_arrays import *  # noqa: F403
