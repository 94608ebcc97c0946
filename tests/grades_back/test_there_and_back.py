"""A class's work comes in from each platform, and each grade goes back to who earned it."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace

import platform_classes as classes
import pytest
from platform_classes import ADA, ALI, JOHN, KURT, LATE, OTHER_JOHN, ROSTER, ZOE

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.class_run.pool import grade_class
from autograder.class_run.results_folder import read_results
from autograder.course import load_course
from autograder.grades_back.export import export
from autograder.handin.collect import look_for
from autograder.handin.roster.platform_lists import make_roster

pytestmark = pytest.mark.slow

RIGHT = reference_answers("svm")
GOOD = filled("svm", RIGHT)
WRONG = filled("svm", {**RIGHT, "mean_loss": "mean_loss = 4.6"})
FULL = sum(points("svm").values())
LESS = FULL - points("svm")["mean_loss"]
IN_TIME = {ADA: FULL, JOHN: LESS, OTHER_JOHN: FULL, ZOE: FULL, LATE: FULL, ALI: 0}
LATE_BY_TWO_DAYS = {**IN_TIME, LATE: round(0.8 * FULL, 6)}


def column(which, ids, encoding="utf-8"):
    """Read grades by login from a file of one platform: by the column of ids, and the grade's."""
    logins = {ids(one): one.login for one in ROSTER}

    def read(content):
        header, *rows = csv.reader(io.StringIO(content.decode(encoding), newline=""))
        who = header.index(which)
        what = next(i for i, name in enumerate(header) if name.startswith((classes.TITLE, "Grade")))
        return {logins[row[who]]: row[what] for row in rows if row[who] in logins}

    return read


def plain(content):
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return {row["student"]: row["score"] * bool(row["handed_in"] == "True") for row in rows}


@dataclass(frozen=True)
class Platform:
    """How a class comes in and goes back.

    ``doubtful`` are those whom the platform can't tell apart, ``unmatched`` how many its names
    don't tell in the roster, though its numbers do when grades go back.
    """

    pack: Callable
    gradebook: str
    form: str
    read: Callable
    grades: dict
    doubtful: tuple = ()
    lost: int = 1  # mal, whom nobody knows
    unmatched: int = 0


PLATFORMS = {
    "canvas": Platform(
        classes.canvas,
        classes.canvas_gradebook(),
        "canvas",
        column("ID", lambda who: str(who.number)),
        IN_TIME,
    ),
    "moodle": Platform(
        classes.moodle,
        classes.moodle_worksheet(),
        "moodle-worksheet",
        column("Identifier", lambda who: f"Participant {4000 + who.number}"),
        IN_TIME,
        unmatched=2,
    ),
    "blackboard": Platform(
        classes.blackboard,
        classes.blackboard_gradebook(),
        "blackboard",
        column("Username", lambda who: who.login),
        LATE_BY_TWO_DAYS,
    ),
    "brightspace": Platform(
        classes.brightspace,
        classes.brightspace_gradebook(),
        "brightspace",
        column("Username", lambda who: f"#{who.login}"),
        LATE_BY_TWO_DAYS,
        doubtful=(JOHN, OTHER_JOHN),
        lost=3,
        unmatched=2,
    ),
    "gradescope": Platform(
        classes.gradescope, classes.list_of_students(), "plain", plain, LATE_BY_TWO_DAYS
    ),
    "nbgrader": Platform(
        classes.nbgrader, classes.list_of_students(), "plain", plain, LATE_BY_TWO_DAYS
    ),
    "github": Platform(classes.github, classes.list_of_students(), "plain", plain, IN_TIME),
}


@dataclass(frozen=True)
class Run:
    platform: Platform
    folder: object
    course: object
    found: object
    results: list


