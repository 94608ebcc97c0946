"""A regrade says whose points changed, and why."""

import csv
import json
from dataclasses import replace

import pytest

import autograder.grading.provenance.origin
from autograder.assignments.registry import all_checks
from autograder.course import Limits
from autograder.grading.provenance.changes import changes, in_words, write_changes
from autograder.grading.provenance.origin import of_unread, origin
from autograder.grading.result import Origin, Result
from autograder.handin.arrival import HandedIn
from coursework.scoring.check import Verdict

ORIGIN = replace(origin("svm", Limits(), "secret"), notebook="n")
NAMES = ("hinge_loss.random_scores", "hinge_loss.other_margin", "mean_loss.answer")


def result(earned, made_from=ORIGIN, names=NAMES, student="ada", level="tests"):
    verdicts = [
        Verdict(name, name.split(".")[0], "", 3.0, float(got), "passed", "")
        for name, got in zip(names, earned, strict=True)
    ]
    return Result.of("svm", student, level, verdicts, [], made_from=made_from)


def changed(**parts):
    return replace(ORIGIN, **parts)


def with_check(name, digest="another"):
    return changed(checks={**ORIGIN.checks, name: digest})


def without(name):
    return changed(checks={key: one for key, one in ORIGIN.checks.items() if key != name})


NOTHING_ELSE = {
    "the check was changed": (ORIGIN, with_check(NAMES[0])),
    "the check is new": (without(NAMES[0]), ORIGIN),
    "the check was taken out": (ORIGIN, without(NAMES[0])),
    "other checks of this answer were changed: hinge_loss.other_margin": (
        ORIGIN,
        with_check(NAMES[1]),
    ),
    "checks of other answers were changed: mean_loss.answer (new)": (without(NAMES[2]), ORIGIN),
    "the order of the checks was changed": (ORIGIN, changed(order="o")),
    "another notebook was handed in": (ORIGIN, changed(notebook="m")),
    "the reference solution was changed": (ORIGIN, changed(reference="r")),
    "the reference solution of knn was changed": (ORIGIN, changed(other_references={"knn": "r"})),
    "the catalogue of mistakes was changed": (ORIGIN, changed(mistakes="r")),
    "what checks share was changed": (ORIGIN, changed(shared="r")),
    "the worked examples were changed": (ORIGIN, changed(examples="r")),
    "the notebook that students get was changed": (ORIGIN, changed(released="r")),
    "other assignments ask for other answers": (ORIGIN, changed(others="r")),
    "the package coursework was changed": (ORIGIN, changed(coursework="r")),
    "the grader's code was changed": (ORIGIN, changed(grader="r")),
    "the kit was edited while this was graded": (ORIGIN, Origin("n")),
    "the file handed in then was not read": (of_unread(ORIGIN, "It is a link."), ORIGIN),
    "the file handed in now was not read; the grading secret was changed": (
        ORIGIN,
        of_unread(changed(secret="r"), "It is a link."),
    ),
    "the grading secret was changed": (ORIGIN, changed(secret="r")),
    "the limit memory_megabytes was changed": (
        ORIGIN,
        changed(limits={**ORIGIN.limits, "memory_megabytes": 900}),
    ),
    "numpy was changed from 1.0 to 2.0": (
        changed(versions={"numpy": "1.0"}),
        changed(versions={"numpy": "2.0"}),
    ),
    "another notebook was handed in; the grader's code was changed": (
        ORIGIN,
        changed(notebook="m", grader="r"),
    ),
    "nothing known has changed": (ORIGIN, ORIGIN),
    "it isn't known from what the earlier result was made": (None, ORIGIN),
}


@pytest.mark.parametrize(("why", "origins"), NOTHING_ELSE.items(), ids=NOTHING_ELSE)
def test_the_reason_is_found_in_what_the_results_were_made_from(why, origins):
    before, after = (
        result(got, made) for got, made in zip(((3, 3, 2), (0, 3, 2)), origins, strict=True)
    )
    (change,) = changes(before, after)
    assert (change.student, change.check, change.before, change.after) == ("ada", NAMES[0], 3, 0)
    assert change.why == why


