"""Every known submission is graded as it should be, in the real sandbox."""

import re
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest
from variants import more_variants

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.registry import all_checks, points, questions
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.authoring.pages.costs_page import PAGE, costs_section
from autograder.authoring.selftest.bars import HELD, remarks
from autograder.authoring.selftest.trials import selftest
from autograder.course import load_course
from autograder.grading.submission import grade
from coursework.checks.svm import LOSSES

ASSIGNMENTS = [one.name for one in load_course().assignments]


@pytest.fixture(
    scope="module", params=[pytest.param(one, marks=pytest.mark.slow) for one in ASSIGNMENTS]
)
def trials(request, grader):
    # Nothing hangs here, but importing SciPy can take long on a busy machine.
    limits = replace(grader.limits, seconds_per_check=20)
    one = replace(grader, assignment=request.param, limits=limits)
    return list(selftest(one, more_variants(request.param)))


def test_reference_has_full_marks(trials) -> None:
    (reference,) = (trial for trial in trials if trial.kind == "reference")
    assert reference.result.score == reference.result.max_score
    assert reference.result.warnings == []


def test_blank_notebook_has_no_points(trials) -> None:
    (blank,) = (trial for trial in trials if trial.kind == "blank")
    assert blank.result.score == 0
    assert {check.message for check in blank.result.checks} == {"Not done yet."}


@pytest.mark.parametrize("kind", ["answer", "mistake", "wording"])
def test_every_mistake_is_named_and_keeps_what_its_kind_may(kind: str, trials) -> None:
    mistakes = [trial for trial in trials if trial.kind == kind]
    assert mistakes
    assert {trial.name: trial.fault for trial in mistakes if trial.fault} == {}


def test_the_page_tells_what_each_mistake_keeps(trials) -> None:
    assignment = trials[0].result.assignment
    section = costs_section(load_course(), assignment, trials)
    title, *rows = section.splitlines()
    page = PAGE.read_text(encoding="utf-8")
    if assignment not in HELD and f"{title}\n" not in page:
        pytest.skip(f"`autograder selftest {assignment} --write` hasn't written of it yet")
    written = page.partition(f"{title}\n")[2].partition("\n## ")[0]
    assert sorted(map(without_share, rows)) == sorted(map(without_share, written.splitlines()))
    # A last digit, and with it a check, may turn out otherwise on another machine.
    shares = [
        [int(one) for one in re.findall(r"\| (\d+)% \|", text)] for text in (section, written)
    ]
    assert np.abs(np.subtract(*map(sorted, shares))).max() <= 15


def without_share(row: str) -> str:
    return re.sub(r"\| \d+% \|", "|", row)


@pytest.mark.parametrize("kind", ["variant", "form"])
def test_every_right_answer_has_full_marks(kind: str, trials) -> None:
    right = [trial for trial in trials if trial.kind == kind]
    assert right or trials[0].result.assignment not in HELD
    assert {trial.name: trial.fault for trial in right if trial.fault} == {}


@pytest.mark.slow
def test_a_constant_is_never_taken_for_a_known_mistake(grader) -> None:
    # On one draw a constant may well be what a known mistake gives. Then the points of
    # all checks that "repeat" the mistake would be given away.
    losses = {name: f"def {name}(W, X, y, reg):\n    return 0.0, 0 * W\n" for name in LOSSES}
    constant = {"hinge_loss": "def hinge_loss(scores, label, delta=1.0):\n    return 0.0\n"}
    content = filled("svm", {**constant, **losses})
    for number in range(15):
        result = grade(content, f"student {number}", grader).result
        assert result.score == 0
        assert set(result.mistakes) <= {"gradient_left_at_zero"}  # which it is


GARBAGE = [
    *("0.0", "np.ones(3)", "{}", "a[0]", "(a[0], a[1])", "(0.0, a[0], a[-1])"),
    *("(0.0, 0.0 * np.asarray(a[0]))", "(0.0 * np.asarray(a[0]), [0.0])"),
]


