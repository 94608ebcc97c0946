"""What attacks are after, laid out around the grader, and a look at what they left behind."""

import json
import os
import secrets
import socket
import stat
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from hostile_code.attack import FULL, POINTS, Attack

from autograder.course import ROOT, Limits
from autograder.grading.submission import grade
from coursework.scoring.check import Verdict

CANARY = "canary-of-the-grader"  # letters only: numbers in messages may be masked
MARK = "hostile-mark"
VARIABLE = "AUTOGRADER_CANARY_SECRET"
# An attack may hang; two seconds of its own time are enough for any sound answer here.
LIMITS = Limits(seconds_per_check=2, seconds_per_submission=60)
MEGABYTE = 1 << 20


class Scene:
    """A folder as an instructor has it, open sockets, and a secret in the environment."""

    def __init__(self, environment, stack):
        self.environment = environment
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        for name in (
            ".grading-secret",
            "gradebook.db",
            "submitted/eve/svm/svm.ipynb",
            "solutions/svm.py",
            "autograder/assignments/svm/checks.py",
        ):
            file = self.folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{CANARY} = 12.9\n")
        for path in (self.folder, *self.folder.rglob("*")):
            path.chmod(0o777)  # file modes aren't what protects them here
        self.listeners = {
            name: stack.enter_context(socket.socket(family, kind))
            for name, family, kind in (
                ("TCP", socket.AF_INET, socket.SOCK_STREAM),
                ("UDP", socket.AF_INET, socket.SOCK_DGRAM),
                ("Unix", socket.AF_UNIX, socket.SOCK_STREAM),
                ("abstract", socket.AF_UNIX, socket.SOCK_STREAM),
            )
        }
        addresses = (("127.0.0.1", 0), ("127.0.0.1", 0), f"{self.folder}/socket")
        for listener, address in zip(
            self.listeners.values(), (*addresses, f"\0{self.folder}"), strict=True
        ):
            listener.bind(address)
            if listener.type == socket.SOCK_STREAM:
                listener.listen()
            listener.setblocking(False)
        (self.folder / "socket").chmod(0o777)
        os.environ[VARIABLE] = CANARY
        stack.callback(os.environ.pop, VARIABLE, None)
        self.places = {
            "FOLDER": str(self.folder),
            "KIT": str(ROOT),
            "SITE": str(environment.site),
            "PID": str(os.getpid()),
            "PORT": str(self.listeners["TCP"].getsockname()[1]),
            "UDP": str(self.listeners["UDP"].getsockname()[1]),
            "NAME": secrets.token_hex(8),
        }
        self.before = self._contents()

    def grade(self, attack, grader, student="mallory"):
        """Grade an attack; return its result and what it did that it shouldn't have."""
        grader = replace(grader, limits=LIMITS)
        memory = _resident()
        result = grade(attack.notebook(self.places), student, grader).result
        return result, [*self.traces(result), *_growth(memory)]

    def expect_honest(self, attack, grader):
        """Grade an attack; it has to earn just what is right in it, and to leave no trace."""
        result, traces = self.grade(attack, grader)
        assert result.error is None and traces == []
        assert earned(result) == attack.honest()

    def expect_unharmed(self, grader):
        """Grade right answers, after all attacks: they have to earn everything."""
        result, traces = self.grade(Attack("none", "Nothing."), grader)
        assert (result.score, traces, result.warnings) == (FULL, [], [])

    def traces(self, result):
        """Tell what leaked or lingers after a submission was graded."""
        record = result.to_json()
        if CANARY in record or CANARY.encode() in record.encode(errors="replace"):
            yield "the result holds what the grader keeps to itself"
        if any(check.status == "error" for check in result.checks):
            yield "a check broke: " + "; ".join(broken(result.checks))
        if len(record) > MEGABYTE:
            yield f"the result takes {len(record):,} characters"
        json.loads(record)
        yield from self._open_connections()
        if left := still_running(self.environment):
            yield f"processes are left: {left}"
        if self._contents() != self.before:
            yield "files of the grader were changed"
        yield from (f"{path} was written" for path in written())

    def _contents(self):
        """Return what the scene's folder and the student's environment hold."""
        found = {}
        for top in (self.folder, self.environment.folder):
            for place, folders, files in os.walk(top):
                for name in (*folders, *files):
                    path = os.path.join(place, name)
                    status = os.lstat(path)
                    size = 0 if stat.S_ISDIR(status.st_mode) else status.st_size
                    # Sandboxes come and go there; what one leaves would stand in it.
                    passing = path == str(self.environment.work)
                    found[path] = (status.st_mode, size, 0 if passing else status.st_mtime_ns)
        return found

    def _open_connections(self):
        for name, listener in self.listeners.items():
            stream = listener.type == socket.SOCK_STREAM
            try:
                listener.accept() if stream else listener.recv(100)
            except BlockingIOError:
                continue
            yield f"something came in by {name}"


def earned(result):
    """Return the points of each answer."""
    return {name: sum(check.earned for check in result.of_question(name)) for name in POINTS}


@contextmanager
def laid_out(environment):
    """Lay the scene out for a while."""
    with ExitStack() as stack:
        yield Scene(environment, stack)


def broken(checks: list[Verdict]) -> list[str]:
    return [check.message[:200] for check in checks if check.status == "error"]


def still_running(environment, patience=3.0):
    """Return the processes of a sandbox that are there when all should have ended."""
    script = os.fsencode(environment.scripts)
    end = time.monotonic() + patience
    while True:
        left = []
        for process in filter(str.isdigit, os.listdir("/proc")):
            command = _command(process)
            if (script in command and not _waits(process)) or MARK.encode() in command:
                left.append(process)
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.05)


def _command(process):
    try:
        return Path("/proc", process, "cmdline").read_bytes()
    except OSError:
        return b""


def _waits(process):
    """Tell whether a process is a template, or the bubblewrap around one: that is to be there.

    What was forked from a template has its command, and it for a parent.
    """
    try:
        parent = Path("/proc", process, "stat").read_text().rpartition(")")[2].split()[1]
    except OSError:
        return True
    programs = [_command(one).split(b"\0")[0] for one in (process, parent)]
    is_forked = not any(program.endswith(b"bwrap") for program in programs)
    return b"template.py" in _command(process) and not is_forked


def written():
    """Return the files of an attack's name, wherever one could be written."""
    places = [tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", str(Path.home()), os.getcwd()]
    places += [str(ROOT / name) for name in ("", "autograder", "solutions", "assignments", "tests")]
    return [
        path
        for place in dict.fromkeys(places)
        if os.path.isdir(place)
        for path in Path(place).glob(f"*{MARK}*")
    ]


def _resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _growth(before):
    grown = _resident() - before
    if grown > 64 * MEGABYTE:
        yield f"the grader grew by {grown // MEGABYTE} MB"
