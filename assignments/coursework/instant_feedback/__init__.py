"""Instant feedback in the student's notebook."""
