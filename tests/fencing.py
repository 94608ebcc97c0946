"""What tests do inside the fence, and without it; its processes import this."""

import os
import re
import time
from contextlib import contextmanager
from pathlib import Path

from autograder.class_run.pool import mark_all
from autograder.course import load_course
from autograder.grading.submission import grade
from autograder.machine.fence import fence
from autograder.reports.student_html import html_of

MEGABYTE = 1 << 20


def graded_by(workers, handins, grader):
    """Grade hand-ins by a number of processes; give each with its result."""
    with fence(grader.limits, workers) as inside:
        yield from each_graded(handins, grader, inside)


def each_graded(handins, grader, inside):
    for batch in mark_all(handins, grader, load_course(), inside):
        yield from batch


@contextmanager
def no_fence(limits, workers=1):
    """Stand in for the fence: all happens in this process, where a test can change things."""
    yield Open()


class Open:
    def batches(self, function, items):
        for item in items:
            yield [(item, function(item))]


def number_of_this_process(_=None):
    return os.getpid()


def resident(_=None):
    """Return the megabytes of memory that this process has now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def take(megabytes):
    """Take memory, and touch it."""
    return len(bytearray(megabytes * MEGABYTE))


def compute(_):
    """Stay in one call of C code for years: nothing in Python gets a turn meanwhile."""
    return re.match(r"(a|a)*b", "a" * 60)


def wait(_):
    time.sleep(600)


def fail(what):
    raise LookupError(what)


def measured(content, grader):
    """Grade a notebook; return the result, the most megabytes it took, and processor seconds."""
    Path("/proc/self/clear_refs").write_text("5")  # the high-water mark begins anew
    before, worked = resident(), time.process_time()
    graded = grade(content, "mallory", grader)
    html_of(graded.submission)
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return graded.result, int(peak) / 1024 - before, time.process_time() - worked
