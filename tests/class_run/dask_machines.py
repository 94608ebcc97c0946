"""A scheduler of Dask and its workers, each in a process of its own, as on several machines."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

TESTS = Path(__file__).parent


@contextmanager
def scheduler(folder, *options, **settings):
    """Have a scheduler for a while; give its address."""
    known = folder / "scheduler.json"
    here = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", known]
    with started(folder / "scheduler.log", "scheduler", *here, *options, **settings):
        end = time.monotonic() + 60
        while not known.exists():
            assert time.monotonic() < end, (folder / "scheduler.log").read_text()
            time.sleep(0.02)
        yield json.loads(known.read_text())["address"]


@contextmanager
def worker(address, log, *options, **settings):
    """Have a worker for a while, without a nanny that would start it anew."""
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", *options]
    # Its tasks may be functions of the modules beside this one.
    path = os.pathsep.join(filter(None, [settings.pop("PYTHONPATH", ""), str(TESTS)]))
    with started(log, "worker", address, *options, PYTHONPATH=path, **settings) as process:
        yield process


@contextmanager
def started(log, *command, **settings):
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            cwd=log.parent,  # a kit in the folder of the command would be the first to be found
            env={**os.environ, **settings},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def die(_):
    """End the process that does this task."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(_, secret):
    """Fail as the machine would, and not the submission."""
    raise OSError("the disk is full")


def place_of(_, environment=None):
    """Return where a task finds the student's Python."""
    return environment.folder
