"""Asking a student's function: what is asked, on copies, and how it ended."""
