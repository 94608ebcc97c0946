"""A submission runs apart from the grader: real launches, at every level that holds here."""

import contextlib
import dataclasses
import json
import os
import pickle
import platform
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from autograder.course import ROOT, Limits
from autograder.sandbox.isolation import launch as launching
from autograder.sandbox.isolation import levels
from autograder.sandbox.isolation.cgroups import lent_group
from autograder.sandbox.isolation.launch import _variables, launch, stop
from autograder.sandbox.isolation.levels import FORCE, LEFT_OPEN, Probe, probe, strongest
from autograder.sandbox.isolation.probe_targets import laid_out
from autograder.sandbox.isolation.system_calls import denied, seccomp_filter
from autograder.sandbox.student_python.environment import IsolationError, student_environment

pytestmark = pytest.mark.slow

needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="is about a grader that is root"
)

HEADER = """
import ctypes, errno, json, os, sys, limits
settings = json.loads(sys.argv[1])
report = limits.restrict(settings)
sys.path[0] = settings["site"]
libc = ctypes.CDLL(None, use_errno=True)
"""

# Each is true where it was possible, and false or raises where it wasn't.
ATTEMPTS = {
    "read a file that everybody may read": "open(target['canary']).read()",
    "read the grader": "open(target['kit'] + '/autograder/sandbox/isolation/levels.py').read()",
    "read the reference solutions": "open(target['kit'] + '/solutions/__init__.py') is not None",
    "read the list of users": "open('/etc/passwd').read()",
    "list the kit": "'autograder' in os.listdir(target['kit'])",
    "list a folder of the grader": "'canary' in os.listdir(target['folder'])",
    "list the system": "'home' in os.listdir('/') and 'var' in os.listdir('/')",
    "change a file": "open(target['canary'], 'a') is not None",
    "truncate a file": "os.truncate(target['canary'], 0) is None",
    "change a file's mode": "os.chmod(target['canary'], 0o666) is None",
    "change a file's time": "os.utime(target['canary']) is None",
    "make a file": "open(target['folder'] + '/made', 'w') is not None",
    "make a link": "os.symlink('x', target['folder'] + '/link') is None",
    "make a folder": "os.mkdir(target['folder'] + '/new') is None",
    "remove a file": "os.remove(target['folder'] + '/victim') is None",
    "write in its packages": (
        "open(settings['site'] + '/x', 'w') is not None"
        " and os.remove(settings['site'] + '/x') is None"
    ),
    "write in shared memory": "open('/dev/shm/' + target['name'], 'w') is not None",
    "see the grader's process": "open(target['proc'] + 'cmdline').read() == target['command']",
    "read the grader's variables": "target['name'] in open(target['proc'] + 'environ').read()",
    "signal the grader": "os.kill(target['pid'], 0) is None",
    "limit the grader": "libc.prlimit(target['pid'], 7, None, None) == 0",
    "slow the grader down": "os.setpriority(os.PRIO_PROCESS, target['pid'], 19) is None",
    "connect by TCP": "socket.create_connection(tuple(target['tcp'])) is not None",
    "send by UDP": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', tuple(target['tcp'])) == 0",
    "listen": "socket.create_server(('127.0.0.1', 0)) is not None",
    "connect to a Unix socket": "socket.socket(socket.AF_UNIX).connect(target['unix']) is None",
    "connect to an abstract socket": (
        "socket.socket(socket.AF_UNIX).connect(chr(0) + target['unix']) is None"
    ),
    "fork": "os.fork() or os._exit(0)",
    "start a program": "subprocess.run(['/bin/true']).returncode == 0",
    "start a program by posix_spawn": "os.posix_spawn('/bin/true', ['true'], {}) > 0",
    "make memory with a name": "os.memfd_create('x') > 0",
    "make shared memory": "libc.shmget(0, 4096, 0o1600) >= 0",
    "get signals for another": "fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid()) == 0",
    "make a pipe hold more": "fcntl.fcntl(0, 1031, 1 << 16) == 1 << 16",
    "lock a file": "fcntl.flock(open(os.__file__), fcntl.LOCK_SH) is None",
    "lock a part of a file": "fcntl.lockf(open(os.__file__), fcntl.LOCK_SH) is None",
    "set a lock that its copies keep": (
        "fcntl.fcntl(open(os.__file__), 37, bytes(32)) is not None"
    ),
    "join pipes": "os.splice(filled_pipe(), os.pipe()[1], 1) == 1",
    "double a pipe": "libc.tee(filled_pipe(), os.pipe()[1], 1, 0) == 1",
    "give pages to a pipe": (
        "libc.vmsplice(os.pipe()[1], ctypes.byref((ctypes.c_size_t * 2)("
        "ctypes.addressof(page), 1)), 1, 0) == 1"
    ),
    "set a timer": "libc.timerfd_create(1, 0) > 0",
    "set a timer that signals": "libc.timer_create(1, None, page) == 0",
    "wait for events": "libc.epoll_create1(0) > 0 and libc.eventfd(0, 0) > 0",
    "write a file through to the disk": "os.fsync(open(os.__file__)) is None",
    "read ahead": "os.posix_fadvise(os.open(os.__file__, os.O_RDONLY), 0, 0, 3) is None",
    "keep memory from being swapped": "libc.mlock(page, 0) == 0",
    "ask for a file's other attributes": "os.listxattr(os.__file__) == []",
    "filter system calls": "libc.prctl(22, 2, 0, 0, 0) and ctypes.get_errno() == errno.EFAULT",
    "type into a terminal": (
        "libc.ioctl(0, 0x5412, b'x') == 0 or ctypes.get_errno() != errno.EPERM"
    ),
    "live on without the grader": "libc.prctl(1, 0, 0, 0, 0) == 0",
    "become readable to others": "libc.prctl(4, 1, 0, 0, 0) == 0",
    "import the grader": "importlib.util.find_spec('autograder') is not None",
    "import the solutions": "importlib.util.find_spec('solutions') is not None",
    "use 2 GB": "len(bytearray(2 << 30)) > 0",
    "have more than 64 files open": "len([os.dup(0) for _ in range(100)]) == 100",
}

