"""A submission runs apart from the grader: real launches, at every level that holds here."""

import contextlib
import dataclasses
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from attempts import ATTEMPTS
from launches import run, running

from autograder.course import ROOT
from autograder.sandbox.isolation.launch import _variables, stop
from autograder.sandbox.isolation.levels import LEFT_OPEN
from autograder.sandbox.isolation.system_calls import denied, seccomp_filter

pytestmark = pytest.mark.slow

needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="is about a grader that is root"
)

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
