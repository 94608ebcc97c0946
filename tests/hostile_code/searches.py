"""Answers looked for where a grader might keep them: frames, memory, files, variables, /proc."""

from hostile_code.attack import Attack, everywhere

# Whatever is found is told in an exception's text, so that it would be in the result.
FRAMES = """
import sys
def steal():
    frame = sys._getframe()
    while frame:
        for scope in (frame.f_locals, frame.f_globals):
            for name in ("expected", "reference", "right", "LOSS", "QUESTIONS", "solution"):
                if name in scope:
                    raise LookupError(f"canary: {scope[name]}")
        frame = frame.f_back
    return 0.0
"""
THREADS = """
import sys, threading
def steal():
    for frame in sys._current_frames().values():
        while frame:
            for value in [*frame.f_locals.values()]:
                if type(value).__name__ in ("Check", "SandboxedStudent", "Grader", "Question"):
                    raise LookupError(f"canary: {value}")
            frame = frame.f_back
    return 0.0
"""
COLLECTOR = """
import gc
def steal():
    for one in gc.get_objects():
        if isinstance(one, dict):
            for name in ("expected", "mean_squared_hinge.answer", "CHECKS", "QUESTIONS"):
                if name in one and one is not globals():
                    raise LookupError("canary in the heap")
    return 0.0
"""
REFERENCE_IN_HEAP = """
import gc, types
def steal():
    for one in gc.get_objects():
        if isinstance(one, types.FunctionType) and one.__name__.startswith("svm_loss"):
            if not one.__code__.co_filename.startswith("<answer"):
                return one
    raise LookupError("nothing")
"""
REFERRERS = """
import gc, sys
def steal():
    call = sys.modules["sandboxed.answering"].call
    for one in gc.get_referrers(sys._getframe().f_back.f_code, call):
        for other in gc.get_referrers(one):
            text = repr(other)[:100_000]
            if "autograder.assignments.registry" in text or "solutions." in text:
                raise LookupError("canary by reference")
    return 0.0
"""
OWN_MEMORY = """
import re
WORDS = [b"canary-of-" + b"the-grader", b"expect" + b"_losses", b"random_gra" + b"dient"]
def steal():
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
        for line in maps:
            first, last, rights = re.match(r"(\\w+)-(\\w+) (\\S+)", line).groups()
            if rights.startswith("r"):
                memory.seek(int(first, 16))
                try:
                    content = memory.read(int(last, 16) - int(first, 16))
                except OSError:
                    continue
                for word in WORDS:
                    if word in content:
                        raise LookupError("canary in memory")
    return 0.0
"""
OTHERS_MEMORY = """
def steal():
    with open("/proc/@PID@/maps") as maps:
        first = int(maps.readline().split("-")[0], 16)
    with open("/proc/@PID@/mem", "rb") as memory:
        memory.seek(first)
        raise LookupError(f"canary: {memory.read(64)}")
"""
READ_BY_SYSTEM_CALL = """
import ctypes
def steal():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.process_vm_readv(@PID@, None, 0, None, 0, 0) == 0:
        raise LookupError("canary: the grader can be read")
    if libc.ptrace(0x4206, @PID@, None, None) == 0:
        raise LookupError("canary: the grader can be traced")
    return 0.0
"""
COMMAND_LINES = """
import os
def steal():
    for process in os.listdir("/proc"):
        if process.isdigit():
            for file in ("cmdline", "environ", "status"):
                try:
                    text = open(f"/proc/{process}/{file}").read()
                except OSError:
                    continue
                if "canary-of-" + "the-grader" in text or "pytest" in text:
                    raise LookupError(f"canary: {text[:100]}")
    return 0.0
"""
VARIABLES = """
import os, ctypes
def steal():
    found = [f"{name}={value}" for name, value in os.environ.items()]
    environ = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    place = 0
    while environ[place]:
        found.append(environ[place].decode())
        place += 1
    raise LookupError(" ".join(v for v in found if "CANARY" in v or "SECRET" in v or "canary" in v))
"""
ARGUMENTS = """
import sys, os
def steal():
    text = " ".join([*sys.argv, *sys.orig_argv])
    try:
        text += open("/proc/self/cmdline").read()
    except OSError:
        pass
    for word in ("secret", "canary", "expected", "solutions", "eve"):
        if word in text:
            raise LookupError(f"canary: {word} is among the arguments")
    return 0.0
"""
DESCRIPTORS = """
import os
def steal():
    for number in range(3, 256):
        try:
            os.lseek(number, 0, 0)
            content = os.read(number, 1000)
        except OSError:
            continue
        raise LookupError(f"canary: {content}")
    return 0.0
"""
SOLUTIONS = """
import os
FOUND = {"__name__": "stolen"}
for folder in ("@KIT@", "@FOLDER@", "..", "/", os.path.expanduser("~")):
    for name in ("solutions/svm.py", "source/svm/svm.ipynb", "solutions/notebooks/svm/svm.ipynb"):
        try:
            text = open(os.path.join(folder, name)).read()
        except OSError:
            continue
        FOUND["canary"] = text
        exec(text, FOUND)
def steal():
    if "canary" in FOUND:
        raise LookupError(FOUND["canary"][:400])
    return FOUND["svm_loss_vectorized"]
"""
HIDDEN_CHECKS = """
import glob, os
def steal():
    for folder in ("@KIT@", "@FOLDER@"):
        for pattern in ("autograder/*/*/*", "autograder/*/*/*/*", "*/checks/*", "*/*"):
            for name in glob.glob(os.path.join(folder, pattern)):
                if os.path.isfile(name):
                    raise LookupError(open(name).read()[:400])
    return 0.0
"""
BYTE_CODE = """
import glob, marshal
def steal():
    for name in ("@KIT@/solutions/__pycache__", "@KIT@/autograder/assignments/svm/__pycache__"):
        for file in glob.glob(name + "/*.pyc") or [name + "/checks.cpython-311.pyc"]:
            with open(file, "rb") as compiled:
                compiled.seek(16)
                raise LookupError(f"canary: {marshal.load(compiled).co_names}")
    return 0.0
"""
GRADEBOOK = """
import sqlite3
def steal():
    for mode in ("rw", "ro&immutable=1"):
        book = sqlite3.connect(f"file:@FOLDER@/gradebook.db?mode={mode}", uri=True)
        book.execute("UPDATE grade SET auto_score = 100")
        book.commit()
        raise LookupError("canary: the gradebook was changed")
"""
OTHER_SUBMISSIONS = """
import os
def steal():
    for place, _, files in os.walk("@FOLDER@"):
        for file in files:
            raise LookupError(open(os.path.join(place, file)).read()[:400])
    raise LookupError(open("@FOLDER@/submitted/eve/svm/svm.ipynb").read()[:400])
"""
SECRET = """
def steal():
    for file in ("@FOLDER@/.grading-secret", "@FOLDER@/../.grading-secret", ".grading-secret"):
        try:
            raise LookupError(open(file).read())
        except OSError:
            continue
    return 0.0
"""
LINKS = """
import os, tempfile
def steal():
    for folder in ("/tmp", "/dev/shm", "/var/tmp", os.getcwd(), os.path.expanduser("~")):
        link = os.path.join(folder, "hostile-mark")
        for way in (os.symlink, os.link):
            try:
                way("@FOLDER@/gradebook.db", link)
                raise LookupError(open(link).read())
            except OSError:
                continue
    return 0.0
"""
HANDLES = """
import os
def steal():
    for place in ("/proc/self/root", "/proc/1/root", "/proc/self/cwd", "/proc/@PID@/root",
                  "/proc/@PID@/cwd", "/proc/thread-self/root"):
        try:
            raise LookupError(open(place + "@FOLDER@/gradebook.db").read())
        except OSError:
            continue
    return 0.0
"""
WHOLE_DISK = """
import os
def steal():
    for place, folders, files in os.walk("/"):
        if place.startswith(("/proc", "/sys", "/usr/lib", "/lib")):
            folders.clear()
        for file in files:
            if "hostile" in place and "canary" in file or file in ("gradebook.db", "svm.md"):
                raise LookupError(f"canary: {place}/{file}")
    return 0.0
"""

