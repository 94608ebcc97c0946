"""Right solutions of the SVM assignment, each by a method of its own."""

from variants.svm.arrays import *  # noqa: F403
from variants.svm.hinge import *  # noqa: F403
from variants.svm.loops import *  # noqa: F403
