"""Of what is handed in, roster and tables tell whose it is and when it came."""

from datetime import timedelta

import pytest
from courses_with_lists import FULL, GOOD, ROSTER, course_with, handed_in
from made_handins import class_zip, put, zipped
from nbgrader.api import Gradebook

from autograder.assignments.written_answers.filling import filled
from autograder.class_run.pool import grade_class
from autograder.class_run.results_folder import apart_from_earlier, read_outlines, read_results
from autograder.course import CourseError, Extension, load_course
from autograder.grading.one_file import grade_handin
from autograder.handin.collect import look_for
from autograder.handin.named_paths import HandinError


def test_the_name_of_a_group_is_no_way_into_it(tmp_path):
    path = class_zip(tmp_path / "c.zip", {"blue_13_9_svm.ipynb": GOOD})
    (cyd,) = handed_in(path, course_with(tmp_path)).values()
    assert (cyd.student, cyd.members) == ("cyd", ())


def test_the_platforms_number_counts_and_a_name_taken_in_a_profile_does_not(tmp_path):
    names = {"lovelaceada_13_9_svm.ipynb": b"c", "lovelaceada_99_8_svm.ipynb": b"?"}
    found = handed_in(class_zip(tmp_path / "c.zip", names), course_with(tmp_path))
    assert {who: one.read() for who, one in found.items()} == {"cyd": b"c", "lovelaceada_99": b"?"}
    assert found["lovelaceada_99"].handed_in.known is False
    assert "ada) has the canvas_id 11 there" in found["lovelaceada_99"].handed_in.doubt
    assert "You aren't on the list" in found["lovelaceada_99"].notes[0]


MOODLE = "assignsubmission_file"


def test_where_two_claim_a_person_by_name_alone_neither_is_that_person(tmp_path):
    names = [f"Ada Lovelace_{number}_{MOODLE}/svm.ipynb" for number in (111, 222)]
    found = handed_in(zipped(tmp_path / "c.zip", names), course_with(tmp_path))
    assert set(found) == {"Ada Lovelace_111", "Ada Lovelace_222"}
    for one in found.values():
        assert one.contested and one.handed_in.known is False
        assert "the name of ada" in one.handed_in.doubt and "ada" not in one.notes[0]


@pytest.mark.slow
def test_a_later_run_never_gives_a_name_to_somebody_with_another_number(grader, tmp_path):
    course, out = course_with(tmp_path), tmp_path / "out"
    wrong = filled("svm", {})
    for number, content in ((222, GOOD), (111, wrong)):
        path = class_zip(
            tmp_path / f"{number}.zip", {f"Ada Lovelace_{number}_{MOODLE}/svm.ipynb": content}
        )
        found = look_for([path], "svm", course)
        handins = apart_from_earlier(found.handins, read_outlines(out, "svm"))
        list(grade_class(handins, grader, course, out, out / "gradebook.db", 1))
    results = {one.student: one for one in read_results(out, "svm")}
    assert {who: one.score for who, one in results.items()} == {"ada": FULL, "Ada Lovelace_111": 0}
    assert handins[0].contested
    assert "somebody else's" in results["Ada Lovelace_111"].handed_in.doubt


def test_a_number_and_an_address_of_two_people_are_nobodys(tmp_path):
    told = "submission_1:\n  :submitters:\n  - :sid: ada\n    :email: cyd@x.org\n"
    files = {"submission_1/svm.ipynb": GOOD, "submission_metadata.yml": told.encode()}
    (one,) = handed_in(class_zip(tmp_path / "c.zip", files), course_with(tmp_path)).values()
    assert one.handed_in.known is False and one.contested
    assert "the number is ada's, and the address cyd's" in one.handed_in.doubt
    files["submission_metadata.yml"] = told.replace("cyd@x", "somebody@x").encode()
    (ada,) = handed_in(class_zip(tmp_path / "d.zip", files), course_with(tmp_path)).values()
    assert (ada.student, ada.contested) == ("ada", False)
    assert ada.handed_in.doubt == "the address somebody@x.org isn't the roster's"


def test_a_login_on_github_is_no_id_of_the_roster_that_knows_logins(tmp_path):
    path = zipped(tmp_path / "svm-submissions.zip", ["svm-bob/svm.ipynb", "svm-lovelace/svm.ipynb"])
    assert [one.handed_in.known for one in handed_in(path, course_with(tmp_path)).values()] == [
        True,
        False,
    ]
    course = course_with(tmp_path)
    (tmp_path / "roster.csv").write_text("id,github\nada,lovelace\nbob,\n", encoding="utf-8")
    found = handed_in(path, course)
    assert {who: one.handed_in.known for who, one in found.items()} == {"ada": True, "bob": False}


