"""Right solutions of the regularization assignment, each by a method of its own."""

from variants.regularization.any_penalty import *  # noqa: F403
from variants.regularization.curves_by_calculus import *  # noqa: F403
from variants.regularization.curves_by_matrices import *  # noqa: F403
from variants.regularization.elastic_net import *  # noqa: F403
from variants.regularization.magnitudes import *  # noqa: F403
from variants.regularization.squares import *  # noqa: F403
