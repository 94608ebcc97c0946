"""What the tests of isolation share: an environment, the levels that hold, and launches at them."""

import pytest

from autograder.sandbox.isolation.cgroups import lent_group
from autograder.sandbox.isolation.levels import probe
from autograder.sandbox.student_python.environment import student_environment


@pytest.fixture(scope="module")
def environment():
    with student_environment(lent_group()) as made:
        yield made


@pytest.fixture(scope="module", params=["bubblewrap", "self-limited"])
def level(request, environment):
    found = probe(request.param, environment)
    if not found.holds:
        pytest.skip(found.reason)
    return request.param
