"""Grading a class: many hand-ins at once, and what is kept of each."""
