"""A regrade says whose points changed, and why."""

import csv
from dataclasses import replace

import pytest

import autograder.grade
import autograder.origin
from autograder.batch import grade_class
from autograder.checks import all_checks
from autograder.course import Limits, load_course
from autograder.fill import filled, reference_answers
from autograder.handin.find import find_handins
from autograder.origin import origin
from autograder.regrade import changes, in_words, write_changes
from autograder.result import Result
from coursework.checking import Failure, Verdict

ORIGIN = replace(origin("svm", Limits(), "secret"), notebook="n")
NAMES = ("hinge_loss.random_scores", "hinge_loss.other_margin", "mean_loss.answer")


def result(earned, made_from=ORIGIN, names=NAMES, student="ada"):
    verdicts = [
        Verdict(name, name.split(".")[0], "", 3.0, float(got), "passed", "")
        for name, got in zip(names, earned, strict=True)
    ]
    return Result.of("svm", student, "tests", verdicts, [], made_from=made_from)


def changed(**parts):
    return replace(ORIGIN, **parts)


def with_check(name, digest="another"):
    return changed(checks={**ORIGIN.checks, name: digest})


def without(name):
    return changed(checks={key: one for key, one in ORIGIN.checks.items() if key != name})


REASONS = {
    "the check was changed": (ORIGIN, with_check(NAMES[0])),
    "the check is new": (without(NAMES[0]), ORIGIN),
    "the check was taken out": (ORIGIN, without(NAMES[0])),
    "hinge_loss.other_margin was changed, which": (ORIGIN, with_check(NAMES[1])),
    "another notebook was handed in": (ORIGIN, changed(notebook="m")),
    "the reference solution was changed": (ORIGIN, changed(reference="r")),
    "the catalogue of mistakes was changed": (ORIGIN, changed(mistakes="r")),
    "what checks share was changed": (ORIGIN, changed(shared="r")),
    "the grader, its limits": (ORIGIN, changed(grader="r")),
    "another level of isolation": (ORIGIN, ORIGIN),
    "it isn't known": (None, ORIGIN),
}


@pytest.mark.parametrize(("why", "origins"), REASONS.items(), ids=REASONS)
def test_the_reason_is_found_in_what_the_results_were_made_from(why, origins):
    before, after = (
        result(got, made) for got, made in zip(((3, 3, 2), (0, 3, 2)), origins, strict=True)
    )
    (change,) = changes(before, after)
    assert (change.student, change.check, change.before, change.after) == ("ada", NAMES[0], 3, 0)
    assert why in change.why


def test_equal_points_and_first_gradings_are_no_changes():
    assert changes(None, result((3, 3, 2))) == []
    assert changes(result((3, 3, 2)), result((3, 3, 2), changed(notebook="m"))) == []


def test_changes_are_summed_up_in_a_line_for_each_reason():
    after = with_check(NAMES[0])
    found = changes(result((3, 3, 2)), result((0, 3, 2), after))
    found += changes(result((0, 3, 2)), result((3, 3, 2), after, student="bob"))
    (line,) = in_words(found)
    assert line == "the check was changed: 2 students, in hinge_loss.random_scores (1 up, 1 down)"


def test_a_change_is_written_once_however_often_a_run_is_begun_again(tmp_path):
    path = tmp_path / "changes.csv"
    found = changes(result((3, 3, 2)), result((0, 3, 2), with_check(NAMES[0]), student="=bad()"))
    write_changes(path, [])
    assert not path.exists()
    for _ in range(2):
        write_changes(path, found)
    with path.open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["student"] == "'=bad()" and row["why"] == "the check was changed"
    assert (row["before"], row["after"]) == ("3", "0")


@pytest.mark.parametrize("field", ["points", "hint", "description", "builds_on", "run"])
def test_a_check_that_is_changed_anywhere_has_another_digest(field):
    one = next(check for check in all_checks("svm") if check.name == NAMES[0])
    others = {"points": 9.0, "builds_on": ("x",), "run": lambda student: None}
    other = replace(one, **{field: others.get(field, "other")})
    assert autograder.origin._digest_of_check(one) != autograder.origin._digest_of_check(other)


def test_questions_of_one_class_have_digests_of_their_own():
    questions = [name for name in ORIGIN.checks if name.endswith(".answer")]
    assert len({ORIGIN.checks[name] for name in questions}) == len(questions) > 5


def test_a_real_regrade_after_a_check_was_changed(grader, tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.ipynb").write_bytes(filled("svm", reference_answers("svm")))
    handins = find_handins([tmp_path / "in"], "svm")

    def graded():
        out = tmp_path / "out"
        return list(grade_class(handins, grader, load_course(), out, out / "gradebook.db", 1))

    def stricter(student):
        raise Failure("Not any more.")

    graded()
    checks = [
        replace(one, run=stricter) if one.name == NAMES[1] else one for one in all_checks("svm")
    ]
    for module in (autograder.grade, autograder.origin):
        monkeypatch.setattr(module, "all_checks", lambda _: checks)
    autograder.origin.origin.cache_clear()
    (outcome,) = graded()
    autograder.origin.origin.cache_clear()
    (change,) = outcome.changes
    assert (change.check, change.before, change.after) == (NAMES[1], 2, 0)
    assert change.why == "the check was changed"
    assert (tmp_path / "out" / "changes.csv").is_file()
