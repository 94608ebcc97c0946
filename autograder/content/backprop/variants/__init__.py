"""Right solutions of the backpropagation assignment, each by a road of its own."""

from autograder.content.backprop.variants.graphs import *  # noqa: F403
from autograder.content.backprop.variants.maxima import *  # noqa: F403
from autograder.content.backprop.variants.neurons import *  # noqa: F403
from autograder.content.backprop.variants.products import *  # noqa: F403
from autograder.content.backprop.variants.sigmoids import *  # noqa: F403
from autograder.content.backprop.variants.sums import *  # noqa: F403
from autograder.content.backprop.variants.svm_chains import *  # noqa: F403
from autograder.content.backprop.variants.svm_graphs import *  # noqa: F403
from autograder.content.backprop.variants.wirings import *  # noqa: F403