RUN_ATTEMPTS = """
import fcntl, importlib.util, socket, subprocess
target, attempts = json.load(sys.stdin)
sys.path.append(target["kit"])
page = ctypes.create_string_buffer(4096)
def filled_pipe():
    source, filled = os.pipe()
    os.write(filled, b"x")
    return source
def possible(attempt):
    try:
        return bool(eval(attempt))
    except (OSError, MemoryError):
        return False
print(json.dumps({name: possible(attempt) for name, attempt in attempts.items()}))
"""


@pytest.fixture(scope="module")
def environment():
    with student_environment(lent_group()) as made:
        yield made


@pytest.fixture(scope="module", params=["bubblewrap", "self-limited"])
def level(request, environment):
    found = probe(request.param, environment)
    if not found.holds:
        pytest.skip(found.reason)
    return request.param


@contextlib.contextmanager
def running(level, environment, code, limits=None):
    script = environment.scripts / "tried.py"
    script.write_text(HEADER + code, encoding="utf-8")
    script.chmod(0o644)
    process = launch(level, script, limits or Limits(), environment)
    try:
        yield process
    finally:
        stop(process)


def run(level, environment, code, limits=None, given=b""):
    with running(level, environment, code, limits) as process:
        output, _ = process.communicate(given, timeout=120)
    return output.decode()


