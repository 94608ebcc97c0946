"""What nbgrader's commands write about students is the instructor's alone, and bounded."""

import os
import stat

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader_course import copy_of_the_course, hand_in, run

from autograder.assignments.written_answers.filling import filled
from autograder.authoring.demo import class_of
from autograder.course import load_course
from autograder.handin.platforms.layouts import timestamp_of
from autograder.handin.times.written_times import LARGEST_FILE, read_timestamp
from autograder.handin.unpacking.folders import entries_of_folder
from autograder.nbgrader.replaced_commands import MOST_BYTES, FreshFeedback, SandboxedAutograde

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="is about modes of files"),
]

RIGHT = filled("svm", class_of("svm")["right-by-einsum"])
HOLE = 3 << 30


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def open_to(bits, *paths):
    return {str(path): oct(mode(path)) for path in paths if mode(path) & bits}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course in which all was done where files are everybody's unless somebody cares."""
    course = copy_of_the_course(tmp_path_factory.mktemp("private"))
    beside = hand_in(course, "ada", RIGHT).parent
    (beside / "notes.txt").write_text("mine")
    (beside / "notes.txt").chmod(0o777)
    (beside / "timestamp.txt").write_text("2027-01-20 10:00:00 UTC")
    (beside / "submission_secret.txt").write_text("ada's")
    beside = hand_in(course, "bulky", RIGHT).parent
    with (beside / "a-hole.bin").open("wb") as file:
        file.truncate(HOLE)
    (beside / "submission_secret.txt").write_text("bulky's")
    (beside / "svm.html").mkdir()
    (beside / "svm.html" / "inner.txt").write_text("in the page's place")
    (beside / "timestamp.txt").write_bytes(b"\n" * 10_000_000)
    (course / "exchange").mkdir()
    (course / "grades.csv").write_text("of an earlier export")
    (course / "grades.csv").chmod(0o666)
    before = os.umask(0)
    try:
        run(course, "nbgrader", "generate_assignment", "svm")
        done = run(course, "nbgrader", "autograde", "svm")
        (course / "autograde.log").write_text(done.stderr, encoding="utf-8")
        run(course, "nbgrader", "generate_feedback", "svm")
        run(course, "nbgrader", "export")
    finally:
        os.umask(before)
    return course


def said_of(student, course):
    log = (course / "autograde.log").read_text(encoding="utf-8")
    return [line for line in log.splitlines() if student in line]


def test_all_that_tells_grades_is_its_owners_alone(course):
    written = [course / "gradebook.db", course / "grades.csv"]
    for name in ("autograded", "feedback"):
        written += [course / name, *(course / name).rglob("*")]
    names = {path.name for path in written}
    assert names > {"ada", "svm.ipynb", "svm.html", "notes.txt", "submission_secret.txt"}
    assert open_to(stat.S_IRWXG | stat.S_IRWXO, *written) == {}


def test_what_is_released_can_be_read_by_students(course):
    assert mode(course / "assignments" / "svm" / "svm.ipynb") & stat.S_IROTH
    folders = [course / "assignments", course / "assignments" / "svm"]
    assert len(open_to(stat.S_IXOTH, *folders)) == 2


def test_released_feedback_can_be_read_by_who_knows_its_name(course):
    command = ("nbgrader", "release_feedback", "svm", f"--Exchange.root={course / 'exchange'}")
    (course / "feedback" / "bulky" / "svm" / "timestamp.txt").write_text("late")
    run(course, *command)
    place = course / "exchange" / "deep-learning" / "feedback"
    pages = list(place.iterdir())
    assert [mode(page) for page in pages] == [0o644, 0o644]
    assert mode(place) == 0o711
    assert "Score:" in pages[0].read_text(encoding="utf-8")


