"""A grader that is killed again and again, and has to end with what it would have had in peace.

Run by `test_killed.py` in a process of its own: ``python killing.py FOLDER LEVEL KILLS``.
"""

import json
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.class_run.pool import grade_class
from autograder.course import load_course
from autograder.grading.submission import Grader
from autograder.handin.collect import find_handins
from autograder.sandbox.student_python.environment import student_environment

STUDENTS = 6


def write_class(folder):
    right = reference_answers("svm")
    folder.mkdir(parents=True)
    for number in range(STUDENTS):
        answers = {**right, "mean_loss": f"mean_loss = {number}"}
        (folder / f"student{number}.ipynb").write_bytes(filled("svm", answers))
    (folder / "unreadable.ipynb").write_bytes(b"{")


def grade_into(out, handins, grader, workers=1):
    for _ in grade_class(handins, grader, load_course(), out, out / "gradebook.db", workers):
        pass


def in_child(action):
    """Start a copy of this process that does something, in a session of its own."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setsid()
            action()
            status = 0
        finally:
            os._exit(status)
    return child


def ended(child, seconds):
    """Wait for a child for a while; tell whether it came to its end."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(0.005)
    return False


def results_in(out):
    return {path.name: path.read_bytes() for path in out.glob("*.json")}


def scores_in(gradebook):
    """Return every grade of every student, from the file itself."""
    with sqlite3.connect(gradebook) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute(
            "SELECT s.student_id, c.name, g.auto_score, g.needs_manual_grade FROM grade g"
            " JOIN submitted_notebook n ON g.notebook_id = n.id"
            " JOIN submitted_assignment s ON n.assignment_id = s.id"
            " JOIN base_cell c ON g.cell_id = c.id"
        ).fetchall()
    connection.close()
    return sorted(rows, key=str)


def processes_of(folder):
    """Return the command lines of processes that run below a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        if str(folder).encode() in command:
            found.append(command)
    return found


def expect_whole(out, in_peace, environment):
    """Whatever the moment of the kill: what is there is whole, and nothing runs on."""
    gradebook = out / "gradebook.db"
    scores = scores_in(gradebook) if gradebook.exists() else []

    def of(student, rows):
        return [row for row in rows if row[0] == student]

    for student in {row[0] for row in scores}:
        assert of(student, scores) == of(student, in_peace["scores"]), f"{student} is half written"
    for name, content in results_in(out).items():
        assert content == in_peace["results"][name], f"{name} is another result"
        student = json.loads(content)["student"]
        assert of(student, scores), f"{student} isn't in the gradebook"
        assert (out / "feedback" / f"{student}.html").stat().st_size > 1000
    end = time.monotonic() + 10
    while processes_of(environment.folder) and time.monotonic() < end:
        time.sleep(0.01)
    assert not processes_of(environment.folder), "a process lives on"


def main(folder, level, kills):
    chance, killed, rounds = random.Random(0), 0, 0
    write_class(folder / "in")
    handins = find_handins([folder / "in"], "svm")
    with student_environment() as environment:
        grader = Grader("svm", environment, level, load_course().limits, "tests")
        begun = time.monotonic()
        # In a copy, too: the fence of this process would be that of all copies.
        assert ended(in_child(lambda: grade_into(folder / "peace", handins, grader)), 600)
        whole = time.monotonic() - begun
        in_peace = {
            "results": results_in(folder / "peace"),
            "scores": scores_in(folder / "peace" / "gradebook.db"),
        }
        assert len(in_peace["results"]) == STUDENTS + 1
        while killed < kills:
            rounds += 1
            out, done = folder / f"out{rounds}", False
            while not done:
                workers = 2 if chance.random() < 0.1 else 1
                child = in_child(lambda: grade_into(out, handins, grader, workers))  # noqa: B023
                patience = 600 if killed >= kills else chance.uniform(0, 0.6 * whole)
                done = ended(child, patience)
                if not done:
                    os.kill(child, signal.SIGKILL)
                    os.waitpid(child, 0)
                    killed += 1
                expect_whole(out, in_peace, environment)
            assert results_in(out) == in_peace["results"]
            assert scores_in(out / "gradebook.db") == in_peace["scores"]
            assert not list(out.rglob("*.partial"))
            assert (out / "summary.csv").read_bytes() == (
                folder / "peace" / "summary.csv"
            ).read_bytes()
    print(f"killed {killed} times in {rounds} rounds")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
