"""A roster, groups, extensions and times of one's own, from the hand-ins to the gradebook."""

from dataclasses import replace
from datetime import timedelta

import pytest
from nbgrader.api import Gradebook
from test_handins import class_zip, put, zipped

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.class_run.pool import grade_class
from autograder.class_run.results_folder import apart_from_earlier, bring_in_step, read_results
from autograder.course import CourseError, Extension, load_course
from autograder.grading.one_file import grade_handin
from autograder.handin.collect import look_for
from autograder.handin.named_paths import HandinError

GOOD = filled("svm", {**reference_answers("svm"), "squared_or_not": "A word on squares."})
FULL = sum(points("svm").values())
ROSTER = """id,name,email,group,canvas_id,svm_handed_in
ada,"Lovelace, Ada",ada@x.org,blue,11,
bob,"Bobson, Bob",bob@x.org,blue,12,
cyd,"Charisse, Cyd",cyd@x.org,,13,2027-01-24 10:00
"""


def course_with(folder, **more):
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return replace(load_course(), roster="roster.csv", folder=folder, **more)


def handed_in(path, course, **more):
    return {one.student: one for one in look_for([path], "svm", course, **more).handins}


@pytest.mark.slow
def test_a_groups_hand_in_is_graded_once_and_stands_for_each_member(grader, tmp_path):
    course = course_with(tmp_path)
    path = class_zip(tmp_path / "c.zip", {"blue_12_9_svm.ipynb": GOOD})
    (blue,) = look_for([path], "svm", course).handins
    assert (blue.student, [who for who, _ in blue.each()]) == ("blue", ["ada", "bob"])
    out, book = tmp_path / "out", tmp_path / "out" / "gradebook.db"
    for again in (False, False):
        outcomes = list(grade_class([blue], grader, course, out, book, 1, again))
    assert [one.kept for one in outcomes] == [True, True]
    ada, bob = read_results(out, "svm")
    assert (ada.student, bob.student, ada.score, ada.graded_as) == ("ada", "bob", FULL, "blue")
    assert ada.checks == bob.checks and ada.handed_in.members == ["ada", "bob"]

    with Gradebook(f"sqlite:///{book}") as gradebook:
        assert {one.id for one in gradebook.students} == {"ada", "bob"}
        grade = gradebook.find_grade("squared_or_not", "svm", "svm", "ada")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        gradebook.db.commit()
    assert bring_in_step(out, book, course) == 2
    assert [one.total for one in read_results(out, "svm")] == [99, 99]
    with Gradebook(f"sqlite:///{book}") as gradebook:  # points that are corrected later, too
        gradebook.find_grade("squared_or_not", "svm", "svm", "bob").manual_score = 2.0
        gradebook.db.commit()
    assert bring_in_step(out, book, course) == 2
    assert [one.total for one in read_results(out, "svm")] == [98, 98]


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
        handins = apart_from_earlier(found.handins, "svm", out)
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


def test_a_student_who_takes_the_groups_name_hands_in_alone_where_others_do(tmp_path):
    names = ["blue_11_9_svm.ipynb", "bobsonbob_12_8_svm.ipynb"]
    found = handed_in(zipped(tmp_path / "c.zip", names), course_with(tmp_path))
    assert {who: one.members for who, one in found.items()} == {"ada": (), "bob": ()}


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


def test_what_one_member_hands_in_stands_for_the_group_where_the_course_says_so(tmp_path):
    (svm,) = (one for one in load_course().assignments if one.name == "svm")
    course = course_with(tmp_path, assignments=(replace(svm, groups=True),))
    path = zipped(tmp_path / "c.zip", ["SVM_bob_attempt_2027-01-20-10-00-00_svm.ipynb"])
    (blue,) = handed_in(path, course).values()
    assert (blue.student, [who for who, _ in blue.each()]) == ("blue", ["ada", "bob"])


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


