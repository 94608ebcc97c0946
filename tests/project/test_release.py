"""What has to agree before a version is released."""

import re
import tomllib

import pytest
import yaml

from autograder.course import ROOT

LICENCES = ("LICENSE", "LICENSE-notebooks")


def pyproject(folder="."):
    return tomllib.loads((ROOT / folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def citation():
    return yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))


def released():
    """The versions that the changelog gives a date, newest first."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", text, re.MULTILINE)


def test_both_packages_and_the_citation_have_one_version():
    version = pyproject()["version"]
    assert pyproject("assignments")["version"] == citation()["version"] == version


def test_the_newest_version_in_the_changelog_is_that_of_the_packages():
    assert released()[:1] in ([], [pyproject()["version"]])  # none before the first release


def test_the_changelog_lists_versions_from_new_to_old():
    versions = [tuple(map(int, one.split("."))) for one in released()]
    assert versions == sorted(versions, reverse=True)


def test_the_citation_has_what_its_format_asks_for():
    assert {"cff-version", "message", "title", "authors"} <= set(citation())
    assert citation()["license"] == pyproject()["license"]


@pytest.mark.parametrize("name", LICENCES)
def test_what_is_given_to_students_carries_the_same_licences(name):
    copy = ROOT / "assignments" / name
    assert copy.read_bytes() == (ROOT / name).read_bytes()


def test_packages_carry_the_licence_of_their_code():
    for folder in (".", "assignments"):
        assert pyproject(folder)["license-files"] == ["LICENSE"]
        assert (ROOT / folder / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
