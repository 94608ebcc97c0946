"""What a submission has for itself: packages, files, memory, time and threads, all limited."""

import os
from pathlib import Path

import pytest
from launches import exchange, run, running

from autograder.course import Limits
from autograder.sandbox.isolation.levels import probe
from autograder.sandbox.student_python.environment import student_environment

pytestmark = pytest.mark.slow


def test_packages_of_students_work(level, environment):
    code = """
import io
import scipy.optimize, scipy.stats
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier
import matplotlib.pyplot as plt
import coursework, pooch, requests, importlib.metadata
X, y = load_digits(return_X_y=True)
KNeighborsClassifier(3).fit(X[:100], y[:100]).predict(X[100:110])
scipy.optimize.minimize(lambda x: (x ** 2).sum(), [1.0, 2.0])
plt.plot([1, 2], [3, 4])
plt.savefig(io.BytesIO())
print(importlib.metadata.version("scikit-learn") == __import__("sklearn").__version__)
"""
    assert run(level, environment, code) == "True\n"


def test_files_of_its_own_can_be_copied_and_mapped(level, environment):
    if level != "bubblewrap":
        pytest.skip("nothing can be written there")
    code = """
import shutil
import numpy as np
own = os.environ["TMPDIR"] + "/own"
shutil.copyfile(os.__file__, own)  # without the system calls that are quicker at it
print(os.path.getsize(own) == os.path.getsize(os.__file__))
np.memmap(own, dtype=float, shape=3, mode="w+")[:] = 1
np.savez(own + ".npz", x=np.fromfile(own))
print(np.load(own + ".npz")["x"].sum())
"""
    assert run(level, environment, code) == "True\n3.0\n"


@pytest.mark.parametrize("package", ["autograder", "solutions", "nbgrader", "pytest", "pip"])
def test_packages_of_the_grader_are_missing(level, environment, package):
    code = f"import importlib.util; print(importlib.util.find_spec({package!r}))"
    assert run(level, environment, code) == "None\n"


def test_other_packages_of_the_interpreter_are_hidden(level, environment):
    folders = [str(path) for path in environment.hidden]
    if not folders:
        pytest.skip("this interpreter has no packages of its own")
    code = f"""
def shown(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []
print([shown(folder) for folder in {folders}])
"""
    linked = {path.name for path in environment.readable}
    assert all(set(names) <= linked for names in eval(run(level, environment, code)))


def test_memory_is_limited_to_what_the_course_says(level, environment):
    code = """
def fits(megabytes):
    try:
        return len(bytearray(megabytes << 20)) > 0
    except MemoryError:
        return False
print(fits(50), fits(400))
"""
    limits = Limits(memory_megabytes=300)
    assert run(level, environment, code, limits) == "True False\n"


def test_processor_time_is_limited(level, environment):
    code = "print('before', flush=True)\nwhile True: pass"
    assert run(level, environment, code, Limits(seconds_per_submission=0.1)) == "before\n"


def test_threads_are_allowed_and_counted(level, environment):
    code = """
import resource, threading
started = [threading.Thread(target=print, args=("x",)) for _ in range(8)]
for thread in started:
    thread.start()
    thread.join()
print(resource.getrlimit(resource.RLIMIT_NPROC)[1] > 0)
"""
    assert run(level, environment, code) == "x\n" * 8 + "True\n"


FILL = """
try:
    total = 0
    for number in range(100):
        with open(f"file{number}", "wb") as file:
            total += file.write(bytes(1 << 20))
            file.flush()
except OSError as error:
    print(total >> 20, errno.errorcode[error.errno])
"""


def test_files_of_bubblewrap_are_small(environment):
    if not (found := probe("bubblewrap", environment)).holds:
        pytest.skip(found.reason)
    most, reason = run("bubblewrap", environment, FILL).split()
    assert int(most) <= 16 and reason == "ENOSPC"


def test_the_working_folder_is_empty_ones_own_and_gone_afterwards(level, environment):
    show = "print(os.listdir(), os.getcwd(), flush=True); os.makedirs('a/b')"
    with running(level, environment, show + "\nsys.stdin.read()") as one:
        own = one.stdout.readline().decode().split()[1]
        look = f"try: print(os.listdir({own!r}))\nexcept OSError: print('denied')"
        with running(level, environment, show + "\n" + look) as other:
            seen = exchange(other, b"", seconds=60).decode().splitlines()
    assert seen[0].startswith("[]")
    # Behind namespaces both have the same name, and are two folders all the same.
    assert seen[1] == ("['a']" if level == "bubblewrap" else "denied")
    assert level == "bubblewrap" or not Path(own).exists()


def test_files_can_be_written_where_the_grader_closes_its_own_to_others(level):
    before = os.umask(0o077)
    try:
        with student_environment() as closed:
            code = "import tempfile\nopen('a', 'w').write('x')\nprint(os.listdir(), "
            code += "tempfile.gettempdir() == os.getcwd())"
            assert run(level, closed, code) == "['a'] True\n"
    finally:
        os.umask(before)
