"""Right solutions of the backpropagation assignment, each by a road of its own."""

from autograder.variants.backprop.graphs import *  # noqa: F403
from autograder.variants.backprop.maxima import *  # noqa: F403
from autograder.variants.backprop.neurons import *  # noqa: F403
from autograder.variants.backprop.products import *  # noqa: F403
from autograder.variants.backprop.sigmoids import *  # noqa: F403
from autograder.variants.backprop.sums import *  # noqa: F403
from autograder.variants.backprop.svm_chains import *  # noqa: F403
from autograder.variants.backprop.svm_graphs import *  # noqa: F403
from autograder.variants.backprop.wirings import *  # noqa: F403
