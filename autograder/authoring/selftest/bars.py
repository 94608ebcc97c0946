"""The bars of this course: what an assignment is worth, and how much is tried on it.

Every such number stands here. The assignments that came with the kit are held to them by the
kit's tests. An assignment of your own may stay below: `autograder selftest` remarks on it, and
nothing fails.
"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.registry import points
from autograder.course import text_path
from autograder.notebook.answers import points_by_hand

HELD = ("knn", "linear", "svm", "softmax", "regularization", "sgd", "backprop")

POINTS_BY_CHECKS = 96.0
POINTS_BY_HAND = 4.0  # for the texts, which a person reads
KNOWN_MISTAKES = 30  # of functions, each counted once for each answer that makes it
MUTANTS = 100
RIGHT_SOLUTIONS = 10  # of each function, unlike the reference (`tests/variants`)
PICTURES_THAT_WAIT = 1  # for an answer: `with needs("…"):`


def remarks(assignment: str) -> Iterator[str]:
    """Say where an assignment stays below what the others of this course have, and what to do."""
    worth, by_hand = sum(points(assignment).values()), sum(points_by_hand(assignment).values())
    if (worth, by_hand) != (POINTS_BY_CHECKS, POINTS_BY_HAND):
        yield (
            f"{assignment} is worth {worth:g} points without the texts and {by_hand:g} for them; "
            f"an assignment of this course has {POINTS_BY_CHECKS:g} and {POINTS_BY_HAND:g}. "
            "Points stand at each check, question and text."
        )
    number = number_of_mistakes(assignment)
    if number < KNOWN_MISTAKES:
        yield (
            f"{assignment} knows {number} mistakes of its functions; an assignment of this course "
            f"knows {KNOWN_MISTAKES} or more. Add those that you see in what is handed in."
        )
    if pictures_that_wait(assignment) < PICTURES_THAT_WAIT:
        yield (
            f"No picture of {assignment} waits for an answer; in an assignment of this course at "
            'least one does. In the text, draw it under `with needs("answer"):`.'
        )


def number_of_mistakes(assignment: str) -> int:
    """Return how many mistakes of an assignment's functions are known."""
    return sum(len(one.functions) for one in known_mistakes(assignment))


def pictures_that_wait(assignment: str) -> int:
    """Return how many pictures of a notebook appear only when an answer is right."""
    return text_path(assignment).read_text(encoding="utf-8").count("with needs(")
