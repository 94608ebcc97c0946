"""Who ends the sandbox has a strike, and nobody for what another answer left behind."""

import pytest

from autograder.sandbox.lending import Loan
from autograder.sandbox.process.connection import Died
from autograder.sandbox.requests import Requests
from autograder.sandbox.submitted_cells import SubmittedCells
from coursework.asking.asked import Call
from coursework.faults.failures import STRIKES, NotDone, StudentDied

VALUE = ("value", 1, (), None)
CRASH, ENDLESS = Died("Crash", "It ended."), Died("Timeout", "It has no end.")


class Scripted:
    """A process that gives what it was told to, one after the other."""

    def __init__(self, *replies):
        self.replies, self.asked = list(replies), []
        self.cells = SubmittedCells({"f": "", "g": ""}, ["f", "g"], (3, 13), {})
        self.connection = None

    def request(self, name, *what, **more):
        self.asked.append(name)
        self.connection = object()
        reply = self.replies.pop(0)
        if isinstance(reply, Died):
            raise reply
        return reply

    def close(self):
        self.connection = None


def asking(*replies):
    process = Scripted(*replies)
    requests = Requests(process)
    return process, lambda name, lent=Loan(): requests.ask(Call(name, ()), ("get", name), lent)  # noqa: B008


def test_an_answer_that_ends_the_sandbox_again_and_again_is_not_asked_any_more():
    process, ask = asking(*[ENDLESS] * STRIKES)
    for _ in range(STRIKES + 1):
        with pytest.raises(StudentDied, match="It has no end"):
            ask("f")
    assert process.asked == ["f"] * STRIKES


def test_with_a_right_answer_lent_it_is_asked_all_the_same():
    _, ask = asking(*[ENDLESS] * STRIKES, VALUE)
    for _ in range(STRIKES):
        with pytest.raises(StudentDied):
            ask("f")
    assert ask("f", Loan({"g": len, "h": asking})).value == 1


def test_an_end_that_another_answer_may_have_left_behind_is_that_ones_strike():
    process, ask = asking(*[VALUE, CRASH, VALUE] * STRIKES)
    for _ in range(STRIKES):
        process.close()
        assert ask("g").value == 1
        assert ask("f").value == 1
    with pytest.raises(StudentDied, match="It ended"):
        ask("g")
    assert process.asked == ["g", "f", "f"] * STRIKES


def test_what_ends_a_new_process_as_well_is_its_own_strike():
    process, ask = asking(VALUE, CRASH, CRASH, VALUE)
    ask("g")
    with pytest.raises(StudentDied):
        ask("f")
    assert ask("g").value == 1
    assert process.asked == ["g", "f", "f", "g"]


def test_time_that_is_used_up_is_nobody_elses_doing():
    process, ask = asking(VALUE, ENDLESS)
    ask("g")
    with pytest.raises(StudentDied):
        ask("f")
    assert process.asked == ["g", "f"]


def test_a_name_that_a_cell_did_not_define_is_told_and_ends_the_process():
    process, ask = asking(("missing",))
    with pytest.raises(NotDone, match="doesn't define `f`"):
        ask("f")
    assert process.connection is None
