"""The policy of points, case by case: what each check of a submission earns."""

import pytest

from coursework.scoring.partial_credit import Seen, cost_of_slip, earned


def right(points, role="core", question="f"):
    return Seen(question, points, True, role)


def wrong(points, slip="", role="core", question="f"):
    return Seen(question, points, False, role, slip)


CASES = {
    "what is right earns its points": ([right(3), right(2, "form")], [3, 2]),
    "what is wrong earns none, and the rest all": ([right(3), wrong(2)], [3, 0]),
    "a shape counts only with a value": ([wrong(3), right(2, "form"), right(1, "part")], [0, 0, 1]),
    "one right value is enough for that": ([wrong(3), right(1), right(2, "form")], [0, 1, 2]),
    "a value that is right but for a slip is, too": (
        [wrong(3, "half"), right(7, "form")],
        [1, 7],
    ),
    "a value that a slip explains is none where another is wrong without one": (
        [wrong(1, "half"), wrong(5), right(4, "form")],
        [0, 0, 0],
    ),
    "an answer with nothing but form keeps it": ([right(2, "form")], [2]),
    # Of 10 points, a slip costs the checks that show it: up to 2 in any case ...
    "a slip that little shows costs just that": ([wrong(1, "tie"), right(9)], [0, 9]),
    "a slip costs at most a fifth of its answer": (
        [wrong(1, "s"), wrong(2, "s"), right(7)],
        [0, 1, 7],
    ),
    # ... and more only where many show it, of which half are forgiven.
    "nor ever more than half of what shows it": (
        [wrong(4, "s"), wrong(4, "s"), right(2)],
        [0, 4, 2],
    ),
    "what is about one part pays first": (
        [wrong(4, "s"), wrong(2, "s", "part"), right(4)],
        [3, 0, 4],
    ),
    "two slips cost both": ([wrong(2, "s"), wrong(2, "t"), right(6)], [0, 0, 6]),
    "what has no name is forgiven nothing": ([wrong(2, "s"), wrong(5), right(3)], [0, 0, 3]),
    "a slip again costs only the first check about it": (
        [
            wrong(2, "s"),
            right(8),
            wrong(6, "s", question="g"),
            wrong(1, "s", "part", "g"),
            right(3, question="g"),
        ],
        [0, 8, 6, 0, 3],
    ),
    "and never more than it did at first": (
        [wrong(4, "s"), right(6), wrong(4, "s", question="g"), right(6, question="g")],
        [2, 6, 2, 6],
    ),
    "checks of one answer may stand apart": (
        [wrong(4, "s"), right(1, question="g"), wrong(4, "s"), right(2)],
        [0, 1, 4, 2],
    ),
}


@pytest.mark.parametrize(("seen", "expected"), CASES.values(), ids=CASES.keys())
def test_the_policy(seen, expected):
    assert earned(seen) == expected


@pytest.mark.parametrize("showing", [0.5, 1, 2, 3, 5, 9, 10])
def test_a_slip_leaves_half_of_its_answer_and_costs_what_little_shows_it(showing):
    cost = cost_of_slip(showing, 10)
    assert min(showing, 1) <= cost <= 5
    assert cost <= showing
