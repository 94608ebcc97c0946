"""What the tests of isolation share: an environment, the levels that hold, and launches at them."""

import pytest

from autograder.sandbox.isolation.cgroups import lent_group
from autograder.sandbox.isolation.forking import forget
from autograder.sandbox.isolation.levels import probe
from autograder.sandbox.student_python.environment import student_environment


@pytest.fixture(scope="module")
def environment():
    with student_environment(lent_group()) as made:
        yield made


@pytest.fixture(scope="module", params=["bubblewrap", "bubblewrap anew", "self-limited"])
def level(request, environment):
    """Return each level that holds; behind bubblewrap, processes are forked or started anew."""
    name, _, anew = request.param.partition(" ")
    with pytest.MonkeyPatch.context() as patch:
        if anew:
            forget()
            patch.setattr("autograder.sandbox.isolation.launch.forked", lambda *_: None)
        found = probe(name, environment)
        if not found.holds:
            pytest.skip(found.reason)
        yield name
