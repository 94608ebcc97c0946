"""The hidden checks of the nearest-neighbour assignment."""

from autograder.assignments.knn.checks import distances, voting

CHECKS = [*distances.CHECKS, *voting.CHECKS]
