"""What has to be the same on two machines, so that both grade the same submission alike."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib import metadata

from packaging.requirements import Requirement

from autograder.class_run.edited_kit import shown, stamps
from autograder.course import Limits
from autograder.grading.provenance.origin import digest, origin
from autograder.sandbox.student_python.interpreter import versions

KIT = "deep-learning-coursekit"
MOST_NAMED = 4
NONE = "none"


def facts(assignment: str, limits: Limits) -> dict[str, str]:
    """Return all on which results and pages depend here, but for the secret, as plain texts.

    That are versions, digests of the kit's files, and what else a result is made from.
    """
    texts = {shown(path): digest(path.read_bytes()) for path in stamps(assignment)}
    of_answers = {f"{name} of answers": version for name, version in versions().items()}
    made_from = {**asdict(origin(assignment, limits, secret="")), "versions": {}}
    return {
        "Python": "{}.{}".format(*sys.version_info),
        **_packages(),
        **of_answers,
        **texts,
        "course.toml": digest(json.dumps(made_from, sort_keys=True).encode()),
    }


def _packages() -> dict[str, str]:
    """Return the versions of the packages that the kit uses, by name."""
    needed = [Requirement(line) for line in metadata.requires(KIT) or ()]
    always = [one.name for one in needed if one.marker is None]
    return {name: metadata.version(name) for name in always}


def differences(here: Mapping[str, str], there: Mapping[str, str]) -> str:
    """Say what is another there, first of all versions; nothing where all is the same."""
    other = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    told = [_told(name, here.get(name, NONE), there.get(name, NONE)) for name in other]
    more = len(told) - MOST_NAMED
    return "; ".join(told[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _told(name: str, here: str, there: str) -> str:
    is_file = "/" in name or name == "course.toml"
    return f"{name} is another" if is_file else f"{name} is {there}, and {here} here"