@pytest.fixture(scope="module", params=PLATFORMS)
def run(request, grader, tmp_path_factory):
    """The class as one platform packs it, graded with the roster that the platform tells."""
    platform = PLATFORMS[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "theirs.csv").write_text(platform.gradebook, encoding="utf-8")
    make_roster([folder / "theirs.csv"], folder / "roster.csv")
    course = replace(load_course(), roster="roster.csv", folder=folder)
    files = platform.pack(classes.sent(GOOD, WRONG))
    found = look_for([classes.zipped(folder / "class.zip", files)], "svm", course)
    assert any(f"({title})" in found.notices[0] for title in TITLES[request.param])
    out = folder / "out"
    book = out / "gradebook.db"
    for _ in grade_class(found.handins, grader, course, out, book, 1, roster=found.roster):
        pass
    return Run(platform, folder, course, found, read_results(out, "svm"))


TITLES = {
    "canvas": ["Canvas"],
    "moodle": ["Moodle"],
    "blackboard": ["Blackboard"],
    "brightspace": ["Brightspace"],
    "gradescope": ["Gradescope"],
    "nbgrader": ["nbgrader's tree"],
    "github": ["GitHub Classroom"],
}


def test_every_grade_goes_back_to_the_student_who_earned_it(run, tmp_path):
    platform = run.platform
    template = None if platform.form == "plain" else run.folder / "theirs.csv"
    to = tmp_path / "back.csv"
    done = export(
        run.folder / "out" / "gradebook.db",
        course=run.course,
        form=platform.form,
        template=template,
        to=to,
    )
    back = platform.read(to.read_bytes())
    known = {who: score for who, score in platform.grades.items() if who not in platform.doubtful}
    assert {who: float(back[who.login]) for who in known} == known
    assert back[KURT.login] == "" and not any(back[who.login] for who in platform.doubtful)
    if platform.form != "plain":
        assert done.unplaced == platform.lost
    assert any("nothing handed in by" in line for line in done.lines)


def test_who_can_t_be_told_apart_is_shown_twice_and_who_is_unknown_is_said(run):
    contested = [one for one in run.found.handins if one.contested]
    assert len(contested) == run.platform.unmatched
    (mal,) = (one for one in run.results if "mal" in one.student.lower() or "108" in one.student)
    assert mal.handed_in.known is False
    assert any("aren't on the list" in text for text in mal.warnings)
    with (run.folder / "out" / "summary.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(run.results) + 1 + run.platform.unmatched
    (kurt,) = (row for row in rows if "kurt" in row["student"] or "Gödel" in row["name"])
    assert (kurt["score"], kurt["error"]) == ("", "handed in nothing")


def test_what_is_no_notebook_is_said_and_the_last_attempt_counts(run):
    (ali,) = (one for one in run.results if one.error)
    assert ali.error == "svm.pdf is a PDF document, not a notebook (*.ipynb)." and ali.score == 0
    (zoe,) = (one for one in run.results if "Ångström" in one.handed_in.name)
    assert zoe.score == FULL


def test_feedback_goes_back_as_the_platform_takes_it(run, tmp_path):
    form = run.platform.form
    template = None if form == "plain" else run.folder / "theirs.csv"
    export(
        run.folder / "out" / "gradebook.db",
        course=run.course,
        form=form,
        template=template,
        to=tmp_path / "back.csv",
        feedback=tmp_path / "pages.zip",
    )
    with zipfile.ZipFile(tmp_path / "pages.zip") as archive:
        pages = {name: archive.read(name).decode() for name in archive.namelist()}
    assert len(pages) == len(run.results)
    for result in run.results:
        numbers = result.handed_in.ids
        if form == "canvas":
            place = f"_{numbers['canvas_id']}_{numbers['canvas_attachment']}_"
        elif form == "moodle-worksheet":
            place = f"_{numbers['moodle_participant']}_assignfeedback_file/"
        elif form == "brightspace":
            place = f"{numbers['brightspace_attempt']} - "
        else:
            place = result.student
        (page,) = (text for name, text in pages.items() if place in name)
        assert re.search(re.escape(f"<bdi>{result.student}"), page) or result.handed_in.name in page
