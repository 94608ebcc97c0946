"""Checks are judged one by one: what passes, fails, is skipped, named or forgiven, and costs."""

import weakref
from contextlib import contextmanager, nullcontext
from dataclasses import replace

import numpy as np
import pytest

from coursework.asking.calling import call_function
from coursework.faults.failures import NOT_DONE, StudentDied, StudentError
from coursework.scoring.check import Check, Failure, Mistake, NotDone
from coursework.scoring.judge import run_checks, seeded


class Student:
    """Answers with the functions and values given."""

    def __init__(self, **answers):
        self.answers, self.calls, self.rng = answers, [], None

    def begin(self, check, question):
        self.calls, self.rng = [], seeded(check)

    def call(self, function, *arguments, count=False, methods=()):
        return call_function(self.answers[function], function, arguments, count, methods)

    def value(self, name):
        return self.answers[name]

    def lending(self, names):
        return nullcontext([])


HALVED = Mistake("halved", ("f", "g"), "Don't halve.", "slip", "a factor")
OMITTED = Mistake("omitted", ("f", "g"), "Do it.", "omission", "nothing is computed")


def passes(asked):
    pass


def fails(asked):
    raise Failure("It is wrong.")


def raising(error):
    def run(asked):
        raise error

    return run


def one(name, run=passes, question="f", **named):
    named = {"points": 2, "visible": True} | named
    return Check(name, question, f"About {name}.", run=run, **named)


def verdicts(*checks, recognise=None, student=None):
    named = {"recognise": recognise} if recognise else {}
    return run_checks(checks, student or Student(), **named)


def statuses(found):
    return [verdict.status for verdict in found]


def test_a_check_that_returns_is_passed_with_its_points():
    (verdict,) = verdicts(one("a"))
    assert (verdict.status, verdict.earned, verdict.message) == ("passed", 2, "")


def test_a_failed_check_earns_nothing_and_says_why_with_its_hint():
    (verdict,) = verdicts(one("a", fails, hint="Look again."))
    assert (verdict.status, verdict.earned) == ("failed", 0)
    assert verdict.message == "It is wrong.\nLook again."


def test_a_check_whose_foundation_failed_is_skipped_with_the_reason():
    found = verdicts(one("a", fails), one("b", builds_on=("a",)), one("c", builds_on=("b",)))
    assert statuses(found) == ["failed", "skipped", "skipped"]
    assert "“About a.”" in found[1].message and "“About b.”" in found[2].message
    assert [verdict.earned for verdict in found] == [0, 0, 0]


def test_a_mistake_that_is_recognised_is_named_with_its_hint():
    (verdict,) = verdicts(one("a", fails, hint="other"), recognise=lambda *_: OMITTED)
    assert (verdict.status, verdict.mistake) == ("failed", "omitted")
    assert verdict.message == "It is wrong.\nDo it."


def test_a_slip_that_one_check_alone_shows_costs_a_part_of_it_and_says_so():
    (verdict,) = verdicts(one("a", fails), recognise=lambda *_: HALVED)
    assert (verdict.status, verdict.earned) == ("forgiven", 1)
    assert verdict.message.startswith("It is wrong. As it is only a slip")


def test_an_answer_that_only_raises_an_error_earns_nothing_by_a_mistake_counted_before():
    def raises(student):
        raise StudentError("TypeError", "only size-1 arrays")

    found = verdicts(
        one("a", raises), one("b", raises), recognise=lambda check, calls, earlier: HALVED
    )
    assert statuses(found) == ["failed", "failed"]


def test_a_slip_costs_a_part_and_what_comes_after_it_is_judged_on_its_own():
    found = verdicts(
        one("a", fails),
        one("b", fails, builds_on=("a",)),
        one("c", question="g", uses=("f",)),
        one("d", fails, question="g"),
        recognise=lambda check, calls, earlier: HALVED,
    )
    assert statuses(found) == ["failed", "forgiven", "passed", "forgiven"]
    assert [verdict.earned for verdict in found] == [0, 2, 2, 1]
    assert "counted already" in found[1].message and found[1].mistake == "halved"


def test_a_mistake_that_is_no_slip_costs_each_time_and_what_builds_on_it_is_skipped():
    found = verdicts(
        one("a", fails), one("b", fails), one("c", builds_on=("a",)), recognise=lambda *_: OMITTED
    )
    assert statuses(found) == ["failed", "failed", "skipped"]
    assert [verdict.mistake for verdict in found] == ["omitted", "omitted", None]


def test_a_failure_beside_a_slip_costs_its_own_points():
    found = verdicts(
        one("a", fails),
        one("b", fails, builds_on=("a",)),
        recognise=lambda check, calls, earlier: HALVED if check.name == "a" else None,
    )
    assert [one.earned for one in found] == [1, 0]


def test_form_is_not_counted_where_nothing_is_computed():
    found = verdicts(one("a", fails), one("b", role="form"), one("c", question="g", role="form"))
    assert statuses(found) == ["failed", "skipped", "passed"]
    assert "as soon as a value" in found[1].message