@pytest.mark.slow
def test_late_on_canvas_belongs_to_the_file_that_counts(grader, tmp_path):
    files = {"x_13_8_a.ipynb": filled("svm", {}), "x_LATE_13_12_b.ipynb": GOOD}
    (one,) = handed_in(class_zip(tmp_path / "c.zip", files), load_course()).values()
    assert (one.handed_in.late, one.handed_in.ids["canvas_attachment"]) == (True, "12")
    files = {"x_13_8_a.ipynb": filled("svm", {}), "x_13_12_b.ipynb": GOOD}
    (one,) = handed_in(class_zip(tmp_path / "d.zip", files), load_course()).values()
    counted = grade_handin(one, grader).result.handed_in
    assert (counted.place, counted.ids["canvas_attachment"]) == ("x_13_12_b.ipynb", "12")


@pytest.mark.slow
@pytest.mark.parametrize("again", [False, True])
def test_an_extension_that_is_taken_back_is_gone(grader, tmp_path, again):
    late = {"SVM_ada_attempt_2027-01-24-10-00-00_svm.ipynb": GOOD}
    path, out = class_zip(tmp_path / "c.zip", late), tmp_path / "out"
    penalties = []
    for extensions in ((Extension("ada", "svm", days=3),), ()):
        course = course_with(tmp_path, extensions=extensions)
        found = look_for([path], "svm", course)
        book = out / "gradebook.db"
        list(grade_class(found.handins, grader, course, out, book, 1, again))
        (ada,) = read_results(out, "svm")
        penalties.append(ada.late_penalty)
    assert penalties == [0, 19.2]


def test_students_of_tables_whom_nobody_knows_are_named(tmp_path):
    (tmp_path / "times.csv").write_text("student,time\nadda,2027-01-20 10:00\n")
    extension = Extension("jnae", "svm", days=3)
    course = course_with(tmp_path, times="times.csv", extensions=(extension,))
    said = "\n".join(look_for([put(tmp_path / "ada.ipynb")], "svm", course).notices)
    assert "times.csv names adda, who handed in nothing here and isn't in the roster" in said
    assert "[[extensions]] in course.toml names jnae" in said


def test_a_hand_in_can_be_given_to_somebody_by_hand_in_the_roster(tmp_path):
    path = zipped(tmp_path / "c.zip", [f"A. Nobody_4711_{MOODLE}/svm.ipynb"])
    course = course_with(tmp_path)
    assert list(handed_in(path, course)) == ["A. Nobody_4711"]
    (tmp_path / "roster.csv").write_text("id,other_id\nada,A. Nobody_4711\n", encoding="utf-8")
    assert list(handed_in(path, course)) == ["ada"]


@pytest.mark.slow
def test_two_students_with_the_same_bytes_stay_two(grader, tmp_path):
    out = tmp_path / "out"
    for who in ("jane", "broe"):
        found = look_for(
            [class_zip(tmp_path / f"{who}.zip", {"svm.ipynb": GOOD})], "svm", load_course()
        )
        (outcome,) = grade_class(found.handins, grader, load_course(), out, out / "gradebook.db", 1)
        assert (outcome.result.student, outcome.before) == (who, "")
    assert [one.student for one in read_results(out, "svm")] == ["broe", "jane"]


@pytest.mark.slow
def test_a_corrected_roster_moves_a_result_and_the_points_given_by_hand(grader, tmp_path):
    path, out = class_zip(tmp_path / "c.zip", {"smithjohn_14_9_svm.ipynb": GOOD}), tmp_path / "out"
    book = out / "gradebook.db"

    def run(roster):
        course = course_with(tmp_path, roster)
        found = look_for([path], "svm", course)
        (outcome,) = grade_class(found.handins, grader, course, out, book, 1, roster=found.roster)
        return outcome

    assert run(ROSTER).result.student == "smithjohn_14"
    with Gradebook(f"sqlite:///{book}") as gradebook:
        grade = gradebook.find_grade("squared_or_not", "svm", "svm", "smithjohn_14")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        gradebook.db.commit()
    outcome = run(ROSTER + "john,John Smith,,,14,\n")
    assert (outcome.before, outcome.result.student, outcome.result.total) == (
        "smithjohn_14",
        "john",
        99,
    )
    assert [one.student for one in read_results(out, "svm")] == ["john"]
    assert not (out / "feedback" / "smithjohn_14.html").exists()
    with Gradebook(f"sqlite:///{book}") as gradebook:
        assert [one.id for one in gradebook.students] == ["john"]