@contextlib.contextmanager
def targets():
    """Lay out files, a process and sockets that a submission must not reach."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        folder.chmod(0o777)
        for name in ("canary", "victim"):
            (folder / name).write_text("x")
            (folder / name).chmod(0o666)
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        for address in (str(folder / "socket"), "\0" + str(folder / "socket")):
            listener = stack.enter_context(socket.socket(socket.AF_UNIX))
            listener.bind(address)
            listener.listen()
        (folder / "socket").chmod(0o777)
        command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        grader = subprocess.Popen(command, stdin=subprocess.PIPE, env={"SECRET": folder.name})
        stack.callback(grader.wait)
        stack.callback(grader.stdin.close)
        yield {
            "folder": str(folder),
            "canary": str(folder / "canary"),
            "unix": str(folder / "socket"),
            "name": folder.name,
            "tcp": tcp.getsockname(),
            "kit": str(ROOT),
            "pid": grader.pid,
            "proc": f"/proc/{grader.pid}/",
            "command": "".join(f"{word}\0" for word in command),
        }
        Path("/dev/shm", folder.name).unlink(missing_ok=True)


def outcomes(level, environment, attempts=ATTEMPTS):
    with targets() as target:
        given = json.dumps([target, attempts]).encode()
        return json.loads(run(level, environment, RUN_ATTEMPTS, given=given))


@pytest.fixture(scope="module")
def confined(level, environment):
    return outcomes(level, environment)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_submission_can_not(confined, attempt):
    assert confined[attempt] is False


def test_what_is_left_open_is_what_the_level_says(level, environment):
    asked = {
        "ask about a file": "os.stat(target['canary']).st_size == 1",
        "ask about a process": "os.stat(target['proc']).st_uid >= 0",
    }
    found = outcomes(level, environment, asked)
    assert found == dict.fromkeys(asked, level in LEFT_OPEN)


@pytest.mark.skipif(sys.platform != "linux", reason="attempts what Linux has")
def test_without_isolation_each_attempt_is_possible(environment):
    found = outcomes("trusted", environment)
    assert [name for name, possible in found.items() if not possible] == []


def test_every_listed_system_call_is_refused(level, environment):
    calls = denied(platform.machine())
    code = f"""
def refused(number):
    ctypes.set_errno(0)
    return libc.syscall(number, 0, 0, 0, 0, 0, 0) == -1 and ctypes.get_errno() == errno.EPERM
print(json.dumps([name for name, number in {calls}.items() if not refused(number)]))
"""
    assert json.loads(run(level, environment, code)) == []


def test_new_system_calls_look_missing(level, environment):
    code = """
def error(number):
    libc.syscall(number, 0, 0, 0, 0, 0, 0)
    return errno.errorcode[ctypes.get_errno()]
print(error(435), error(452), error(500))
"""
    assert run(level, environment, code) == "ENOSYS ENOSYS ENOSYS\n"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="a second interface of x86_64 only")
def test_the_second_system_call_interface_ends_the_process(level, environment):
    x32_getpid = 0x40000000 + 39
    code = f"print('before', flush=True); libc.syscall({x32_getpid}); print('after')"
    assert run(level, environment, code) == "before\n"


@pytest.mark.skipif(platform.machine() != "x86_64", reason="a second interface of x86_64 only")
def test_system_calls_of_32_bits_end_the_process(level, environment):
    code = """
import mmap
code = b"\\xb8\\x14\\x00\\x00\\x00\\xcd\\x80\\xc3"  # mov eax, getpid; int 0x80; ret
memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
memory.write(code)
address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
print("before", flush=True)
ctypes.CFUNCTYPE(ctypes.c_int)(address)()
print("after")
"""
    assert run(level, environment, code) == "before\n"


def test_the_filter_knows_the_two_usual_machines_only():
    assert len(seccomp_filter("x86_64")) % 8 == len(seccomp_filter("aarch64")) % 8 == 0
    assert denied("x86_64")["socket"] == 41
    assert denied("aarch64")["socket"] == 198
    assert seccomp_filter("riscv64") == b""


def test_no_right_is_left(level, environment):
    code = """
