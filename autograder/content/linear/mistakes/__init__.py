"""What students get wrong in linear scores, the bias trick and the prediction.

A mistake of several answers has one name: the second time, it costs less.
"""

from autograder.content.linear.mistakes.scores import *  # noqa: F403, I001 (the order is that of trying)
from autograder.content.linear.mistakes.bias_trick import *  # noqa: F403
from autograder.content.linear.mistakes.prediction import *  # noqa: F403
from autograder.content.linear.mistakes.sizes import *  # noqa: F403
