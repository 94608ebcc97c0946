"""Right solutions of the regularization assignment, each by a road of its own."""

from autograder.content.regularization.variants.any_penalty import *  # noqa: F403
from autograder.content.regularization.variants.curves_by_calculus import *  # noqa: F403
from autograder.content.regularization.variants.curves_by_matrices import *  # noqa: F403
from autograder.content.regularization.variants.elastic_net import *  # noqa: F403
from autograder.content.regularization.variants.magnitudes import *  # noqa: F403
from autograder.content.regularization.variants.squares import *  # noqa: F403
