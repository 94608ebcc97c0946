"""Start a process as a level of isolation asks, and end it with all that belongs to it."""

from __future__ import annotations

import json
import math
import os
import platform
import shutil
import signal
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from autograder.course import Limits
from autograder.sandbox.inside.limits import NOBODY
from autograder.sandbox.isolation import cgroups
from autograder.sandbox.isolation.bubblewrap import INSIDE, behind_bubblewrap
from autograder.sandbox.isolation.system_calls import seccomp_filter
from autograder.sandbox.isolation.workfolder import make_folder, remove_folder
from autograder.sandbox.student_python.environment import StudentEnvironment

_PARTS = ["limits", "descriptors", "no_new_privs", "user", "capabilities", "process", "seccomp"]
_REQUIRED = {"bubblewrap": _PARTS, "self-limited": [*_PARTS, "landlock"], "trusted": []}
# What numeric libraries ask about the processor and about what they are linked with.
_KERNEL_FILES = ["/proc/self/maps", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu"]


class Sandbox(subprocess.Popen[bytes]):
    """A launched process, with the control group and the folder that it has for itself."""

    group: Path | None = None
    folder: TemporaryDirectory[str] | None = None


def launch(
    level: str,
    script: Path,
    limits: Limits,
    environment: StudentEnvironment,
    errors: int = subprocess.DEVNULL,
) -> Sandbox:
    """Start a script of `environment.scripts`, which then confines itself as the level asks.

    Its standard input and output are pipes, and what it says of errors goes to ``errors``.
    The kernel ends it when the thread that called this ends.
    """
    own = None if level == "bubblewrap" else make_folder(environment.work, environment.read_as)
    folder = Path(own.name if own else INSIDE)
    settings = _settings(level, limits, environment, folder)
    # Not -I: that would ignore PYTHONHASHSEED. What it guards against is cleared below.
    python = [str(environment.python), "-s", "-S", "-B", "-X", "utf8"]
    around = _fixed_addresses()
    if level == "bubblewrap":
        around = [*around, *behind_bubblewrap(environment)]
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
