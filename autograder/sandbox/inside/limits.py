"""Give up every right that an answer doesn't need, for good, before any of its code runs.

Runs inside the sandboxed process, on the standard library alone. What is given
up here can't be taken back: not by the student's code, nor by anything it loads.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Callable, Iterator
from typing import Any

NOBODY = 65534

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_KEEPCAPS = 1, 4, 8
_PR_SET_SECCOMP, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 22, 24, 38, 47
_CAP_SETGID, _CAP_SETUID = 6, 7
_SYS_CAPGET_CAPSET = {"x86_64": (125, 126), "aarch64": (90, 91)}
# Landlock's numbers are the same on every machine.
_SYS_LANDLOCK_CREATE, _SYS_LANDLOCK_ADD, _SYS_LANDLOCK_RESTRICT = 444, 445, 446
_READ_FILE, _READ_DIR, _WRITE_FILE, _TRUNCATE = 1 << 2, 1 << 3, 1 << 1, 1 << 14
# Reading and writing files, making and removing files and folders in them.
_WRITABLE = _READ_FILE | _READ_DIR | _WRITE_FILE | _TRUNCATE | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8
# How many file-system rights each version of Landlock's interface knows.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
_ALL_FILE_RIGHTS = 16
_CAPABILITY_HEADER = struct.pack("=Ii", 0x20080522, 0)
_MEGABYTE = 2**20

if sys.platform == "linux":
    _LIBC = ctypes.CDLL(None, use_errno=True)


class NotConfined(RuntimeError):
    """A part of the confinement that this level of isolation needs doesn't hold."""


def restrict(settings: dict[str, Any]) -> dict[str, str]:
    """Confine this process as the grader asks.

    Parameters
    ----------
    settings : dict
        `required`: the parts that have to hold (none of them: nothing is done);
        `memory_megabytes`, `cpu_seconds`; `readable` and `hidden`: paths that may
        be read, and folders below them that may not; `writable`: folders; `read_as`:
        None, or the user and group as which files are read, where root became nobody;
        `filter`: the program of the system-call filter, in hexadecimal digits.

    Returns
    -------
    dict
        For each part "" where it holds, and otherwise the reason why it doesn't.

    Raises
    ------
    NotConfined
        Where a required part doesn't hold.
    """
    if not settings["required"]:
        return {}
    # In this order: limits can be lowered only while root; folders have to be opened
    # before their owner is given up; seccomp forbids what the other parts use.
    parts: dict[str, Callable[[dict[str, Any]], None]] = {
        "limits": _limit_resources,
        "descriptors": _close_descriptors,
        "no_new_privs": _forbid_new_privileges,
        "landlock": _restrict_files,
        "user": _become_nobody,
        "capabilities": _drop_capabilities,
        "process": lambda _: hide_and_die_with_parent(),
        "seccomp": _filter_system_calls,
    }
    report = {}
    for name, apply in parts.items():
        try:
            apply(settings)
            report[name] = ""
        except (OSError, ValueError, KeyError) as error:
            report[name] = getattr(error, "strerror", None) or str(error)
    missing = [f"{name}: {report[name]}" for name in settings["required"] if report[name]]
    if missing:
        raise NotConfined("; ".join(missing))
    return report


def _limit_resources(settings: dict[str, Any]) -> None:
    import resource

    memory = settings["memory_megabytes"] * _MEGABYTE
    with open("/proc/self/statm", encoding="ascii") as file:
        taken = int(file.read().split()[0]) * resource.getpagesize()
    if taken > memory:  # as in a copy of a process that has loaded more than is allowed
        raise OSError(errno.ENOMEM, f"Python itself takes {taken // _MEGABYTE} MB")
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: settings["cpu_seconds"],
        resource.RLIMIT_FSIZE: 4 * _MEGABYTE,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        # The kernel counts the threads of all processes of the user, so the limit has
        # to leave room for those that run anyway.
        resource.RLIMIT_NPROC: _threads_of_the_machine() + 256,
    }
    for kind, limit in limits.items():
        _, most = resource.getrlimit(kind)
        limit = limit if most == resource.RLIM_INFINITY else min(limit, most)
        resource.setrlimit(kind, (limit, limit))


def _threads_of_the_machine() -> int:
    with open("/proc/loadavg", encoding="ascii") as file:
        return int(file.read().split()[3].split("/")[1])


def _close_descriptors(settings: dict[str, Any]) -> None:
    for name in os.listdir("/proc/self/fd"):
        try:
            if int(name) > 2:
                os.close(int(name))
        except OSError as error:  # the listing's own descriptor is closed already
            if error.errno != errno.EBADF:
                raise


