"""Start submissions apart from the grader, and prove first that they are.

Three levels, strongest first:

bubblewrap
    Own namespaces for users, processes, network and the rest, a file system that
    has nothing but the student's Python in it, around a process that also limits
    itself (`sandboxed/limits.py`). bubblewrap has to know `--disable-userns` (0.8).
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
import math
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from autograder.course import Limits
from autograder.sandbox.inside.limits import NOBODY
from autograder.sandbox.isolation import cgroups
from autograder.sandbox.isolation.probe_targets import laid_out
from autograder.sandbox.isolation.system_calls import seccomp_filter
from autograder.sandbox.isolation.workfolder import MEGABYTES, make_folder, remove_folder
from autograder.sandbox.student_python.environment import (
    IsolationError,
    StudentEnvironment,
    student_environment,
)

__all__ = [
    "LEFT_OPEN",
    "LEVELS",
    "IsolationError",
    "Probe",
    "Sandbox",
    "StudentEnvironment",
    "launch",
    "probe",
    "stop",
    "strongest",
    "student_environment",
]

LEVELS = ("bubblewrap", "self-limited", "trusted")
# What a level that holds doesn't hide; the kernel has nothing to hide it by but namespaces.
LEFT_OPEN = {
    "self-limited": "but whoever guesses a file's name can tell whether there is one, its size, "
    "owner and times (never what is in it)",
}
FORCE = "AUTOGRADER_ISOLATION"
_PARTS = ["limits", "descriptors", "no_new_privs", "user", "capabilities", "process", "seccomp"]
_REQUIRED = {"bubblewrap": _PARTS, "self-limited": [*_PARTS, "landlock"], "trusted": []}
# What numeric libraries ask about the processor and about what they are linked with.
_KERNEL_FILES = ["/proc/self/maps", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu"]
_INSIDE = "/tmp/work"  # the working folder behind namespaces
_NAMESPACES = [
    *("--unshare-user", "--unshare-all", "--disable-userns"),
    *("--uid", str(NOBODY), "--gid", str(NOBODY), "--cap-drop", "ALL"),
    *("--hostname", "sandbox", "--die-with-parent"),
    *("--size", str(MEGABYTES << 20), "--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev"),
    *("--dir", _INSIDE, "--chdir", _INSIDE),
]


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


class Sandbox(subprocess.Popen[bytes]):
    """A launched process, with the control group and the folder that it has for itself."""

    group: Path | None = None
    folder: TemporaryDirectory[str] | None = None


def launch(level: str, script: Path, limits: Limits, environment: StudentEnvironment) -> Sandbox:
    """Start a script of `environment.scripts`, which then confines itself as the level asks.

    Its standard input and output are pipes. The kernel ends it when the thread that
    called this ends.
    """
    return _start(level, script, limits, environment, subprocess.DEVNULL)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Kill a launched process with all that belongs to it, and forget it."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if isinstance(process, Sandbox) and process.group:
        cgroups.end(process.group)
    if isinstance(process, Sandbox) and process.folder:
        remove_folder(process.folder)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with suppress(OSError):  # what was written last can't be delivered any more
                pipe.close()


def _start(
    level: str, script: Path, limits: Limits, environment: StudentEnvironment, errors: int
) -> Sandbox:
    own = None if level == "bubblewrap" else make_folder(environment.work, environment.read_as)
    folder = Path(own.name if own else _INSIDE)
    settings = _settings(level, limits, environment, folder)
    # Not -I: that would ignore PYTHONHASHSEED. What it guards against is cleared below.
    python = [str(environment.python), "-s", "-S", "-B", "-X", "utf8"]
    around = [*_fixed_addresses(), *(_bubblewrap(environment) if level == "bubblewrap" else [])]
    lent = environment.lent_group if level != "trusted" else None
    waiting = cgroups.WAITING if lent else []
    # Nobody outside, too: the kernel doesn't limit root's threads. (The self-limited
    # process becomes nobody by itself, after it has opened what only root may read.)
    nobody: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    demote = level == "bubblewrap" and os.geteuid() == 0 and environment.read_as is None
    process = Sandbox(
        [*waiting, *around, *python, str(script), json.dumps(settings)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=_variables(level, environment, folder),
        cwd=folder if own else "/",
        start_new_session=True,
        **(nobody if demote else {}),
    )
    process.folder = own
    if lent:
        process.group = cgroups.confine(process, lent, limits)
    return process


@cache
def _fixed_addresses() -> list[str]:
    """Return the command that keeps memory at the same places each time, where there is one.

    Addresses order sets, and stand in the texts of objects: a submission that shows either
    would have another result each time.
    """
    setarch = shutil.which("setarch")
    command = [setarch, platform.machine(), "--addr-no-randomize"] if setarch else []
    if command and subprocess.run([*command, "true"], capture_output=True).returncode == 0:
        return command
    return []


def _settings(
    level: str, limits: Limits, environment: StudentEnvironment, folder: Path
) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "site": str(environment.site),
        "required": _REQUIRED[level],
        "memory_megabytes": limits.memory_megabytes,
        "cpu_seconds": math.ceil(limits.seconds_per_submission) + 1,
        "filter": seccomp_filter(platform.machine()).hex(),
        "readable": [*map(str, environment.readable), *_KERNEL_FILES],
        "hidden": [*map(str, (*environment.hidden, environment.work))],
        "writable": [str(folder)],
        "read_as": environment.read_as,
    }
    if level == "bubblewrap":  # which shows nothing else anyway
        settings |= {"readable": ["/"], "hidden": [], "writable": ["/tmp"], "read_as": None}
    return settings


def _variables(level: str, environment: StudentEnvironment, folder: Path) -> dict[str, str]:
    matplotlib = environment.matplotlib
    if level == "bubblewrap":
        matplotlib = Path("/tmp/matplotlib")
    return {
        "HOME": str(folder),
        "LOGNAME": "student",  # as the user of a sandbox has no name by which to be looked up
        "JOBLIB_MULTIPROCESSING": "0",  # it would warn that it can't start processes
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "MALLOC_ARENA_MAX": "2",  # each thread's own arena counts as memory used
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(matplotlib),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
    }


def _bubblewrap(environment: StudentEnvironment) -> list[str]:
    """Return the command in front of Python's.

    It has no `--new-session`: the launcher starts a session, and `stop` kills that as a whole.
    """
    shown: list[str] = []
    for link in map(Path, ("/lib", "/lib64")):
        if link.is_symlink():
            shown += ["--symlink", os.readlink(link), str(link)]
    readable, hidden = environment.readable, environment.hidden
    shown += _bind(path for path in readable if not _within(path, readable))
    for folder in hidden:
        shown += ["--tmpfs", str(folder)]
    shown += _bind(path for path in readable if _within(path, hidden))
    shown += _bind(environment.matplotlib.iterdir(), Path("/tmp/matplotlib"))
    for folder in (Path("/"), Path("/dev"), *hidden):  # memory that could be filled with files
        shown += ["--remount-ro", str(folder)]
    return [shutil.which("bwrap") or "bwrap", *_NAMESPACES, *shown, "--"]


def _bind(paths: Iterable[Path], folder: Path | None = None) -> list[str]:
    binds = []
    for path in paths:
        binds += ["--ro-bind", str(path), str(folder / path.name if folder else path)]
    return binds


def _within(path: Path, folders: Iterable[Path]) -> bool:
    return any(folder in path.parents for folder in folders)


def probe(level: str, environment: StudentEnvironment) -> Probe:
    """Try whether a level holds here, by a process that attempts what it should not manage."""
    if level == "trusted":
        return Probe(level, True)
    reason = _missing(level)
    if reason:
        return Probe(level, False, reason)
    with tempfile.TemporaryFile() as errors, laid_out(environment) as targets:
        script = environment.scripts / "probe.py"
        try:
            process = _start(level, script, Limits(), environment, errors.fileno())
        except OSError as error:  # a root without the right to become another user
            return Probe(level, False, f"the sandbox can't be started ({error.strerror})")
        try:
            output, _ = process.communicate(json.dumps(targets).encode(), timeout=60)
        except subprocess.TimeoutExpired:
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
