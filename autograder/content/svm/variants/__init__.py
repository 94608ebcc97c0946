"""Right solutions of the SVM assignment, each by a road of its own."""

from autograder.content.svm.variants.arrays import *  # noqa: F403
from autograder.content.svm.variants.hinge import *  # noqa: F403
from autograder.content.svm.variants.loops import *  # noqa: F403
