"""What students get wrong in linear scores, the bias trick and the prediction.

A mistake of several answers has one name: the second time, it costs less.
"""

from autograder.assignments.linear.mistakes.scores import *  # noqa: F403, I001 (the order is that of trying)
from autograder.assignments.linear.mistakes.bias_trick import *  # noqa: F403
from autograder.assignments.linear.mistakes.prediction import *  # noqa: F403
from autograder.assignments.linear.mistakes.sizes import *  # noqa: F403
