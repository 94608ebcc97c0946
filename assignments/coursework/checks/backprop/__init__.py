"""The visible checks of the backpropagation assignment: what the notebook's instant check runs.

They use the lecture's graph of (x + y)·z and small numbers that can be followed on paper.
"""

from coursework.checks.backprop import gates, graphs, svm
from coursework.scoring.check import checks_in

CHECKS = [
    *(one for part in (gates, graphs, svm) for one in checks_in(vars(part), visible=True)),
]
