"""The student as the grader sees one: answers that run apart, asked over a wire."""
