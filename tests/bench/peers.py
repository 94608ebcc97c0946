"""The peers, each in an environment of its own below ``build/``, at pinned versions."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from autograder.course import ROOT

PEERS = ROOT / "build" / "peers"


def _as_in_the_kit(*packages: str) -> tuple[str, ...]:
    """Pin packages to the versions that the kit's own environment has: the same BLAS, for one."""
    return tuple(f"{name}=={version(name)}" for name in packages)


# What each peer needs. Stock nbgrader isn't among them, as it is the one of requirements.lock.
PINS: dict[str, tuple[str, ...]] = {
    "otter": (
        "otter-grader==7.0.0",
        *_as_in_the_kit("numpy", "matplotlib", "scikit-learn", "ipykernel"),
    ),
    "pytorch": ("torch==2.14.1", *_as_in_the_kit("numpy")),
    "faiss": ("faiss-cpu==1.15.1", *_as_in_the_kit("numpy", "scikit-learn")),
}


class MissingPeer(Exception):
    """A peer that can't be installed here, and why."""


@cache
def peer_python(name: str) -> Path:
    """Return the Python of a peer's environment, which is made if it isn't there.

    Raises
    ------
    MissingPeer
        If it can't be made, as without a network.
    """
    folder = PEERS / name
    python, stamp = folder / "bin" / "python", folder / "pins.txt"
    pins = "\n".join((sys.version, *PINS[name]))
    if stamp.is_file() and stamp.read_text("utf-8") == pins:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    _step(name, sys.executable, "-m", "venv", folder)
    # pip, as it knows the index that the machine is set up for.
    _step(name, python, "-m", "pip", "install", "--quiet", "--retries", "1", *PINS[name])
    stamp.write_text(pins, "utf-8")
    return python


def _step(name: str, *command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or [""]
        raise MissingPeer(f"{PINS[name][0]} couldn't be installed: {said[-1].strip()}")


def pinned(name: str) -> str:
    """Return a package of a peer's with its version, as people write it: ``PyTorch 2.14.1``."""
    return PINS[name][0].replace("==", " ")