def test_a_name_like_a_groups_takes_no_grade_of_its_members(tmp_path):
    files = ["3-1 - Blue - Jan 21, 2027 1002 AM/svm.ipynb"]
    (blue,) = handed_in(zipped(tmp_path / "c.zip", files), course_with(tmp_path)).values()
    assert (blue.student, blue.members, blue.handed_in.known) == ("Blue", (), False)
    (svm,) = (one for one in load_course().assignments if one.name == "svm")
    course = course_with(tmp_path, assignments=(replace(svm, groups=True),))
    (blue,) = handed_in(tmp_path / "c.zip", course).values()
    assert [who for who, _ in blue.each()] == ["ada", "bob"]


@pytest.mark.slow
def test_a_group_in_a_later_run_takes_no_members_own_grade(grader, tmp_path):
    course, out = course_with(tmp_path), tmp_path / "out"
    for name, content in (("bobsonbob_12_8", GOOD), ("blue_11_9", filled("svm", {}))):
        path = class_zip(tmp_path / f"{name}.zip", {f"{name}_svm.ipynb": content})
        handins = apart_from_earlier(look_for([path], "svm", course).handins, "svm", out)
        list(grade_class(handins, grader, course, out, out / "gradebook.db", 1))
    results = {one.student: one.score for one in read_results(out, "svm")}
    assert results == {"bob": FULL, "ada": 0, "bob (2)": 0} and handins[0].contested


ATTEMPTS = ("ada_attempt_2027-01-21", "bob_attempt_2027-01-20")


def test_what_members_of_a_group_hand_in_one_after_the_other_is_one_hand_in(tmp_path):
    (svm,) = (one for one in load_course().assignments if one.name == "svm")
    course = course_with(tmp_path, assignments=(replace(svm, groups=True),))
    names = [
        f"SVM_{who}_attempt_2027-01-{day}-10-00-00_svm.ipynb"
        for who, day in (("ada", 21), ("bob", 20))
    ]
    (blue,) = handed_in(zipped(tmp_path / "c.zip", names), course).values()
    assert (blue.handed_in.place, blue.contested) == (names[0], False)


@pytest.mark.slow
def test_points_by_hand_go_to_no_other_text_of_a_group_of_the_same_name(grader, tmp_path):
    course = course_with(tmp_path)
    told = "".join(
        f"submission_{n}:\n  :submitters:\n" + "".join(f"  - :sid: {who}\n" for who in pair)
        for n, pair in enumerate((("ada", "x"), ("bob", "y")))
    )
    texts = [filled("svm", {"squared_or_not": f"text {n}"}) for n in range(2)]
    files = {f"submission_{n}/svm.ipynb": texts[n] for n in range(2)}
    path = class_zip(tmp_path / "c.zip", {**files, "submission_metadata.yml": told.encode()})
    out, book = tmp_path / "out", tmp_path / "out" / "gradebook.db"
    found = look_for([path], "svm", course)
    list(grade_class(found.handins, grader, course, out, book, 1))
    with Gradebook(f"sqlite:///{book}") as gradebook:
        grade = gradebook.find_grade("squared_or_not", "svm", "svm", "ada")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        gradebook.db.commit()
    bring_in_step(out, book, course)
    points = {one.student: one.total for one in read_results(out, "svm")}
    assert points == {"ada": 3, "x": 3, "bob": 0, "y": 0}


@pytest.mark.slow
def test_a_corrected_roster_moves_a_result_and_the_points_given_by_hand(grader, tmp_path):
    path, out = class_zip(tmp_path / "c.zip", {"smithjohn_14_9_svm.ipynb": GOOD}), tmp_path / "out"
    book = out / "gradebook.db"

    def run():
        course = course_with(tmp_path)
        found = look_for([path], "svm", course)
        (outcome,) = grade_class(found.handins, grader, course, out, book, 1, roster=found.roster)
        return outcome

    assert run().result.student == "smithjohn_14"
    with Gradebook(f"sqlite:///{book}") as gradebook:
        grade = gradebook.find_grade("squared_or_not", "svm", "svm", "smithjohn_14")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        gradebook.db.commit()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(globals(), "ROSTER", ROSTER + "john,John Smith,,,14,\n")
        outcome = run()
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
