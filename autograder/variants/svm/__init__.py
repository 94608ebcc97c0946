"""Right solutions of the SVM assignment, each by a road of its own."""

from autograder.variants.svm.arrays import *  # noqa: F403
from autograder.variants.svm.hinge import *  # noqa: F403
from autograder.variants.svm.loops import *  # noqa: F403
