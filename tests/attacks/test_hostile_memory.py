"""The sandbox's whole memory, read from outside in the midst of a hidden check.

It holds the student's code and the inputs of the call, and nothing that tells a right answer.
"""

import inspect
import os
import re
import threading
import time
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
from hostile_code.attack import RIGHT, hinge
from hostile_code.kept import kept_in

from autograder.assignments.mistake import known_mistakes
from autograder.assignments.registry import all_checks
from autograder.course import ROOT, Limits
from autograder.sandbox.student import SandboxedStudent
from coursework.asking.asked import Asked
from solutions import svm as reference

pytestmark = pytest.mark.slow

SECRET = "the-secret-of-a-course-e2c91f"
OWN_TEXT = "own_words_of_the_student_λ"
SLEEPS = hinge(f'kept = "{OWN_TEXT}"\nimport time\ntime.sleep(600)\nreturn kept')
# Not the reference, which would be found as the student's own text.
ANSWERS = {name: "pass\n" for name in RIGHT} | {"hinge_loss": SLEEPS}
LONG_ENOUGH = 25


class Watched(SandboxedStudent):
    """Tells which call is going on."""

    asked = None

    def call(self, function, *arguments, **named):
        self.asked = arguments
        return super().call(function, *arguments, **named)


@pytest.fixture(scope="module")
def image(grader_at_each_level):
    """Return a worker's memory amid a hidden check, its texts, and the call's arguments."""
    grader = grader_at_each_level
    limits = Limits(**{next(iter(Limits.__dataclass_fields__)): 120}, seconds_per_submission=240)
    seed = (SECRET, "svm", "ada")
    student = Watched(
        ANSWERS, [], [("np", "numpy", None)], grader.environment, grader.level, limits, seed
    )
    (check,) = (one for one in all_checks("svm") if one.name == "hinge_loss.random_scores")

    def ask():
        student.begin(check.name, check.question)
        with suppress(Exception):  # the sandbox is ended below
            check.run(Asked(student, check.question))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    try:
        worker = _computing(student)
        memory = _memory(worker)
        yield memory, readable(memory), student.asked
    finally:
        connection = student.process.connection
        if connection is not None:
            connection.process.kill_all()
        asking.join(30)
        student.close()


def _computing(student, patience=60.0):
    """Return the process that runs the answers, once it sleeps in the one asked for."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if student.asked is not None and student.process.connection is not None:
            process = _youngest(student.process.connection.process.pid)
            waiting = Path(f"/proc/{process}/wchan")
            syscall = Path(f"/proc/{process}/syscall")
            try:
                # 35 and 230: nanosleep and clock_nanosleep, as time.sleep makes them.
                asleep = syscall.read_text().split()[0] in ("35", "230", "115")
                asleep = asleep or "nanosleep" in waiting.read_text()
            except OSError as error:
                pytest.skip(f"this user may not look at the sandbox: {error.strerror}")
            if asleep:
                return process
        time.sleep(0.05)
    pytest.fail("the sandbox never came to the answer")


def _youngest(process):
    while True:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        if not children:
            return process
        process = int(children[-1])


def _memory(process):
    parts = []
    try:
        maps = Path(f"/proc/{process}/maps").read_text()
        with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
            for line in maps.splitlines():
                first, last, rights = re.match(r"(\w+)-(\w+) (\S+)", line).groups()
                if rights.startswith("r") and not line.endswith(("[vvar]", "[vsyscall]")):
                    try:
                        size = int(last, 16) - int(first, 16)
                        parts.append(os.pread(memory.fileno(), size, int(first, 16)))
                    except (OSError, OverflowError):  # a part without pages
                        continue
    except PermissionError as error:
        pytest.skip(f"this user may not read the sandbox's memory: {error.strerror}")
    return b"\0".join(parts)


def readable(memory):
    """Return what in a memory can be read as text, in one or in two bytes a character."""
    memory = re.sub(rb"\0{16,}", bytes(2), memory)  # most of it; no text goes on behind two zeros
    narrow = set(re.findall(rb"[^\x00-\x08\x0b-\x1f\x7f]{12,}", memory))
    wide = set(re.findall(rb"(?:[^\x00][\x00-\x06\x20-\x22]){12,}", memory))
    return searchable(b"\n".join(sorted(narrow))), searchable(b"\n\0".join(sorted(wide)))


def searchable(text):
    """Return a text and a table of what it has: looking through it for thousands takes long."""
    has = np.zeros(1 << 24, bool)
    has[digests(text)] = True
    return text, has


def digests(text):
    """Return a number below 2²⁴ for each eight bytes of a text that stand together."""
    letters = np.frombuffer(text, np.uint8).astype(np.uint32)
    number = np.zeros(max(0, len(letters) - 7), np.uint32)
    for place in range(8):
        number = number * np.uint32(0x9E3779B1) + letters[place : place + len(number)]
    return number >> np.uint32(8)


def found(texts, image):
    """Return the texts that stand in the memory, as Python or a file would hold them."""

    def holds(part, wanted):
        text, has = part
        return bool(has[digests(wanted)].all()) and wanted in text

    narrow, wide = image
    return [
        text
        for text in texts
        if holds(narrow, text.encode()) or holds(wide, text.encode("utf-16-le"))
    ]


@cache
def given_to_students():
    """Return all that a student has anyway, as one text."""
    files = [path for path in (ROOT / "assignments").rglob("*.py") if path.is_file()]
    notebooks = [*(ROOT / "assignments").rglob("*.ipynb")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*files, *notebooks])
    return text + "\n".join(ANSWERS.values())


def distinctive(texts):
    """Return the texts that are long enough and that no student has."""
    given = given_to_students()
    return sorted({one for one in texts if len(one) >= LONG_ENOUGH and one not in given})


def lines_of(part):
    return [
        line.strip()
        for path in kept_in(part)
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def test_the_search_finds_what_is_known_to_be_there(image):
    memory, texts, (scores, _) = image
    own = [OWN_TEXT, "def hinge_loss(scores, label, delta=1.0):"]
    assert found(own, texts) == own
    assert np.asarray(scores, np.float64).tobytes() in memory  # the inputs have to be there


def test_the_memory_holds_no_reference_solution(image):
    lines = distinctive(lines_of("solutions"))
    assert len(lines) > 100 and found(lines, image[1]) == []


def test_the_memory_holds_no_hidden_check(image):
    functions = {
        name
        for name, value in vars(import_module("autograder.assignments.svm.checks")).items()
        if inspect.isfunction(value) or isinstance(value, list)
    }
    names = {one.name for one in all_checks("svm") if not one.visible} | functions
    names = {name for name in names if len(name) > 11 and name not in given_to_students()}
    lines = distinctive(lines_of("checks"))
    assert len(names) > 10 and len(lines) > 100
    assert found([*sorted(names), *lines], image[1]) == []


def test_the_memory_holds_no_mistake_and_no_hint(image):
    hints = [mistake.hint for mistake in known_mistakes("svm")]
    texts = distinctive([*hints, *lines_of("mistakes")])
    assert len(texts) > 100 and found(texts, image[1]) == []


def test_the_memory_holds_no_secret_and_no_student(image):
    assert found([SECRET], image[1]) == []


def test_the_memory_holds_no_expected_value(image):
    memory, _, (scores, label) = image
    expected = reference.hinge_loss(np.array(scores), label)
    assert expected > 0.01
    assert np.float64(expected).tobytes() not in memory
    assert np.float32(expected).tobytes() + bytes(4) not in memory
    assert repr(float(expected)).encode() not in memory