header, sets = ctypes.create_string_buffer(b"\\x22\\x05\\x08\\x20", 8), (ctypes.c_uint32 * 6)()
capget = {"x86_64": 125, "aarch64": 90}[os.uname().machine]
libc.syscall(capget, header, sets)
no_new_privileges, dumpable = libc.prctl(39, 0, 0, 0, 0), libc.prctl(3, 0, 0, 0, 0)
print(list(sets), no_new_privileges, dumpable)
"""
    assert run(level, environment, code) == "[0, 0, 0, 0, 0, 0] 1 0\n"


@needs_root
def test_no_group_of_root_is_left(level, environment):
    assert run(level, environment, "print(os.getgroups())") == "[]\n"


def test_it_is_nobody_or_an_ordinary_user(level, environment):
    ordinary = os.geteuid() != 0 and level == "self-limited"
    user = os.getuid() if ordinary else 65534
    assert run(level, environment, "print(os.getresuid())") == f"({user}, {user}, {user})\n"


def test_every_part_of_the_confinement_reports_that_it_holds(level, environment):
    report = json.loads(run(level, environment, "print(json.dumps(report))"))
    assert set(report) > {"seccomp", "user", "limits"}
    assert {name for name, problem in report.items() if problem} <= {"landlock"}


def test_packages_of_students_work(level, environment):
    code = """
import io
import scipy.optimize, scipy.stats
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier
import matplotlib.pyplot as plt
import coursework, pooch, requests, importlib.metadata
X, y = load_digits(return_X_y=True)
KNeighborsClassifier(3).fit(X[:100], y[:100]).predict(X[100:110])
scipy.optimize.minimize(lambda x: (x ** 2).sum(), [1.0, 2.0])
plt.plot([1, 2], [3, 4])
plt.savefig(io.BytesIO())
print(importlib.metadata.version("scikit-learn") == __import__("sklearn").__version__)
"""
    assert run(level, environment, code) == "True\n"


def test_files_of_its_own_can_be_copied_and_mapped(level, environment):
    if level != "bubblewrap":
        pytest.skip("nothing can be written there")
    code = """
import shutil
import numpy as np
own = os.environ["TMPDIR"] + "/own"
shutil.copyfile(os.__file__, own)  # without the system calls that are quicker at it
print(os.path.getsize(own) == os.path.getsize(os.__file__))
np.memmap(own, dtype=float, shape=3, mode="w+")[:] = 1
np.savez(own + ".npz", x=np.fromfile(own))
print(np.load(own + ".npz")["x"].sum())
"""
    assert run(level, environment, code) == "True\n3.0\n"


@pytest.mark.parametrize("package", ["autograder", "solutions", "nbgrader", "pytest", "pip"])
def test_packages_of_the_grader_are_missing(level, environment, package):
    code = f"import importlib.util; print(importlib.util.find_spec({package!r}))"
    assert run(level, environment, code) == "None\n"


def test_other_packages_of_the_interpreter_are_hidden(level, environment):
    folders = [str(path) for path in environment.hidden]
    if not folders:
        pytest.skip("this interpreter has no packages of its own")
    code = f"""