def test_late_and_time_unknown_lasts_until_a_table_tells_the_time(tmp_path):
    names = {"charissecyd_LATE_13_9_svm.ipynb": GOOD, "bobsonbob_LATE_12_8_svm.ipynb": GOOD}
    path = class_zip(tmp_path / "c.zip", names)
    found = handed_in(path, course_with(tmp_path, timezone="Europe/Berlin"))
    assert found["cyd"].handed_in.at == "2027-01-24T09:00:00+00:00"
    assert (found["bob"].handed_in.at, found["bob"].handed_in.late) == (None, True)

    (tmp_path / "times.csv").write_text("student,assignment,time\nBOB,svm,2027-01-22T20:00+01:00\n")
    found = handed_in(path, course_with(tmp_path, times="times.csv"))
    assert found["bob"].handed_in.at == "2027-01-22T19:00:00+00:00"
    assert not found["bob"].handed_in.late


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("who,time\n", "should have a column “student”"),
        ("student,when\n", "should have a column “time”"),
        ("student,assignment,time\nbob,swm,2027-01-22\n", "line 2: there is no assignment “swm”"),
        (
            "student,time\nbob,24.1.2027 10:00\n",
            "line 2: “24.1.2027 10:00” can't be read as a time",
        ),
        ("id,time\nbob,2027-01-22 10:00\nBob,2027-01-23 10:00\n", "line 3: a second time for Bob"),
    ],
)
def test_a_table_of_times_that_can_t_be_right_is_refused(tmp_path, table, reason):
    (tmp_path / "times.csv").write_text(table)
    with pytest.raises(CourseError, match=reason):
        look_for([put(tmp_path / "bob.ipynb")], "svm", course_with(tmp_path, times="times.csv"))


def test_an_extension_moves_the_due_date_of_the_student_and_of_the_whole_group(tmp_path):
    due = load_course().due("svm")
    course = course_with(tmp_path, extensions=(Extension("bob", "svm", days=3),))
    path = class_zip(tmp_path / "c.zip", {"blue_12_9_svm.ipynb": GOOD, "x_13_8_svm.ipynb": GOOD})
    found = handed_in(path, course)
    moved = (due + timedelta(days=3)).isoformat()
    assert {facts.due for _, facts in found["blue"].each()} == {moved}
    assert found["cyd"].handed_in.due == due.isoformat()


def test_a_pattern_reads_paths_that_no_platform_writes(tmp_path):
    for name in ("week3/try-2 of cyd.ipynb", "week3/try-10 of cyd.ipynb", "week3/notes.ipynb"):
        put(tmp_path / "in" / name, name.encode())
    pattern = r"week3/try-(?P<attempt>\d+) of (?P<id>\w+)"
    found = look_for([tmp_path / "in"], "svm", course_with(tmp_path), pattern=pattern)
    (cyd,) = found.handins
    assert (cyd.student, cyd.read()) == ("cyd", b"week3/try-10 of cyd.ipynb")
    assert any("not assigned to anyone: week3/notes.ipynb" in one for one in found.notices)


def test_the_platform_can_be_said_where_names_look_like_another(tmp_path):
    path = class_zip(tmp_path / "c.zip", {"in/ada_11_1_svm.ipynb": b"1"})
    assert list(handed_in(path, load_course())) == ["ada_11"]
    assert list(handed_in(path, load_course(), platform="folders")) == ["in"]


WRONG = {
    "platform": ({"platform": "canvass"}, "no platform “canvass”. These are known: .*canvas"),
    "no such names": ({"platform": "moodle"}, "as Moodle names it; a notebook is called ada.ipynb"),
    "no group": ({"pattern": r".*\.ipynb"}, "by a group named id, name or email"),
    "no expression": ({"pattern": "(?P<id>"}, "isn't a regular expression"),
    "nothing fits": ({"pattern": "(?P<id>x)/"}, "fits no file in .*; one is called ada.ipynb"),
}


@pytest.mark.parametrize(("options", "reason"), WRONG.values(), ids=WRONG)
def test_a_platform_or_pattern_that_can_t_be_right_is_refused(tmp_path, options, reason):
    put(tmp_path / "ada.ipynb")
    with pytest.raises(HandinError, match=reason):
        look_for([tmp_path], "svm", load_course(), **options)
