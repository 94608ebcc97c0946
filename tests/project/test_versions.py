"""One list of versions: requirements.lock. What else names versions is in step with it."""

import re
import tomllib
from itertools import chain

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.course import PYTHONS, ROOT, USUAL_PACKAGES, load_course
from autograder.sandbox.student_python.interpreter import OF_COURSEWORK

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def pyproject(folder="."):
    return tomllib.loads((ROOT / folder / "pyproject.toml").read_text(encoding="utf-8"))


def direct(*lists):
    """The requirements that our own pyproject files name."""
    return [Requirement(text) for text in chain(*lists)]


def needed_by_users():
    packages = (pyproject(), pyproject("assignments"))
    return direct(*(package["project"]["dependencies"] for package in packages))


def locked(python):
    """The lock's version of each package, on Linux with this Python."""
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "sys_platform": "linux",
        "os_name": "posix",
    }
    versions = {}
    for line in re.findall(r"^\S+==.*?(?= \\$)", LOCK, flags=re.MULTILINE):
        one = Requirement(line)
        if one.marker is None or one.marker.evaluate(environment):
            assert one.name not in versions, f"{one.name} is locked twice for Python {python}"
            versions[one.name] = str(one.specifier).removeprefix("==")
    return versions


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_has_every_direct_dependency_at_a_version_that_pyproject_allows(python):
    versions = locked(python)
    project = pyproject()
    cluster = project["project"]["optional-dependencies"]["cluster"]
    for one in needed_by_users() + direct(project["dependency-groups"]["dev"], cluster):
        assert one.specifier.contains(versions[canonicalize_name(one.name)]), str(one)


def test_the_lock_pins_every_package_by_hash_and_names_no_index():
    packages = re.split(r"^(?=[a-z])", LOCK, flags=re.MULTILINE)[1:]
    for package in packages:
        assert re.match(r"\S+==.*\n    --hash=sha256:", package), package
    assert "://" not in LOCK


def test_environment_yml_has_exactly_the_direct_dependencies_at_the_versions_of_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *conda, pip = environment["dependencies"]
    python = conda[0].removeprefix("python=")
    names = {canonicalize_name(one.name) for one in needed_by_users()}
    versions = locked(python)
    expected = [f"{name}=={versions[name]}" for name in sorted(names)]
    assert conda == [f"python={python}", "pip"]
    assert pip["pip"] == [*expected, "-e ."]


def test_what_answers_may_use_comes_with_the_students_own_package():
    theirs = {one.name for one in direct(pyproject("assignments")["project"]["dependencies"])}
    assert set(load_course().student.packages) <= set(USUAL_PACKAGES) <= theirs
    assert set(OF_COURSEWORK) <= theirs


def test_the_same_pythons_are_allowed_everywhere():
    least, most = ([int(part) for part in one.split(".")] for one in (PYTHONS[0], PYTHONS[-1]))
    assert (least, most) == ([3, 11], [3, 13])
    setup = (ROOT / "autograder" / "setup.sh").read_text(encoding="utf-8")
    assert pyproject()["project"]["requires-python"] == ">=3.11,<3.14"
    assert pyproject("assignments")["project"]["requires-python"] == ">=3.11,<3.14"
    assert "3.11 | 3.12 | 3.13)" in setup
