"""What students get wrong in backpropagation, gate by gate, and in whole graphs.

Most are the right solution with one term or one step changed, and are written so.
"""

from autograder.mistakes.backprop import passed_on
from autograder.mistakes.backprop.gates import *  # noqa: F403
from autograder.mistakes.backprop.graphs import *  # noqa: F403
from autograder.mistakes.backprop.graphs import _Graph as _Graph
from autograder.mistakes.backprop.neurons import *  # noqa: F403
from autograder.mistakes.backprop.neurons import _neuron as _neuron
from autograder.mistakes.backprop.passed_on import _built_with as _built_with
from autograder.mistakes.backprop.svm import *  # noqa: F403
from autograder.mistakes.backprop.svm import _margins as _margins
from autograder.mistakes.backprop.svm import _pulled as _pulled

# Their own names are those of the mistakes in a gate or a graph that they come from.
NOT_SWITCHED_PASSED_ON = passed_on.multiply_not_switched
UPSTREAM_IGNORED_PASSED_ON = passed_on.multiply_ignores_upstream
OVERWRITTEN_PASSED_ON = passed_on.graph_overwrites_at_branch
