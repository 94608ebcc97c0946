"""All that a grading reads is in its origin, and nothing else is."""

import json
import shutil
from dataclasses import fields, replace
from importlib import metadata
from pathlib import Path

import pytest
import watched
from kit_copy import python
from kit_edits import ASSIGNMENTS

import autograder.grading.provenance.loaded
import autograder.grading.provenance.origin
from autograder.assignments.mistake import known_mistakes
from autograder.assignments.registry import all_checks, questions
from autograder.assignments.written_answers.filling import (
    answer_with_mistake,
    filled,
    reference_answers,
)
from autograder.authoring.selftest.bars import HELD
from autograder.course import ROOT, Limits, student_path
from autograder.grading.provenance.origin import digest, files_of, of_notebook, origin, today

# Of these only some entries count: titles, zone and names; which answers there are.
READ_IN_PART = {ROOT / "course.toml", *map(student_path, ASSIGNMENTS)}

TELL = """
import os, sys
with open({!r}, "a") as file:
    for module in list(sys.modules.values()):
        file.write(os.path.realpath(getattr(module, "__file__", None) or "") + "\\n")
"""


def wrong(assignment, told):
    """Return a notebook with known mistakes in all but the last answer.

    It tells what is loaded where its code is run.
    """
    mistaken = {}
    for mistake in known_mistakes(assignment):
        for name in mistake.functions:
            if name not in mistaken:
                mistaken[name] = answer_with_mistake(name, mistake, assignment)
    *most, last = mistaken
    answers = {**reference_answers(assignment), **{name: mistaken[name] for name in most}}
    for name, question in questions(assignment).items():
        answers[name] = f"{name} = {question.wrong[0].value!r}"
    answers[last] = TELL.format(str(told)) + answers[last]
    return filled(assignment, answers)


def of_the_kit(paths):
    """Return the kit's own sources among files, the compiled ones as their sources."""
    found = set()
    for path in map(Path, filter(None, paths)):
        if path.parent.name == "__pycache__":
            path = path.parent.parent / f"{path.name.split('.')[0]}.py"
        if path.parent.name == "scripts":  # where the sandbox has copies
            path = ROOT / "autograder" / "sandbox" / "inside" / path.name
        kept = {".venv", "build"} & set(path.parts)  # of the versions, which count by themselves
        if path.is_relative_to(ROOT) and path.is_file() and not kept:
            found.add(path)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_all_that_a_real_grading_reads_is_in_the_fingerprint(assignment, tmp_path):
    another = ASSIGNMENTS[ASSIGNMENTS.index(assignment) - 1]
    notebooks = {
        "right": filled(assignment, reference_answers(assignment)),
        "wrong": wrong(assignment, tmp_path / "told"),
        "another": filled(another, {}),
    }
    if assignment == "knn":  # a right answer that is lent another
        undone = {**reference_answers("knn"), "predict_labels": "pass"}
        notebooks["undone"] = filled("knn", undone)
    paths = [tmp_path / f"{name}.ipynb" for name in notebooks]
    for path, content in zip(paths, notebooks.values(), strict=True):
        path.write_bytes(content)
    (tmp_path / "sitecustomize.py").write_text(watched.WATCH, encoding="utf-8")
    seen = json.loads(
        python(
            tmp_path,
            watched.__file__,
            assignment,
            *map(str, paths),
            WATCHED=str(tmp_path / "watched"),
        )
    )
    right, mistaken, other, *undone = seen["results"]
    assert right["score"] == right["max_score"] and f"“{another}”" in other["error"]
    named = sum(check["mistake"] is not None for check in mistaken["checks"])
    assert named > (3 if assignment in HELD else 0)
    assert all("when it is given a right `predict_labels`" in json.dumps(one) for one in undone)

    known = {path for part in files_of(assignment).values() for path in part}
    opened = of_the_kit((tmp_path / "watched").read_text(encoding="utf-8").split("\n"))
    here = of_the_kit(seen["modules"])
    sandboxed = of_the_kit((tmp_path / "told").read_text(encoding="utf-8").split("\n"))
    assert ROOT / "autograder/sandbox/inside/wire.py" in sandboxed and len(sandboxed) > 8
    assert ROOT / "solutions" / f"{assignment}.py" in opened & here
    assert (opened | here | sandboxed) - known - READ_IN_PART - {Path(watched.__file__)} == set()
    # Nor is there too much: what belongs to assignments is loaded indeed.
    for part in ("references", "mistakes", "checks"):
        assert set(files_of(assignment)[part]) - here == set()