def test_a_group_that_nbgrader_is_told_of_shares_the_files(course):
    shared = course / "shared"
    options = ["--CourseDirectory.groupshared=True", "--student=ada"]
    folder = f"--CourseDirectory.autograded_directory={shared.name}"
    run(course, "nbgrader", "autograde", "svm", folder, *options)
    assert mode(shared / "ada" / "svm" / "svm.ipynb") == 0o664
    for place in (shared, shared / "ada", shared / "ada" / "svm"):
        assert mode(place) & 0o777 == 0o770


def test_a_gradebook_is_closed_to_others_whatever_opens_it_and_its_group_may_go_on(course):
    (course / "gradebook.db").chmod(0o666)
    run(course, "nbgrader", "db", "student", "list")
    assert mode(course / "gradebook.db") == 0o660
    before = os.umask(0)
    try:
        run(course, "nbgrader", "db", "student", "add", "eve", "--db=sqlite:///another.db")
    finally:
        os.umask(before)
    assert mode(course / "another.db") == 0o600


def test_a_hole_is_left_and_named_and_what_nbgrader_needs_is_copied(course):
    copied = {path.name for path in (course / "autograded" / "bulky" / "svm").iterdir()}
    assert copied == {"svm.ipynb", "submission_secret.txt", "timestamp.txt", "svm.html"}
    (line,) = (line for line in said_of("bulky", course) if "50 MB" in line)
    assert "a-hole.bin" in line and "timestamp.txt" not in line


def test_many_small_files_count_too(tmp_path):
    (tmp_path / "from").mkdir()
    for number in range(5):
        (tmp_path / "from" / f"{number}.txt").write_text("")
    command = FreshFeedback(CourseDirectory(root=str(tmp_path)))
    command.copy_files(str(tmp_path / "from"), str(tmp_path / "to"), most=3 * 4096)
    assert len(list((tmp_path / "to").iterdir())) == 3
    assert MOST_BYTES // 4096 < 20_000


def test_a_students_folder_in_the_place_of_the_page_gives_way(course):
    page = course / "feedback" / "bulky" / "svm" / "svm.html"
    assert "Score:" in page.read_text(encoding="utf-8")
    page.unlink()  # as a kit that knew nothing of this has left it
    page.mkdir()
    (page / "inner.txt").write_text("")
    done = run(course, "nbgrader", "generate_feedback", "svm", "--student=bulky")
    assert done.stderr.count("svm.html isn't copied, as the page has that name") == 1
    assert "Score:" in page.read_text(encoding="utf-8")


def test_a_timestamp_that_is_too_large_is_told_truly_and_once(course):
    told = [line for line in said_of("bulky", course) if "late, time unknown" in line]
    assert len(told) == 1 and "timestamp.txt is larger than 10 kB" in told[0]
    assert not any("Kernel" in line for line in said_of("bulky", course))


@pytest.mark.parametrize("content", [b"x" * (LARGEST_FILE + 1), b"x" * LARGEST_FILE, b"", b"soon"])
def test_both_readers_of_a_timestamp_say_the_same(tmp_path, content):
    (tmp_path / "timestamp.txt").write_bytes(content)
    (entry,) = entries_of_folder(tmp_path)
    zone = load_course().zone
    assert timestamp_of(entry, zone) == read_timestamp(tmp_path / "timestamp.txt", zone)


def test_only_the_commands_own_process_is_moved_to_a_control_group(tmp_path, monkeypatch):
    """A Jupyter server, in which formgrader grades, stays where it was started."""
    monkeypatch.setattr("autograder.nbgrader.replaced_commands.lent_group", lambda: tmp_path)
    directory = CourseDirectory(root=str(tmp_path), assignment_id="svm")
    (tmp_path / "submitted").mkdir()
    lent = []
    for parent in (AutogradeApp(), NbGraderAPI(directory)):
        command = SandboxedAutograde(directory, parent=parent)
        with pytest.raises(NbGraderException, match="There is no notebook"):
            command.start()
        lent.append(command.lent_group)
    assert lent == [tmp_path, None]