def test_another_level_of_isolation_is_a_reason_only_where_the_levels_differ():
    before, after = result((3, 3, 2), level="self-limited"), result((0, 3, 2), level="bubblewrap")
    (change,) = changes(before, after)
    assert change.why == "the level of isolation was changed from “self-limited” to “bubblewrap”"
    (change,) = changes(before, result((0, 3, 2), level="self-limited"))
    assert "isolation" not in change.why


def test_other_hidden_inputs_are_a_reason_where_a_group_hands_in_what_one_student_did():
    before, after = result((3, 3, 2)), result((0, 3, 2))
    (change,) = changes(
        before, replace(after, handed_in=HandedIn(group="team", members=["ada", "bob"]))
    )
    assert change.why.startswith("hidden inputs are drawn for another name")


def test_that_the_grader_failed_is_said_of_the_run_in_which_it_did():
    sound, failed = result((3, 3, 2)), replace(result((0, 0, 0), None), error="It was stopped.")
    for before, after, when in ((sound, failed, "now"), (failed, sound, "then")):
        whys = {change.why for change in changes(before, after)}
        assert whys == {f"the grader could not grade it {when}"}


def test_that_coursework_was_changed_is_said_of_a_notebook_that_may_import_more_of_it():
    named, other = changed(imported="i"), changed(imported="r")
    (change,) = changes(result((3, 3, 2), named), result((0, 3, 2), other))
    assert change.why == "the package coursework was changed"
    # What is new here is that the notebook names it, and that isn't a change of the package.
    (change,) = changes(result((3, 3, 2)), result((0, 3, 2), changed(notebook="m", imported="i")))
    assert change.why == "another notebook was handed in"


def test_of_a_result_of_an_older_kit_the_notebook_is_known_and_nothing_else():
    new = result((3, 3, 2))
    record = json.loads(new.to_json())
    record["made_from"] = {"notebook": "n", "checks": {NAMES[0]: "1"}, "grader": "2", "more": "3"}
    old = Result.from_json(json.dumps(record))
    assert old.made_from == Origin("n") and old.checks == new.checks
    (change,) = changes(old, result((0, 3, 2)))
    assert change.why == "it isn't known from what the earlier result was made"
    (change,) = changes(old, result((0, 3, 2), changed(notebook="m")))
    assert change.why.startswith("another notebook was handed in; it isn't known from what")


def test_an_origin_is_the_same_once_it_was_written_and_read():
    assert Result.from_json(result((3, 3, 2)).to_json()).made_from == ORIGIN


def test_equal_points_and_first_gradings_are_no_changes():
    assert changes(None, result((3, 3, 2))) == []
    assert changes(result((3, 3, 2)), result((3, 3, 2), changed(notebook="m"))) == []


def test_changes_are_summed_up_in_a_line_for_each_reason():
    after = with_check(NAMES[0])
    found = changes(result((3, 3, 2)), result((0, 3, 2), after))
    found += changes(result((0, 3, 2), student="bob"), result((3, 3, 2), after, student="bob"))
    (line,) = in_words(found)
    assert line == "the check was changed: 2 students, in hinge_loss.random_scores (1 up, 1 down)"


def test_a_change_is_written_once_however_often_a_run_is_begun_again(tmp_path):
    path = tmp_path / "changes.csv"
    before, after = (((3, 3, 2), ORIGIN), ((0, 3, 2), with_check(NAMES[0])))
    found = changes(*(result(*one, student="=bad()") for one in (before, after)))
    write_changes(path, [])
    assert not path.exists()
    for _ in range(2):
        write_changes(path, found)
    with path.open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert row["student"] == "'=bad()" and row["why"] == "the check was changed"
    assert (row["before"], row["after"]) == ("3", "0")


@pytest.mark.parametrize("field", ["points", "hint", "description", "builds_on", "uses", "run"])
def test_a_check_that_is_changed_anywhere_has_another_digest(field):
    one = next(check for check in all_checks("svm") if check.name == NAMES[0])
    others = {"points": 9.0, "builds_on": ("x",), "uses": ("x",), "run": lambda student: None}
    other = replace(one, **{field: others.get(field, "other")})
    assert autograder.grading.provenance.origin._digest_of_check(
        one
    ) != autograder.grading.provenance.origin._digest_of_check(other)


def test_questions_of_one_class_have_digests_of_their_own():
    questions = [name for name in ORIGIN.checks if name.endswith(".answer")]
    assert len({ORIGIN.checks[name] for name in questions}) == len(questions) > 5
