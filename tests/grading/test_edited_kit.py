"""A change of the kit counts for the assignments that use it, and for no others."""

import csv
import json
import time

import pytest
from kit_copy import copied, origins, python
from kit_edits import ASSIGNMENTS, EDITS

import autograder.grading.provenance.loaded
import autograder.grading.provenance.origin
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.grading.provenance.loaded import loaded


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    return copied(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def compared(kit):
    """The origins of all assignments as they are, and after each of the edits alone."""
    changes = []
    for file, edit, _ in EDITS.values():
        text = (kit / file).read_text(encoding="utf-8")
        assert edit(text) != text
        changes.append((file, edit(text)))
    before, *after = origins(kit, changes)
    return before, dict(zip(EDITS, after, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_a_change_counts_for_the_assignments_that_use_it_and_no_others(name, compared):
    before, after = compared[0], compared[1][name]
    found = {}
    for assignment in ASSIGNMENTS:
        for part, value in after[assignment].items():
            if value != before[assignment][part]:
                found.setdefault(part, set()).add(assignment)
    assert found == {part: set(names) for part, names in EDITS[name][2].items()}


@pytest.mark.slow
def test_of_the_checks_only_the_one_that_was_changed_has_another_digest(compared):
    checks = [sides["svm"]["checks"] for sides in (compared[0], compared[1]["one check of SVM"])]
    names = {name for name in checks[0] if checks[0][name] != checks[1][name]}
    assert names == {"hinge_loss.other_margin"}


@pytest.mark.slow
def test_a_file_that_was_written_to_is_seen_even_if_it_is_as_before(kit):
    told = python(kit, "-c", EDITED)
    assert json.loads(told) == {
        "nothing": [],
        "same text": ["autograder/assignments/svm/checks.py"],
        "earlier time": ["autograder/assignments/svm/checks.py"],
        "before the stamps": ["autograder/assignments/svm/checks.py"],
        "long before": [],
        "taken away": ["assignments/svm/svm.ipynb"],
        "of a time to come": [],
    }


EDITED = """
import json, os, time
from pathlib import Path
from autograder.class_run.edited_kit import edited, stamps

found = {}
path = Path("autograder/assignments/svm/checks.py")
before = stamps("svm")
found["nothing"] = edited(before)
path.write_bytes(path.read_bytes())
found["same text"] = edited(before)
os.utime(path, (1, 1))
found["earlier time"] = edited(before)
written = path.stat().st_ctime
before = stamps("svm")
found["before the stamps"] = edited(before, written)
found["long before"] = edited(before, written + 1)
notebook = Path("assignments/svm/svm.ipynb")
text = notebook.read_bytes()
notebook.unlink()
found["taken away"] = edited(before)
os.utime(path, (2**32, 2**32))
time.sleep(0.1)
found["of a time to come"] = edited(stamps("svm"), time.time())
notebook.write_bytes(text)
print(json.dumps(found))
"""


def test_an_import_counts_wherever_it_stands(tmp_path, monkeypatch):
    for name, text in {
        "__init__": "",
        "first": "def f():\n    try:\n        import kit.second as two\n    finally:\n        f()",
        "second": "match 1:\n    case 1:\n        from . import third, nothing\n",
        "third": "import numpy\nfrom .inner.fourth import value\n",
        "inner/__init__": "",
        "inner/fourth": "from .. import first\nvalue = 1\n",
        "apart": "",
    }.items():
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setitem(autograder.grading.provenance.loaded.PACKAGES, "kit", tmp_path)
    found = {"kit", "kit.first", "kit.second", "kit.third", "kit.inner", "kit.inner.fourth"}
    assert loaded(["kit.first"]).keys() == found
    with pytest.raises(ModuleNotFoundError, match=r"no module kit\.no_such"):
        loaded(["kit.no_such"])


@pytest.mark.slow
def test_a_regrade_after_a_check_was_changed_says_so(kit, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.ipynb").write_bytes(filled("svm", reference_answers("svm")))
    out = tmp_path / "out"
    command = ("-m", "autograder.cli", "grade", "svm", str(tmp_path / "in"), "--out", str(out))
    time.sleep(0.1)  # what is written just before a run begins may have been read by it
    python(kit, *command)
    path = kit / "autograder/assignments/svm/checks.py"
    text = path.read_text(encoding="utf-8")
    right = 'reference.hinge_loss, "loss", cases, "with another Δ'
    assert right in text
    stricter = text.replace(right, f"lambda *case: 1 + reference.hinge_loss(*case){right[20:]}")
    path.write_text(stricter, encoding="utf-8")
    time.sleep(0.1)
    try:
        shown = python(kit, *command)
    finally:
        path.write_text(text, encoding="utf-8")
    assert "kept" not in shown
    with (out / "changes.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["check"], row["before"], row["after"]) == ("hinge_loss.other_margin", "2", "0")
    assert row["why"] == "the check was changed"
