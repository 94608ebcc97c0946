"""What a submission must not reach: files, sockets, a process; laid out for the probe."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from autograder.course import ROOT
from autograder.sandbox.student_python.environment import StudentEnvironment


@contextmanager
def laid_out(environment: StudentEnvironment) -> Iterator[dict[str, Any]]:
    """Lay out what the probe must not reach."""
    with ExitStack() as stack:
        top = Path(stack.enter_context(tempfile.TemporaryDirectory())).resolve()
        # The probe could do everything in this folder, if it were let. Another user of the machine
        # must not: they could take the canary away, and a level that leaks would seem to hold. So
        # its name is nowhere to be read, and who found it could replace nothing there.
        top.chmod(0o711)
        folder = Path(tempfile.mkdtemp(dir=top))
        folder.chmod(0o1777)
        canary = folder / "canary"
        canary.write_text("a file that everybody may read", encoding="ascii")
        canary.chmod(0o666)
        addresses: dict[str, tuple[socket.AddressFamily, socket.SocketKind, Any]] = {
            "tcp": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            "udp": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            "unix": (socket.AF_UNIX, socket.SOCK_STREAM, str(top / "socket")),
            "abstract": (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{top}"),
        }
        listening = {}
        for name, (family, kind, address) in addresses.items():
            listener = stack.enter_context(socket.socket(family, kind))
            listener.bind(address)
            if kind == socket.SOCK_STREAM:
                listener.listen()
            bound = listener.getsockname()
            listening[name] = bound.decode() if isinstance(bound, bytes) else bound
        (top / "socket").chmod(0o777)
        lent = environment.lent_group
        groups = [lent / "cgroup.procs", *lent.glob("*/cgroup.procs")] if lent else []
        kit = [Path(__file__), *sorted((ROOT / "solutions").glob("*.py"))[:1]]
        yield {
            "files": [str(path) for path in (canary, *kit, *groups)],
            "kit": str(ROOT),
            "site": str(environment.site),
            "folder": str(folder),
            "process": os.getpid(),
            "command_line": Path("/proc/self/cmdline").read_text(errors="replace"),
            **listening,
        }
