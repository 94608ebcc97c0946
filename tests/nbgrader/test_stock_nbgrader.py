"""nbgrader by itself gives the same points, and stops before it touches a course it can't read."""

import json
import shutil

import pytest
from nbgrader_course import check_cells, copy_of_the_course, hand_in, notebook_of, run, scores

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import filled
from autograder.authoring.demo import class_of
from autograder.course import ROOT

pytestmark = pytest.mark.slow


# nbgrader by itself


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    """Return a course with the same notebook in a folder without the kit's configuration."""
    course = tmp_path_factory.mktemp("stock")
    (course / "home").mkdir()
    shutil.copytree(ROOT / "solutions" / "notebooks" / "svm", course / "source" / "svm")
    (course / "nbgrader_config.py").write_text('get_config().CourseDirectory.course_id = "x"\n')
    run(course, "nbgrader", "generate_assignment", "svm")
    answers = class_of("svm")
    loud = "\nimport sys, warnings\nwarnings.warn('loud')\nprint('loud', file=sys.stderr)\n"
    noisy = dict(answers["right-by-einsum"])
    noisy["hinge_loss"] = noisy["hinge_loss"].replace(
        "\n    ### BEGIN SOLUTION", loud.replace("\n", "\n    ")
    )
    assert "loud" in noisy["hinge_loss"]
    students = {name: answers[name] for name in ("blank", "half-finished", "gradient-forgotten")}
    for student, given in {**students, "noisy": noisy}.items():
        hand_in(course, student, filled("svm", given))
    run(course, "nbgrader", "autograde", "svm")
    return course


def test_stock_nbgrader_gives_honest_submissions_the_same_points(stock):
    record = ROOT / "tests" / "authoring" / "deserved.json"
    by_kit = json.loads(record.read_text(encoding="utf-8"))["svm"]
    same = ("blank", "half-finished", "gradient-forgotten")
    expected = {student: by_kit[student]["points"] for student in same}
    full = sum(points("svm").values())
    assert scores(stock / "gradebook.db") == {**expected, "noisy": full}


def test_stock_nbgrader_names_the_mistake_too(stock):
    cell = check_cells(notebook_of("gradient-forgotten", stock))["check_svm_loss_naive"]
    shown = "".join(str(output.get("data", "")) for output in cell.outputs)
    assert "26 of 30 points" in shown
    assert "λ" in shown


@pytest.mark.parametrize(("notebook", "verdict"), [("blank", "FAILED"), ("solved", "Success")])
def test_nbgrader_validate_tells_a_student_what_is_missing(tmp_path, notebook, verdict):
    (tmp_path / "home").mkdir()
    given = class_of("svm")["right-by-einsum"] if notebook == "solved" else {}
    (tmp_path / "svm.ipynb").write_bytes(filled("svm", given))
    said = run(tmp_path, "nbgrader", "validate", "svm.ipynb").stdout
    assert verdict in said
    assert ('check("hinge_loss")' in said) is (notebook == "blank")


@pytest.mark.parametrize("command", ["generate_assignment", "autograde"])
def test_a_course_that_cannot_be_read_stops_nbgrader_before_it_touches_anything(tmp_path, command):
    course = copy_of_the_course(tmp_path)
    text = (course / "course.toml").read_text(encoding="utf-8")
    (course / "course.toml").write_text(text.replace("due = ", 'due = "tomorrow" #'))
    released = (course / "assignments" / "svm" / "svm.ipynb").read_bytes()
    hand_in(course, "ada", filled("svm", {}))
    done = run(course, "nbgrader", command, "svm", check=False)
    assert done.returncode != 0
    assert "should be a date and time" in done.stdout + done.stderr
    assert (course / "assignments" / "svm" / "svm.ipynb").read_bytes() == released
    assert not (course / "gradebook.db").exists()
