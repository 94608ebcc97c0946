"""Right solutions of the softmax assignment, each by a method of its own."""

from variants.softmax.divergences import *  # noqa: F403
from variants.softmax.likelihoods import *  # noqa: F403
from variants.softmax.loops import *  # noqa: F403
from variants.softmax.one_example import *  # noqa: F403
from variants.softmax.probabilities import *  # noqa: F403
from variants.softmax.whole_arrays import *  # noqa: F403
