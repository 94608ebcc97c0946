"""What students get wrong in backpropagation, gate by gate, and in whole graphs.

Most are the right solution with one term or one step changed, and are written so.
"""

from autograder.assignments.backprop.mistakes import passed_on
from autograder.assignments.backprop.mistakes.gates_add_multiply import *  # noqa: F403
from autograder.assignments.backprop.mistakes.gates_max import *  # noqa: F403
from autograder.assignments.backprop.mistakes.graphs_forward import *  # noqa: F403
from autograder.assignments.backprop.mistakes.graphs_gradients import *  # noqa: F403
from autograder.assignments.backprop.mistakes.neurons_gate import *  # noqa: F403
from autograder.assignments.backprop.mistakes.neurons_whole import *  # noqa: F403
from autograder.assignments.backprop.mistakes.svm_losses import *  # noqa: F403
from autograder.assignments.backprop.mistakes.svm_slopes import *  # noqa: F403

# Their own names are those of the mistakes in a gate or a graph that they come from.
NOT_SWITCHED_PASSED_ON = passed_on.multiply_not_switched
UPSTREAM_IGNORED_PASSED_ON = passed_on.multiply_ignores_upstream
OVERWRITTEN_PASSED_ON = passed_on.graph_overwrites_at_branch
