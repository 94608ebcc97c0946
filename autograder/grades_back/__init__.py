"""Grades and feedback, back on the platforms where people are."""
