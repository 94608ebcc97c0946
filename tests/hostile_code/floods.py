"""Too much of everything: memory, files, descriptors, output, threads, values."""

from hostile_code.attack import POINTS, Attack, beside, in_hinge

FILES = """
import os, tempfile
def run():
    written = 0
    for folder in ("/tmp", "/dev/shm", "/var/tmp", "/", os.getcwd(), os.path.expanduser("~"),
                   tempfile.gettempdir(), "@FOLDER@", "@SITE@"):
        for number in range(200):
            try:
                with open(f"{folder}/hostile-mark-{number}", "wb") as file:
                    written += file.write(b"x" * (1 << 20))
            except OSError:
                break
    if written > 64 << 20:
        raise LookupError(f"canary: {written} bytes were written")
    return 0.0
"""
SPARSE = """
import os
def run():
    for folder in ("/tmp", "/dev/shm", os.getcwd()):
        try:
            with open(f"{folder}/hostile-mark", "wb") as file:
                file.truncate(1 << 40)
        except OSError:
            continue
        raise LookupError("canary: a file of a terabyte")
    return 0.0
"""
DESCRIPTORS = """
import os
def run():
    kept = []
    try:
        while True:
            kept.append(os.dup(0))
            kept.append(os.pipe())
    except OSError:
        if len(kept) > 1000:
            raise LookupError("canary: a thousand descriptors")
    return 0.0
"""
OUTPUT = """
import os, sys
for _ in range(200):
    print("x" * 100_000)
    sys.stderr.write("x" * 100_000)
    os.write(1, b"x" * 65536)
    os.write(2, b"x" * 65536)
"""
THREADS = """
import threading, time
def run():
    started = 0
    try:
        for _ in range(3000):
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            started += 1
    except (RuntimeError, MemoryError):
        pass
    return 0.0
"""
PIPES = """
import fcntl, os
def run():
    kept = []
    try:
        while True:
            kept.append(os.pipe())
            if fcntl.fcntl(kept[-1][1], 1031, 1 << 20) > 65536:
                raise LookupError("canary: a pipe of a megabyte")
    except OSError:
        return 0.0
"""
TIMERS = """
import ctypes
def run():
    libc, identity = ctypes.CDLL(None), ctypes.c_void_p()
    for _ in range(1000):
        if libc.timer_create(1, None, ctypes.byref(identity)) == 0:
            raise LookupError("canary: a timer in the kernel")
    return 0.0
"""
LOCKS = """
import fcntl, os
def run():
    for lock in (fcntl.flock, fcntl.lockf):
        for path in (os.__file__, "@SITE@/coursework/__init__.py"):
            try:
                with open(path) as file:
                    lock(file, fcntl.LOCK_SH)
            except OSError:
                continue
            raise LookupError("canary: a lock that others would wait for")
    return 0.0
"""
KEEP = {"hinge_loss": POINTS["hinge_loss"]}

ATTACKS = [
    Attack("memory", "Takes ten gigabytes.", in_hinge("return len(bytearray(10 << 30))")),
    Attack(
        "memory bit by bit",
        "Takes memory until there is none.",
        in_hinge("kept = []\nwhile True: kept.append(bytearray(32 << 20))"),
    ),
    Attack(
        "memory of NumPy",
        "Takes it in arrays, and touches them.",
        in_hinge("return [np.ones(1 << 24) for _ in range(100)]"),
    ),
    Attack("files", "Fills every folder with files.", in_hinge("return run()", FILES)),
    Attack("sparse file", "A file of a terabyte.", in_hinge("return run()", SPARSE)),
    Attack("descriptors", "Opens all that it may.", in_hinge("return run()", DESCRIPTORS)),
    Attack("large pipes", "Fills the kernel's memory.", in_hinge("return run()", PIPES)),
    Attack("timers", "Sets a thousand timers.", in_hinge("return run()", TIMERS)),
    Attack("locks", "Locks files that others use.", in_hinge("return run()", LOCKS)),
    Attack("output", "Prints 26 MB; costs nothing.", beside(OUTPUT), KEEP),
    Attack(
        # In the last answer: what the threads take is missing to those that are asked later.
        "threads",
        "Starts thousands of threads.",
        {"svm_loss_vectorized": THREADS + "def svm_loss_vectorized(*_):\n    return run(), 0.0\n"},
    ),
    Attack("large array", "Returns an array of 128 MB.", in_hinge("return np.zeros(1 << 24)")),
    Attack("long list", "Returns three million numbers.", in_hinge("return [0.5] * 3_000_000")),
    Attack("long text", "Returns a text of 70 MB.", in_hinge("return 'x' * (70 << 20)")),
    Attack(
        "list of itself",
        "Returns a list that holds itself.",
        in_hinge("one = []\none.append(one)\nreturn one"),
    ),
    Attack(
        "doubled again and again",
        "Returns a few lists that are a billion when they are written out.",
        in_hinge("one = [1]\nfor _ in range(14): one = [one] * 10\nreturn one"),
    ),
    Attack(
        "integer of a million digits",
        "Returns a number that takes long to print.",
        in_hinge("return 1 << 4_000_000"),
    ),
    Attack(
        "long error",
        "Raises an error of 100 MB.",
        in_hinge("raise type('K' * 10**7, (Exception,), {})('d' * 10**8)"),
    ),
    Attack(
        "error in error in error",
        "Raises a chain of a thousand errors.",
        in_hinge(
            "error = None\nfor _ in range(1000):\n    new = ValueError('x' * 1000)\n"
            "    new.__cause__ = error\n    error = new\nraise error"
        ),
    ),
    Attack(
        "warnings",
        "Warns a hundred thousand times.",
        in_hinge(
            "for n in range(100_000): warnings.warn(f'{n}', stacklevel=1)\nreturn 0.0",
            "import warnings",
        ),
    ),
]