def test_what_is_right_with_a_right_answer_lent_is_forgiven_and_says_so():
    class Lending(Student):
        lent = False

        @contextmanager
        def lending(self, names):
            self.lent = True
            yield names
            self.lent = False

    student = Lending()

    def needs_help(asked):
        if not student.lent:
            raise Failure("It is wrong.")

    found = verdicts(
        one("a", fails), one("b", needs_help, question="g", uses=("f",)), student=student
    )
    assert [(one.status, one.earned) for one in found] == [("failed", 0), ("forgiven", 2)]
    assert found[1].message == "Right, when it is given a right `f`."


def test_another_mistake_costs_its_own_points():
    other = replace(HALVED, name="other")
    found = verdicts(
        one("a", fails),
        one("b", fails),
        recognise=lambda check, calls, earlier: HALVED if check.name == "a" else other,
    )
    assert [(one.mistake, one.earned) for one in found] == [("halved", 1), ("other", 1)]


def test_what_is_not_done_is_said_once_and_the_rest_of_the_question_is_skipped():
    found = verdicts(
        one("a", raising(NotDone())), one("b"), one("c", question="g"), one("d", fails)
    )
    assert statuses(found) == ["failed", "skipped", "passed", "skipped"]
    assert [found[i].message for i in (0, 1, 3)] == [NOT_DONE] * 3


@pytest.mark.parametrize(
    "error", [ZeroDivisionError("oops"), KeyError("x"), RecursionError(), AssertionError()]
)
def test_a_broken_check_is_an_error_and_not_the_students_fault(error):
    found = verdicts(one("a", raising(error)), one("b"), one("c", builds_on=("a",)))
    assert statuses(found) == ["error", "passed", "skipped"]
    assert type(error).__name__ in found[0].message
    assert "not your fault" in found[0].message and found[0].earned == 0


@pytest.mark.parametrize(
    ("kind", "mistake"),
    [
        ("SyntaxError", "syntax_error"),
        ("IndentationError", "syntax_error"),
        ("TabError", "syntax_error"),
        ("RecursionError", "endless_recursion"),
        ("IndexError", None),
    ],
)
def test_an_error_of_the_students_is_named_by_its_kind(kind, mistake):
    error = StudentError(kind, "some\n  detail", 3, "    x = 1")
    (verdict,) = verdicts(one("a", raising(error), hint="unasked"))
    assert verdict.mistake == mistake and verdict.status == "failed"
    expected = f"Your code raised {kind}: some detail in line 3 of your answer: x = 1"
    assert verdict.message.split("\n")[0] == expected
    assert "unasked" not in verdict.message


def test_a_process_that_died_is_told_in_its_own_words():
    (verdict,) = verdicts(one("a", raising(StudentDied("Timeout", "It didn't finish."))))
    assert verdict.message.startswith("It didn't finish.\n") and verdict.mistake == "endless_loop"


def test_warnings_of_numpy_in_a_check_are_no_error():
    def subtracts(asked):
        np.array([np.inf]) - np.array([np.inf])

    assert statuses(verdicts(one("a", subtracts))) == ["passed"]


def test_loss_and_gradient_are_the_two_parts_of_what_an_answer_returns():
    def asks(asked):
        assert (asked.loss(1), asked.gradient(2)) == (1, 20)
        assert [call.part for call in asked.calls] == [0, 1]

    student = Student(f=lambda x: (x, 10 * x))
    assert statuses(verdicts(one("a", asks), student=student)) == ["passed"]


@pytest.mark.parametrize("value", [3, (1,), (1, 2, 3), "ab", np.zeros(2), {1: 2, 3: 4}])
def test_what_is_no_pair_is_said_to_be_none(value):
    (verdict,) = verdicts(one("a", lambda asked: asked.loss(1)), student=Student(f=lambda x: value))
    assert verdict.status == "failed" and "should return (loss, gradient)" in verdict.message


def test_a_loss_is_judged_though_its_gradient_is_not_there_yet():
    def wants_loss(asked):
        assert asked.loss(1) == 7

    def wants_gradient(asked):
        from coursework.expecting.values import expect_number

        expect_number(asked.gradient(1), 0, "gradient")

    student = Student(f=lambda x: (7, None))
    found = verdicts(one("a", wants_gradient), one("b", wants_loss), student=student)
    assert statuses(found) == ["failed", "passed"] and "None" in found[0].message


def test_an_error_that_is_kept_holds_nothing_of_what_its_check_had():
    kept, held = StudentDied("Timeout", "It took too long."), []

    def takes_and_fails(asked):
        large = np.zeros(3)
        held.append(weakref.ref(large))
        try:
            raise LookupError
        except LookupError:
            raise kept from None

    verdicts(one("a", takes_and_fails), one("b", takes_and_fails))
    assert [reference() for reference in held] == [None, None]


def test_stopping_the_notebook_stops_it():
    def stops():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call_function(stops, "f", ())
