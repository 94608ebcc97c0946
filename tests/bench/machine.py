"""The machine on which the bench runs, in a sentence."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

import numpy as np

from autograder.sandbox.isolation.levels import strongest
from autograder.sandbox.student_python.environment import student_environment

_MODEL = re.compile(r"^model name\s*:\s*(.+)$", re.MULTILINE)


def described() -> str:
    """Return cores, processor, versions, and the level of isolation."""
    model = _MODEL.search(Path("/proc/cpuinfo").read_text("utf-8"))
    processor = model[1].strip() if model else platform.machine()
    with student_environment() as environment:
        level = strongest(environment).level
    return (
        f"{os.cpu_count()} cores ({processor}), Python {platform.python_version()}, "
        f"numpy {np.__version__}, isolation level “{level}”."
    )
