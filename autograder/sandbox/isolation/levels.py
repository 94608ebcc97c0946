"""How far apart from the grader submissions can run here: levels, each proved before it is used.

Three levels, strongest first:

bubblewrap
    Own namespaces for users, processes, network and the rest, a file system that
    has nothing but the student's Python in it, around a process that also limits
    itself (`inside/limits.py`). bubblewrap has to know `--disable-userns` (0.8). Where the
    kernel lets it, the process is forked from one that has numpy loaded (`forking.py`).
self-limited
    The process alone, by Landlock, seccomp and resource limits. It can write files into a
    folder of its own (`workfolder.py`) and nowhere else. What files outside are called, whose
    and how large they are it can ask for, see `LEFT_OPEN`.
trusted
    Nothing. Only where the instructor says that submissions are trusted.

Each sandbox but a trusted one has a control group, too, where there are some (`cgroups.py`).
What a level promises isn't believed but tried, see `probe`.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import Any

from autograder.course import Limits
from autograder.sandbox.isolation.forking import has_template
from autograder.sandbox.isolation.launch import exchange, launch, stop
from autograder.sandbox.isolation.probe_targets import laid_out
from autograder.sandbox.student_python.environment import IsolationError, StudentEnvironment

LEVELS = ("bubblewrap", "self-limited", "trusted")
# What a level that holds doesn't hide; the kernel has nothing to hide it by but namespaces.
LEFT_OPEN = {
    "self-limited": "but whoever guesses a file's name can tell whether there is one, its size, "
    "owner and times (never what is in it)",
}
FORCE = "AUTOGRADER_ISOLATION"


@dataclass(frozen=True)
class Probe:
    """Whether a level of isolation holds on this machine; if not, the reason in a sentence."""

    level: str
    holds: bool
    reason: str = ""


def strongest(environment: StudentEnvironment, trust_submissions: bool = False) -> Probe:
    """Return the strongest level that holds here.

    The environment variable AUTOGRADER_ISOLATION names the one level to use instead.

    Raises
    ------
    IsolationError
        If none holds and submissions aren't trusted; it gives each level's reason.
    """
    forced = os.environ.get(FORCE)
    if forced and forced not in LEVELS:
        raise IsolationError(f"{FORCE} is “{forced}”, but should be one of: {', '.join(LEVELS)}.")
    tried = []
    for level in [forced] if forced else LEVELS:
        if level == "trusted" and not trust_submissions:
            tried.append(Probe(level, False, "needs --trust-submissions"))
            continue
        found = probe(level, environment)
        if found.holds:
            return found
        tried.append(found)
    reasons = "\n".join(f"  {one.level}: {one.reason}" for one in tried)
    raise IsolationError(f"Submissions can't be run apart from the grader here:\n{reasons}")


def probe(level: str, environment: StudentEnvironment) -> Probe:
    """Try whether a level holds here, by a process that attempts what it should not manage."""
    if level == "trusted":
        return Probe(level, True)
    reason = _missing(level)
    if reason:
        return Probe(level, False, reason)
    with laid_out(environment) as targets:
        found = _tried(level, environment, {**targets, "mark": ""})
        if not (found.holds and level == "bubblewrap" and has_template(environment)):
            return found
        # Of one template, the second must find nothing of the first.
        marked = {**targets, "mark": f"mark-{secrets.token_hex(8)}"}
        _tried(level, environment, marked)
        return _tried(level, environment, marked)


def _tried(level: str, environment: StudentEnvironment, targets: dict[str, Any]) -> Probe:
    with tempfile.TemporaryFile() as errors:
        script = environment.scripts / "probe.py"
        try:
            process = launch(level, script, Limits(), environment, errors.fileno())
        except OSError as error:  # a root without the right to become another user
            return Probe(level, False, f"the sandbox can't be started ({error.strerror})")
        try:
            output = exchange(process, json.dumps(targets).encode(), seconds=60)
        except TimeoutError:
            return Probe(level, False, "the probe didn't come to an end")
        finally:
            stop(process)
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip().split("\n")[-1]
        return Probe(level, *_verdict(output, said))


def _missing(level: str) -> str:
    if sys.platform != "linux":
        return "needs Linux"
    if level == "bubblewrap":
        if not shutil.which("bwrap"):
            return "bwrap is not installed (Debian/Ubuntu: apt install bubblewrap)"
        told = subprocess.run(["bwrap", "--help"], capture_output=True, text=True, check=False)
        if "--disable-userns" not in told.stdout + told.stderr:
            return "bwrap is too old, it doesn't know --disable-userns (0.8 or newer does)"
    return ""


def _verdict(output: bytes, said: str) -> tuple[bool, str]:
    try:
        report = json.loads(output)
    except ValueError:
        if said.startswith("bwrap:"):
            return False, f"this kernel or AppArmor doesn't let this user make namespaces ({said})"
        return False, f"the sandbox didn't start ({said or 'it said nothing'})"
    if report["possible"]:
        return False, f"a submission could {', '.join(report['possible'])}"
    return not report["failed"], report["failed"]
