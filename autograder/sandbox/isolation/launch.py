"""Have a process as a level of isolation asks, and end it with all that belongs to it."""

from __future__ import annotations

import json
import math
import os
import platform
import select
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from autograder.course import Limits
from autograder.sandbox.inside.limits import NOBODY
from autograder.sandbox.isolation import cgroups
from autograder.sandbox.isolation.bubblewrap import INSIDE, behind_bubblewrap, files_of_a_fork
from autograder.sandbox.isolation.forking import Forked, forked
from autograder.sandbox.isolation.system_calls import seccomp_filter
from autograder.sandbox.isolation.workfolder import make_folder, remove_folder
from autograder.sandbox.student_python.environment import StudentEnvironment

_PARTS = ["limits", "descriptors", "no_new_privs", "user", "capabilities", "process", "seccomp"]
_REQUIRED = {"bubblewrap": _PARTS, "self-limited": [*_PARTS, "landlock"], "trusted": []}
# What numeric libraries ask about the processor and about what they are linked with.
_KERNEL_FILES = ["/proc/self/maps", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu"]


class Started(subprocess.Popen[bytes]):
    """A process that was started, with the control group and the folder that it has for itself."""

    group: Path | None = None
    folder: TemporaryDirectory[str] | None = None

    def kill_all(self) -> None:
        """Kill it with all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)


Sandbox = Started | Forked


def launch(
    level: str,
    script: Path,
    limits: Limits,
    environment: StudentEnvironment,
    errors: int = subprocess.DEVNULL,
) -> Sandbox:
    """Let a script of `environment.scripts` run, which confines itself as the level asks.

    Its standard input and output are pipes, and what it says of errors goes to ``errors``.
    The kernel ends it when the thread that called this ends.
    """
    process: Sandbox | None = None
    if level == "bubblewrap":
        process = _forked(script, limits, environment, errors)
    if process is None:
        process = _started(level, script, limits, environment, errors)
    if environment.lent_group and level != "trusted":
        process.group = cgroups.confine(process, environment.lent_group, limits)
    return process


def _forked(
    script: Path, limits: Limits, environment: StudentEnvironment, errors: int
) -> Forked | None:
    def template(control: int) -> subprocess.Popen[bytes]:
        told = json.dumps({"site": str(environment.site), "control": control})
        command = [*_fixed_addresses(), *behind_bubblewrap(environment, as_template=True)]
        return subprocess.Popen(
            [*command, *_python(environment), str(environment.scripts / "template.py"), told],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_variables("bubblewrap", environment, Path(INSIDE)),
            cwd="/",
            start_new_session=True,
            pass_fds=[control],
            **_nobody(environment),
        )

    told = {
        "script": str(script),
        "settings": _settings("bubblewrap", limits, environment, Path(INSIDE)),
        "waits": bool(environment.lent_group),
        **files_of_a_fork(environment),
    }
    with open(os.devnull, "wb") as nowhere:
        to = nowhere.fileno() if errors == subprocess.DEVNULL else errors
        return forked(environment, template, told, to)


def _started(
    level: str, script: Path, limits: Limits, environment: StudentEnvironment, errors: int
) -> Started:
    own = None if level == "bubblewrap" else make_folder(environment.work, environment.read_as)
    folder = Path(own.name if own else INSIDE)
    settings = _settings(level, limits, environment, folder)
    around = _fixed_addresses()
    if level == "bubblewrap":
        around = [*around, *behind_bubblewrap(environment)]
    waiting = cgroups.WAITING if environment.lent_group and level != "trusted" else []
    process = Started(
        [*waiting, *around, *_python(environment), str(script), json.dumps(settings)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=_variables(level, environment, folder),
        cwd=folder if own else "/",
        start_new_session=True,
        **(_nobody(environment) if level == "bubblewrap" else {}),
    )
    process.folder = own
    return process


def exchange(process: Sandbox, given: bytes, seconds: float) -> bytes:
    """Give a process its input, which a pipe has room for, and return all that it writes.

    Raises
    ------
    TimeoutError
        If it hasn't ended in time.
    """
    assert process.stdin is not None and process.stdout is not None
    with suppress(BrokenPipeError):
        process.stdin.write(given)
        process.stdin.close()
    until, parts = time.monotonic() + seconds, [b"begun"]
    ready = select.poll()
    ready.register(process.stdout, select.POLLIN)
    while parts[-1]:
        if not ready.poll(max(0.0, until - time.monotonic()) * 1000):
            raise TimeoutError
        parts.append(os.read(process.stdout.fileno(), 1 << 16))
    return b"".join(parts[1:])


def stop(process: Sandbox) -> None:
    """Kill a launched process with all that belongs to it, and forget it."""
    if process.poll() is None:
        process.kill_all()
    process.wait()
    if process.group:
        cgroups.end(process.group)
    if process.folder:
        remove_folder(process.folder)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with suppress(OSError):  # what was written last can't be delivered any more
                pipe.close()


def _python(environment: StudentEnvironment) -> list[str]:
    # Not -I: that would ignore PYTHONHASHSEED. What it guards against is cleared by `_variables`.
    return [str(environment.python), "-s", "-S", "-B", "-X", "utf8"]


def _nobody(environment: StudentEnvironment) -> dict[str, Any]:
    """Return who starts bubblewrap where root grades.

    Nobody outside, too: the kernel doesn't limit root's threads. (The self-limited
    process becomes nobody by itself, after it has opened what only root may read.)
    """
    if os.geteuid() != 0 or environment.read_as is not None:
        return {}
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


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