@pytest.mark.slow
@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_garbage_earns_nothing_and_breaks_no_check(assignment: str, garbage: str, grader) -> None:
    answers = {}
    for name in set(points(assignment)) - set(questions(assignment)):
        reference = getattr(import_module(f"solutions.{assignment}"), name)
        answers[name] = f"def {name}(*a, **named):\n    return {garbage}\n"
        if isinstance(reference, type):
            methods = [one for one in vars(reference) if not one.startswith("_")]
            answers[name] = f"class {name}:\n    def __init__(self, *a):\n        pass\n" + "".join(
                f"    def {method}(self, *a):\n        return {garbage}\n" for method in methods
            )
    result = grade(filled(assignment, answers), "x", replace(grader, assignment=assignment)).result
    # All data as a minibatch is garbage with a grain of truth: at least they are unchanged.
    assert result.score <= (1 if assignment == "sgd" else 0)
    assert [check.name for check in result.checks if check.status == "error"] == []


@pytest.mark.parametrize("assignment", HELD)
def test_what_came_with_the_kit_reaches_the_bars_of_the_course(assignment: str) -> None:
    assert list(remarks(assignment)) == [], "autograder/authoring/selftest/bars.py has the bars"


def test_no_two_answers_of_the_course_have_the_same_name() -> None:
    names = [name for assignment in ASSIGNMENTS for name in points(assignment)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_checks_stand_after_what_they_build_on(assignment: str) -> None:
    seen: set[str] = set()
    for check in all_checks(assignment):
        assert set(check.builds_on) <= seen, check.name
        assert check.name not in seen
        seen.add(check.name)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_check_says_in_a_sentence_what_it_asks(assignment: str) -> None:
    for check in all_checks(assignment):
        assert check.description.endswith((".", "?")), check.name
        assert "\n" not in check.description


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_mistake_of_a_name_and_answer_has_the_same_hint(assignment: str) -> None:
    """The same slip in two answers, or written in two ways, has one name: it costs once."""
    mistakes = known_mistakes(assignment)
    hints = {(one.name, answer, one.hint) for one in mistakes for answer in one.functions}
    assert len({(name, answer) for name, answer, _ in hints}) == len(hints)
    assert all(mistake.hint.endswith((".", "?", ")")) for mistake in mistakes)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_question_explains_a_wrong_answer(assignment: str) -> None:
    for question in questions(assignment).values():
        assert question.wrong, f"{question.name} explains no wrong answer"


USED_BEFORE_SET = """
def svm_loss_naive(W, X, y, reg):
    for i in range(len(X)):
        for j in range(len(W)):
            if j != y[i]:
                loss += max(0, W[j] @ X[i] - W[y[i]] @ X[i] + 1)
    return loss / len(X), 0 * W
"""


def test_a_counter_used_before_it_is_set_is_named(grader) -> None:
    answers = {**reference_answers("svm"), "svm_loss_naive": USED_BEFORE_SET}
    result = grade(filled("svm", answers), "ada", grader).result
    assert result.score == result.max_score - points("svm")["svm_loss_naive"]
    assert result.mistakes == ["variable_used_before_set"]


# The loop runs over the other images: no row is summed along a wrong axis, no number is fixed.
LOOP_OVER_TRAINING_IMAGES = """def distances_one_loop(X_test, X_train):
    table = np.zeros((len(X_test), len(X_train)))
    for i in range(len(X_train)):
        table[i] = np.sqrt(((X_test - X_train[i]) ** 2).sum(axis=1))
    return table
"""


def test_an_error_is_not_taken_for_that_of_another_mistake(grader) -> None:
    answers = {**reference_answers("knn"), "distances_one_loop": LOOP_OVER_TRAINING_IMAGES}
    result = grade(filled("knn", answers), "ada", replace(grader, assignment="knn")).result
    assert result.mistakes == []
    assert all(not one.earned for one in result.of_question("distances_one_loop"))
