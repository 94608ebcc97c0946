"""A server of one file, on this machine, that misbehaves as told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

CONTENT = bytes(i * i % 251 for i in range(1_500_000))


class Server(ThreadingHTTPServer):
    """Serves one file, counts what it sends, and misbehaves as its attributes say."""

    def __init__(self, content: bytes):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = content
        self.break_after: list[int] = []  # bytes until each of the next connections breaks
        self.knows_range = True
        self.most = len(content)  # bytes that one answer to a range has
        self.status = 200
        self.headers: dict[str, str] = {}
        self.sent = 0
        self.ranges: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/data/file.tar.gz"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        server, asked = self.server, self.headers["Range"]
        server.ranges.append(asked)
        size = len(server.content)
        start = 0
        if asked and server.knows_range:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
            self.send_response(206 if start < size else 416)
            end = min(start + server.most, size)
            span = f"{start}-{end - 1}" if start < size else "*"
            self.send_header("Content-Range", f"bytes {span}/{size}")
        else:
            end = size
            self.send_response(server.status)
        body = server.content[start:end]
        for name, value in server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if server.break_after:
            body = body[: server.break_after.pop(0)]
        # Counted before it is sent, as the client may be done before this thread goes on.
        server.sent += len(body)
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the tests' output quiet."""


@contextmanager
def serving(content: bytes) -> Iterator[Server]:
    with Server(content) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def md5(content: bytes) -> str:
    return f"md5:{hashlib.md5(content).hexdigest()}"


def everything_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
