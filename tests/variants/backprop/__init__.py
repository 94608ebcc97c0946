"""Right solutions of the backpropagation assignment, each by a method of its own."""

from variants.backprop.graphs import *  # noqa: F403
from variants.backprop.maxima import *  # noqa: F403
from variants.backprop.neurons import *  # noqa: F403
from variants.backprop.products import *  # noqa: F403
from variants.backprop.sigmoids import *  # noqa: F403
from variants.backprop.sums import *  # noqa: F403
from variants.backprop.svm_chains import *  # noqa: F403
from variants.backprop.svm_graphs import *  # noqa: F403
from variants.backprop.wirings import *  # noqa: F403
