"""The hidden checks of the backpropagation assignment, and its questions."""

from autograder.assignments.backprop.checks import gates, graphs
from coursework.scoring.check import checks_in

CHECKS = [one for part in (gates, graphs) for one in checks_in(vars(part), visible=False)]