def test_checks_in_another_order_make_another_origin(monkeypatch):
    checks = all_checks("svm")
    usual = origin("svm", Limits(), "secret")
    monkeypatch.setattr(autograder.grading.provenance.origin, "all_checks", lambda _: checks[::-1])
    other = origin.__wrapped__("svm", Limits(), "secret")
    assert other != usual and replace(other, order=usual.order) == usual


END_A_GRADING = {"minutes_per_run", "minutes_per_submission", "grader_seconds", "grader_megabytes"}


@pytest.mark.parametrize("limit", [one.name for one in fields(Limits)])
def test_each_limit_counts_but_those_that_leave_no_result_to_keep(limit):
    usual = origin("svm", Limits(), "secret")
    other = origin("svm", replace(Limits(), **{limit: 300}), "secret")
    assert (other == usual) == (limit in END_A_GRADING)


NAMES_MORE = {
    "as it was given out": (lambda content: content, False),
    "saved by another editor": (lambda content: content.replace(b"\n ", b"\r\n    "), False),
    "an answer that imports more": (lambda content: IMPORTING, True),
    "in UTF-16": (lambda content: json.dumps(json.loads(IMPORTING)).encode("utf-16"), True),
}

IMPORTING = filled("svm", {"mean_loss": "from coursework.gates import Gate\nmean_loss = 1.0"})


@pytest.mark.parametrize("name", NAMES_MORE)
def test_all_of_coursework_counts_for_a_notebook_that_may_import_more_of_it(name):
    edit, more = NAMES_MORE[name]
    usual = origin("svm", Limits(), "secret")
    content = edit(filled("svm", reference_answers("svm")))
    found = of_notebook(usual, content, "svm")
    assert found == replace(usual, notebook=digest(content), imported=found.imported)
    assert bool(found.imported) == more


def test_a_change_of_a_module_that_only_an_answer_imports_counts(tmp_path, monkeypatch):
    shutil.copytree(
        autograder.grading.provenance.loaded.PACKAGES["coursework"], tmp_path / "coursework"
    )
    monkeypatch.setitem(
        autograder.grading.provenance.loaded.PACKAGES, "coursework", tmp_path / "coursework"
    )
    usual = origin("svm", Limits(), "secret")
    before = of_notebook(usual, IMPORTING, "svm")
    with (tmp_path / "coursework" / "gates.py").open("a", encoding="utf-8") as file:
        file.write("# a comment")
    assert of_notebook(usual, IMPORTING, "svm").imported != before.imported
    assert today(before, usual) == of_notebook(usual, IMPORTING, "svm")


def test_secret_and_versions_count_and_the_secret_is_not_told(monkeypatch):
    usual = origin("svm", Limits(), "secret")
    other = origin("svm", Limits(), "another")
    assert other != usual and replace(other, secret=usual.secret) == usual
    assert "another" not in str(other)
    # Of that class whose finder is in use: some packages bring another one along.
    kind = type(next(iter(metadata.distributions(name="numpy"))))
    monkeypatch.setattr(kind, "version", "a new one")
    newer = origin.__wrapped__("svm", Limits(), "secret")
    assert {"Python", "numpy", "scipy"} <= newer.versions.keys()
    assert newer != usual and replace(newer, versions=usual.versions) == usual
