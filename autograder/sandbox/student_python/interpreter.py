"""The Python that answers run with: the grader's own, or another version that uv brings.

`[student] python` in course.toml names the version where students have another one than the
grader, as in Colab. Its environment is made once, below `build/`, with the course's packages
at the versions of `requirements.lock`, and made again when any of these change.
"""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from autograder.course import ROOT, load_course
from autograder.machine.leftovers import alone_at

# What `coursework` needs, which itself comes with the autograder.
OF_COURSEWORK = ("numpy", "matplotlib", "scikit-learn", "pooch")
_LOCK = ROOT / "requirements.lock"
_PLACE = ROOT / "build" / "student"
_MADE_FROM = "made-from.json"
# What has to be known of an interpreter, asked of itself.
_ABOUT = """
import json, platform, sys, sysconfig
from packaging.markers import default_environment
print(json.dumps({
    "python": getattr(sys, "_base_executable", "") or sys.executable,
    "base": sys.base_prefix,
    "stdlib": sysconfig.get_path("stdlib"),
    "version": platform.python_version(),
    "markers": default_environment(),
}))
"""


class IsolationError(RuntimeError):
    """Submissions can't be run apart from the grader; the message says why."""


@dataclass(frozen=True)
class StudentPython:
    """An interpreter, and where its packages are.

    Attributes
    ----------
    python : Path
        The interpreter itself, not that of a virtual environment.
    base, stdlib : Path
        Its own folder, and that of the standard library.
    version : str
        Such as ``"3.13.1"``.
    packages : str, optional
        The folder of the packages, where they aren't the grader's own.
    markers
        What conditional requirements are decided by.
    """

    python: Path
    base: Path
    stdlib: Path
    version: str
    packages: str | None = None
    markers: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_graders(self) -> bool:
        """Whether it is the Python that the grader runs with, and its packages."""
        return self.packages is None

    @property
    def short_version(self) -> tuple[int, int]:
        """The version as syntax depends on it, such as (3, 13)."""
        major, minor, *_ = self.version.split(".")
        return int(major), int(minor)

    def distribution(self, name: str) -> metadata.Distribution:
        """Return an installed package.

        Raises
        ------
        IsolationError
            If it isn't installed.
        """
        path = sys.path if self.packages is None else [self.packages]
        found = next(iter(metadata.distributions(name=name, path=path)), None)
        if found is None:
            raise IsolationError(
                f"The package “{name}”, which students have, isn't installed in the "
                f"autograder's environment ({self.packages or sys.prefix})."
            )
        return found

    def with_dependencies(self, names: Iterable[str]) -> list[metadata.Distribution]:
        """Return packages and all that they need."""
        found: dict[str, metadata.Distribution] = {}
        waiting = list(names)
        while waiting:
            name = canonicalize_name(waiting.pop())
            if name in found:
                continue
            found[name] = self.distribution(name)
            for line in found[name].requires or ():
                needed = Requirement(line)
                if needed.marker is None or needed.marker.evaluate({**self.markers, "extra": ""}):
                    waiting.append(needed.name)
        return list(found.values())


def student_packages() -> list[str]:
    """Return the packages that students have, by the names of their distributions."""
    return list(dict.fromkeys([*OF_COURSEWORK, *load_course().student.packages]))


def versions() -> dict[str, str]:
    """Return the versions of the students' Python and of their packages, by name."""
    python = student_python()
    packages = {name: python.distribution(name).version for name in student_packages()}
    return {"Python": python.version, **packages}


def uncompiled(python: StudentPython) -> list[Path]:
    """Return the folders of students' packages that were installed without compiling them.

    A sandbox may not write, so each submission compiles again what it imports of them;
    scikit-learn and SciPy take seconds. pip compiles, uv only when told to.
    """
    tag = "cpython-{}{}.pyc".format(*python.short_version)
    folders = []
    for distribution in python.with_dependencies(student_packages()):
        listed = [file for file in distribution.files or () if file.suffix == ".py"]
        modules = [file for file in listed if len(file.parts) > 1 and file.parts[0] != ".."]
        compiled = [
            Path(str(distribution.locate_file(one.parent / "__pycache__" / f"{one.stem}.{tag}")))
            for one in modules
        ]
        if sum(one.exists() for one in compiled) < len(modules) / 2:
            folders.append(Path(str(distribution.locate_file(modules[0].parts[0]))))
    return folders


@cache
def student_python() -> StudentPython:
    """Return the Python that answers run with; where it isn't there yet, it is brought.

    Raises
    ------
    IsolationError
        If it can't be had.
    """
    wanted = load_course().student.python
    if wanted in ("", "{}.{}".format(*sys.version_info)):
        return StudentPython(
            python=Path(getattr(sys, "_base_executable", "") or sys.executable),
            base=Path(sys.base_prefix),
            stdlib=Path(sysconfig.get_path("stdlib")),
            version=platform.python_version(),
            markers={name: str(value) for name, value in default_environment().items()},
        )
    folder = _PLACE / wanted
    _PLACE.mkdir(parents=True, exist_ok=True)
    with alone_at(_PLACE):
        made_from = {"packages": student_packages(), "lock": _text(_LOCK)}
        if _text(folder / _MADE_FROM) != (now := json.dumps(made_from)):
            _make(folder, wanted)
            (folder / _MADE_FROM).write_text(now, encoding="utf-8")
    about = _about(folder)
    return StudentPython(
        python=Path(about["python"]),
        base=Path(about["base"]),
        stdlib=Path(about["stdlib"]),
        version=about["version"],
        packages=str(next(folder.glob("lib/python3*/site-packages"))),
        markers=about["markers"],
    )


def _make(folder: Path, version: str) -> None:
    """Make the environment of a Python that isn't the grader's."""
    shutil.rmtree(folder, ignore_errors=True)
    _uv("venv", "--quiet", "--python", version, str(folder))
    constraints = ["--constraints", str(_LOCK)] if _LOCK.exists() else []
    packages = [*student_packages(), "packaging"]
    python = str(folder / "bin" / "python")
    install = ["pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    _uv(*install, *constraints, *packages)


def _uv(*arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "uv", *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = " ".join(done.stderr.split())[:500] or "it said nothing"
        raise IsolationError(
            f"The Python that course.toml names ([student] python) can't be had by uv: {said}"
        )


def _about(folder: Path) -> dict[str, Any]:
    command = [str(folder / "bin" / "python"), "-c", _ABOUT]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    if told.returncode:
        raise IsolationError(
            f"The Python in {folder} doesn't start; remove that folder, and it is made again."
        )
    about: dict[str, Any] = json.loads(told.stdout)
    return about


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