ATTACKS = [
    Attack("frames", "Walks up the stack for expected values.", everywhere(FRAMES, "steal()")),
    Attack("frames of threads", "Walks up every thread's stack.", everywhere(THREADS, "steal()")),
    Attack("garbage collector", "Asks it for all dictionaries.", everywhere(COLLECTOR, "steal()")),
    Attack(
        "reference in the heap",
        "Asks it for the reference's functions.",
        everywhere(REFERENCE_IN_HEAP, "steal()(W, X, y, reg)"),
    ),
    Attack("referrers", "Follows references upwards.", everywhere(REFERRERS, "steal()")),
    Attack("own memory", "Reads all of /proc/self/mem.", everywhere(OWN_MEMORY, "steal()")),
    Attack(
        "grader's memory", "Reads the grader's /proc/PID/mem.", everywhere(OTHERS_MEMORY, "steal()")
    ),
    Attack(
        "ptrace", "Reads the grader by system calls.", everywhere(READ_BY_SYSTEM_CALL, "steal()")
    ),
    Attack(
        "processes",
        "Reads command lines and variables of all.",
        everywhere(COMMAND_LINES, "steal()"),
    ),
    Attack("variables", "Reads the environment, also C's.", everywhere(VARIABLES, "steal()")),
    Attack("arguments", "Looks for secrets among the arguments.", everywhere(ARGUMENTS, "steal()")),
    Attack("descriptors", "Reads what files were left open.", everywhere(DESCRIPTORS, "steal()")),
    Attack(
        "solutions",
        "Runs the reference solution from its file.",
        everywhere(SOLUTIONS, "steal()(W, X, y, reg)"),
    ),
    Attack(
        "hidden checks",
        "Reads the hidden checks and mistakes.",
        everywhere(HIDDEN_CHECKS, "steal()"),
    ),
    Attack("byte code", "Reads them from Python's caches.", everywhere(BYTE_CODE, "steal()")),
    Attack("gradebook", "An UPDATE on the gradebook.", everywhere(GRADEBOOK, "steal()")),
    Attack(
        "other submissions",
        "Reads a neighbour's notebook.",
        everywhere(OTHER_SUBMISSIONS, "steal()"),
    ),
    Attack("secret", "Reads the secret of the hidden inputs.", everywhere(SECRET, "steal()")),
    Attack("links", "Reads the gradebook through a link.", everywhere(LINKS, "steal()")),
    Attack("roundabout", "Goes through the roots of processes.", everywhere(HANDLES, "steal()")),
    Attack("whole disk", "Walks through all folders.", everywhere(WHOLE_DISK, "steal()")),
]