def shown(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []
print([shown(folder) for folder in {folders}])
"""
    linked = {path.name for path in environment.readable}
    assert all(set(names) <= linked for names in eval(run(level, environment, code)))


def test_memory_is_limited_to_what_the_course_says(level, environment):
    code = """
def fits(megabytes):
    try:
        return len(bytearray(megabytes << 20)) > 0
    except MemoryError:
        return False
print(fits(50), fits(400))
"""
    limits = Limits(memory_megabytes=300)
    assert run(level, environment, code, limits) == "True False\n"


def test_processor_time_is_limited(level, environment):
    code = "print('before', flush=True)\nwhile True: pass"
    assert run(level, environment, code, Limits(seconds_per_submission=0.1)) == "before\n"


def test_threads_are_allowed_and_counted(level, environment):
    code = """
import resource, threading
started = [threading.Thread(target=print, args=("x",)) for _ in range(8)]
for thread in started:
    thread.start()
    thread.join()
print(resource.getrlimit(resource.RLIMIT_NPROC)[1] > 0)
"""
    assert run(level, environment, code) == "x\n" * 8 + "True\n"


FILL = """
try:
    total = 0
    for number in range(100):
        with open(f"file{number}", "wb") as file:
            total += file.write(bytes(1 << 20))
            file.flush()
except OSError as error:
    print(total >> 20, errno.errorcode[error.errno])
"""


def test_files_of_bubblewrap_are_small(environment):
    if not (found := probe("bubblewrap", environment)).holds:
        pytest.skip(found.reason)
    most, reason = run("bubblewrap", environment, FILL).split()
    assert int(most) <= 16 and reason == "ENOSPC"


def test_the_working_folder_is_empty_ones_own_and_gone_afterwards(level, environment):
    show = "print(os.listdir(), os.getcwd(), flush=True); os.makedirs('a/b')"
    with running(level, environment, show + "\nsys.stdin.read()") as one:
        own = one.stdout.readline().decode().split()[1]
        look = f"try: print(os.listdir({own!r}))\nexcept OSError: print('denied')"
        with running(level, environment, show + "\n" + look) as other:
            seen = other.communicate()[0].decode().splitlines()
    assert seen[0].startswith("[]")
    # Behind namespaces both have the same name, and are two folders all the same.
    assert seen[1] == ("['a']" if level == "bubblewrap" else "denied")
    assert level == "bubblewrap" or not Path(own).exists()


def test_files_can_be_written_where_the_grader_closes_its_own_to_others(level):
    before = os.umask(0o077)
    try:
        with student_environment() as closed:
            code = "import tempfile\nopen('a', 'w').write('x')\nprint(os.listdir(), "
            code += "tempfile.gettempdir() == os.getcwd())"
            assert run(level, closed, code) == "['a'] True\n"
    finally:
        os.umask(before)


def test_no_open_file_of_the_grader_comes_along(level, environment, tmp_path):
    code = """
def is_open(number):
    try:
        return bool(os.fstat(number))
    except OSError:
        return False
print([number for number in range(1000) if is_open(number)])
"""
    with (tmp_path / "secret").open("w") as file:
        os.set_inheritable(file.fileno(), True)
        assert run(level, environment, code) == "[0, 1, 2]\n"


def test_no_variable_of_the_grader_comes_along(level, environment, monkeypatch):
    monkeypatch.setenv("DATABASE_PASSWORD", "secret")
    names = set(run(level, environment, "print(*os.environ)").split())
    assert "DATABASE_PASSWORD" not in names
    variables = _variables(level, environment, environment.work)
    assert names <= {"PWD", "LC_CTYPE", *variables}


def test_sets_of_strings_have_the_same_order_each_time(level, environment):
    code = "print(list(set('abcdefghijklmnopqrstuvwxyz')))"
    assert run(level, environment, code) == run(level, environment, code)


def test_stop_ends_what_would_run_for_ever(level, environment):
    with running(level, environment, "print(1, flush=True)\nwhile True: pass") as process:
        assert process.stdout.read(2) == b"1\n"
        rest = os.dup(process.stdout.fileno())
        stop(process)
        stop(process)  # a second time is no error
    with open(rest, "rb") as pipe:
        assert pipe.read() == b""  # the end comes only when no process has the pipe any more
    assert process.returncode is not None


def test_a_submission_ends_with_the_grader(level, environment):
    launched = []

    def grade():
        context = running(level, environment, "print(1, flush=True)\nsys.stdin.read()")
        launched.append((context, process := context.__enter__()))
        process.stdout.read(2)

    grader = threading.Thread(target=grade)
    grader.start()
    grader.join()
    (context, process) = launched[0]
    assert process.wait(timeout=60) != 0  # nobody stopped it
    context.__exit__(None, None, None)


@needs_root
def test_a_python_that_only_root_may_read_works(level, environment):
    private = dataclasses.replace(environment, read_as=(0, 0))
    environment.folder.chmod(0o700)
    try:
        code = "import numpy; print(os.getresuid()[0], numpy.ones(3).sum())"
        assert run(level, private, code) == "65534 3.0\n"
        assert not any(outcomes(level, private).values())
    finally:
        environment.folder.chmod(0o755)


def test_the_environment_can_be_handed_to_other_processes(environment):
    assert pickle.loads(pickle.dumps(environment)) == environment


def test_the_environment_is_removed_after_use():
    with student_environment() as made:
        folder = made.folder
        assert (made.site / "numpy").is_dir()
    assert not folder.exists()


def test_the_environment_names_a_package_that_is_missing(monkeypatch):
    monkeypatch.setattr(
        "autograder.sandbox.student_python.interpreter.OF_COURSEWORK", ("numpy", "no-such-package")
    )
    with pytest.raises(IsolationError, match="no-such-package"), student_environment():
        pass


@pytest.mark.parametrize("level", ["bubblewrap", "self-limited"])
def test_a_level_does_not_hold_where_a_submission_could_do_something(
    monkeypatch, environment, level
):
    if not probe(level, environment).holds:
        pytest.skip("it doesn't hold here anyway")
    monkeypatch.setitem(launching._REQUIRED, level, [])
    found = probe(level, environment)
    assert not found.holds
    assert "start processes" in found.reason


def test_a_level_does_not_hold_where_a_part_of_it_is_missing(monkeypatch, level, environment):
    monkeypatch.setattr(launching, "seccomp_filter", lambda machine: b"")
    found = probe(level, environment)
    assert not found.holds
    assert "system-call filter" in found.reason


def test_nobody_else_can_change_what_the_probe_tries(environment):
    with laid_out(environment) as target:
        folder = Path(target["folder"])
        assert folder.parent.stat().st_mode & 0o777 == 0o711
        assert folder.stat().st_mode & 0o7777 == 0o1777  # a submission that gets there can do all
        # The system tells everybody the names of sockets.
        assert folder.name not in Path("/proc/net/unix").read_text()
        if os.geteuid() != 0:
            return
        os.seteuid(65533)
        try:
            with pytest.raises(PermissionError):
                os.listdir(folder.parent)
            for change in (os.remove, lambda path: os.rename(path, f"{path}2")):
                with pytest.raises(PermissionError):
                    change(folder / "canary")
            assert os.listdir(folder) == ["canary"]
        finally:
            os.seteuid(0)


def test_bubblewrap_names_the_package_to_install(monkeypatch, environment):
    monkeypatch.setattr(levels.sys, "platform", "linux")
    monkeypatch.setenv("PATH", "")
    assert "apt install bubblewrap" in probe("bubblewrap", environment).reason


def test_levels_need_linux(monkeypatch, environment):
    monkeypatch.setattr(levels.sys, "platform", "darwin")
    assert probe("bubblewrap", environment) == Probe("bubblewrap", False, "needs Linux")
    assert probe("self-limited", environment) == Probe("self-limited", False, "needs Linux")


def test_where_no_level_holds_grading_stops_with_each_reason(monkeypatch, environment):
    monkeypatch.delenv(FORCE, raising=False)
    monkeypatch.setattr(levels, "probe", lambda level, _: Probe(level, False, f"no {level}"))
    with pytest.raises(IsolationError, match=r"(?s)no bubblewrap.*no self-limited.*--trust-sub"):
        strongest(environment)


def test_where_no_level_holds_trusted_submissions_are_graded(monkeypatch, environment):
    monkeypatch.delenv(FORCE, raising=False)
    monkeypatch.setattr(levels, "_missing", lambda level: "not here")
    assert strongest(environment, trust_submissions=True).level == "trusted"


def test_the_strongest_level_is_chosen(monkeypatch, environment):
    monkeypatch.delenv(FORCE, raising=False)
    monkeypatch.setattr(levels, "probe", lambda level, _: Probe(level, True))
    assert strongest(environment, trust_submissions=True).level == "bubblewrap"


def test_a_level_can_be_forced(monkeypatch, level, environment):
    monkeypatch.setenv(FORCE, level)
    assert strongest(environment).level == level


def test_trust_can_not_be_forced_by_a_variable(monkeypatch, environment):
    monkeypatch.setenv(FORCE, "trusted")
    with pytest.raises(IsolationError, match="--trust-submissions"):
        strongest(environment)


def test_a_forced_level_has_to_exist(monkeypatch, environment):
    monkeypatch.setenv(FORCE, "docker")
    with pytest.raises(IsolationError, match="bubblewrap, self-limited, trusted"):
        strongest(environment)
