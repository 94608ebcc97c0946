"""What the tests of grading share: a grader with a real sandbox."""

from dataclasses import replace

import pytest
from hostile_code.scene import laid_out
from hypothesis import settings
from one_assignment import answers, is_about

from autograder.course import Limits, load_course
from autograder.grading.submission import Grader
from autograder.sandbox.isolation.levels import probe, strongest
from autograder.sandbox.student_python.environment import student_environment

# The same examples on every run and every machine, however fast it is.
settings.register_profile("coursekit", derandomize=True, deadline=None, database=None)
settings.load_profile("coursekit")

# A function that hangs is given up soon: no test of a sound one comes near this.
LIMITS = Limits(seconds_per_check=4, seconds_per_submission=60)


def pytest_addoption(parser):
    parser.addoption(
        "--assignment",
        choices=[one.name for one in load_course().assignments],
        help="run only the tests about this assignment",
    )


def pytest_collection_modifyitems(config, items):
    name = config.getoption("assignment")
    if name is not None:
        names = answers(name)
        chosen = {one for one in items if is_about(one.nodeid, name, names)}
        config.hook.pytest_deselected(items=[one for one in items if one not in chosen])
        items[:] = [one for one in items if one in chosen]
    if hasattr(config, "workerinput"):
        # Several processes share the files out. One that takes minutes shouldn't begin last,
        # when the other processes have nothing left to do.
        long = {one.path for one in items if one.get_closest_marker("slow")}
        items.sort(key=lambda one: one.path not in long)


@pytest.fixture(scope="session")
def environment():
    with student_environment() as made:
        yield made


@pytest.fixture(scope="session")
def grader(environment):
    """Grades the SVM assignment at the strongest level of isolation that holds here."""
    return Grader("svm", environment, strongest(environment).level, LIMITS, secret="tests")


@pytest.fixture(scope="module")
def scene(environment):
    """What hostile notebooks are after, laid out around the grader."""
    with laid_out(environment) as made:
        yield made


@pytest.fixture(scope="session", params=["bubblewrap", "self-limited"])
def grader_at_each_level(request, grader):
    found = probe(request.param, grader.environment)
    if not found.holds:
        pytest.skip(f"{request.param}: {found.reason}")
    return replace(grader, level=request.param)


@pytest.fixture(scope="session")
def new_gradebook(tmp_path_factory):
    """Make a gradebook without submissions, once: that takes a while."""
    from graded_class import COURSE  # few tests need nbgrader

    from autograder.nbgrader.gradebook_file import open_gradebook

    path = tmp_path_factory.mktemp("gradebook") / "new.db"
    with open_gradebook(path, "svm", COURSE):
        return path
