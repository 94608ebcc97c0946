"""Checks, the verdicts on them, and the points that these earn."""
