"""What students get wrong in linear scores, the bias trick and the prediction.

A solution that stops with an error, or gives something else than was asked for, leaves
its work out: ````.
"""

from autograder.mistakes.linear.scores import *  # noqa: F403, I001 (the order is that of trying)
from autograder.mistakes.linear.bias_trick import *  # noqa: F403
from autograder.mistakes.linear.prediction import *  # noqa: F403
