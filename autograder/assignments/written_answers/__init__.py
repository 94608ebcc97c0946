"""Answers as a student would write them: right ones, known mistakes, unusual forms, cheats."""
