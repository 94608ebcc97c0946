"""The hidden checks of the SGD assignment.

Many of them look at the calls that a student's function made of the loss it was given.
Those losses depend on W alone, so that a wrong step is recognised by its values,
whichever batches were drawn; what is wrong with the batches is named by the check.
"""

from autograder.assignments.sgd.checks import measuring, searching, stepping

CHECKS = [*searching.CHECKS, *measuring.CHECKS, *stepping.CHECKS]