def _forbid_new_privileges(settings: dict[str, Any]) -> None:
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def _restrict_files(settings: dict[str, Any]) -> None:
    version = _call(_SYS_LANDLOCK_CREATE, None, 0, 1, missing="the kernel has no Landlock")
    all_rights = (1 << _FILE_RIGHTS.get(version, _ALL_FILE_RIGHTS)) - 1
    handled = [all_rights]
    if version >= 4:
        handled.append(0b11)  # bind and connect by TCP
    if version >= 6:
        handled.append(0b11)  # abstract Unix sockets and signals to others
    attributes = struct.pack(f"={len(handled)}Q", *handled)
    ruleset = _call(_SYS_LANDLOCK_CREATE, attributes, len(attributes), 0)
    try:
        for path in settings["readable"]:
            for part in _without(path, settings["hidden"]):
                _allow(ruleset, part, _READ_FILE | _READ_DIR)
        for path in settings["writable"]:
            _allow(ruleset, path, _WRITABLE & all_rights)
        _allow(ruleset, "/dev/null", _READ_FILE | _WRITE_FILE)
        _call(_SYS_LANDLOCK_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _without(path: str, hidden: list[str]) -> Iterator[str]:
    """Give the parts of a folder that have none of the hidden folders in them.

    Landlock can only add rights, so what surrounds a hidden folder is listed.
    """
    if path in hidden:
        return
    if any(folder.startswith(path.rstrip("/") + "/") for folder in hidden):
        for name in os.listdir(path):
            yield from _without(os.path.join(path, name), hidden)
    elif not os.path.islink(path):  # what a link leads to needs a right of its own
        yield path


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not os.path.isdir(path):
            rights &= _READ_FILE | _WRITE_FILE
        _call(_SYS_LANDLOCK_ADD, ruleset, 1, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _become_nobody(settings: dict[str, Any]) -> None:
    if os.geteuid() != 0:
        return
    reader = settings["read_as"]
    if reader:
        _prctl(_PR_SET_KEEPCAPS, 1)
    _empty_bounding_set()
    try:
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setgroups([])
        os.setresuid(NOBODY, NOBODY, NOBODY)
    except PermissionError as error:
        raise OSError(error.errno, "root has no right here to become nobody") from None
    except OSError as error:
        if error.errno == errno.EINVAL:  # there is no nobody where root is an ordinary user's
            return  # own user namespace; what is left to give up are the capabilities
        raise
    if reader:
        # Python itself may live where nobody can read, as below /root. For files alone the
        # process then still counts as their owner, and Landlock says which it may read.
        user, group = reader
        _set_capabilities(1 << _CAP_SETUID | 1 << _CAP_SETGID)
        _LIBC.setfsgid(group)
        _LIBC.setfsuid(user)
        if _LIBC.setfsuid(-1) != user:
            raise OSError(errno.EPERM, "files can't be read as their owner")


def _empty_bounding_set() -> None:
    for capability in range(64):
        try:
            _prctl(_PR_CAPBSET_DROP, capability)
        except OSError:  # past the last one that this kernel knows, or it has no right to
            break


def _drop_capabilities(settings: dict[str, Any]) -> None:
    _empty_bounding_set()
    _prctl(_PR_CAP_AMBIENT, 4)  # clear them all
    _set_capabilities(0)
    number, _ = _SYS_CAPGET_CAPSET[os.uname().machine]
    left = ctypes.create_string_buffer(24)
    _call(number, _CAPABILITY_HEADER, left)
    if any(left.raw):
        raise OSError(errno.EPERM, "capabilities are left")


def _set_capabilities(kept: int) -> None:
    _, number = _SYS_CAPGET_CAPSET[os.uname().machine]
    _call(number, _CAPABILITY_HEADER, struct.pack("=6I", kept, kept, 0, 0, 0, 0))


def hide_and_die_with_parent() -> None:
    """Be seen by no other process, and end with the one that started this one."""
    _prctl(_PR_SET_DUMPABLE, 0)
    _prctl(_PR_SET_PDEATHSIG, 9)


def _filter_system_calls(settings: dict[str, Any]) -> None:
    program = bytes.fromhex(settings["filter"])
    if not program:
        raise OSError(errno.ENOSYS, f"there is no system-call filter for {os.uname().machine}")
    steps = ctypes.create_string_buffer(program, len(program))
    _prctl(_PR_SET_SECCOMP, 2, struct.pack("@HP", len(program) // 8, ctypes.addressof(steps)))


def _prctl(option: int, *arguments: int | bytes) -> None:
    values = [_argument(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    if _LIBC.prctl(ctypes.c_int(option), *values) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _call(number: int, *arguments: Any, missing: str = "") -> int:
    result = int(_LIBC.syscall(ctypes.c_long(number), *map(_argument, arguments)))
    if result < 0:
        code = ctypes.get_errno()
        unknown = code in (errno.ENOSYS, errno.EOPNOTSUPP)
        raise OSError(code, missing if missing and unknown else os.strerror(code))
    return result


def _argument(value: Any) -> Any:
    return ctypes.c_long(value) if isinstance(value, int) else value
