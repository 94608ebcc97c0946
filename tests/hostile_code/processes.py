"""Processes that multiply, detach, ignore signals, or outlive the grading."""

from hostile_code.attack import POINTS, Attack, beside, in_hinge

FORK = """
import os
def run():
    for way in (os.fork, os.forkpty):
        try:
            child = way()
        except OSError:
            continue
        if child in (0, (0, 0)):
            import time
            while True:
                time.sleep(1)
        raise LookupError("canary: a child process")
    return 0.0
"""
DAEMON = """
import subprocess, sys
def run():
    for session in (True, False):
        subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(600)", "hostile-mark"],
            start_new_session=session,
        )
        raise LookupError("canary: a daemon")
"""
RAW_CLONE = """
import ctypes, os
def run():
    libc = ctypes.CDLL(None, use_errno=True)
    for number in (56, 57, 58, 435):  # clone, fork, vfork, clone3
        child = libc.syscall(number, 17, 0, 0, 0, 0)
        if child == 0:
            while True:
                pass
        if child > 0:
            raise LookupError("canary: a child process")
    for call, arguments in (("setsid", ()), ("setpgid", (0, 0)), ("daemon", (1, 1))):
        if getattr(libc, call)(*arguments) >= 0:
            raise LookupError(f"canary: {call}")
    return 0.0
"""
POOL = """
import concurrent.futures, multiprocessing
def run():
    for method in ("fork", "spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
            pool.submit(abs, -1).result(timeout=1)
        raise LookupError("canary: a pool of processes")
"""
IGNORES = """
import signal
for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
"""
KILLS = """
import os, signal
def run():
    wanted = [(@PID@, 0), (@PID@, signal.SIGTERM), (1, 0), (-1, 0), (os.getppid(), signal.SIGSTOP)]
    for process, number in wanted:
        try:
            os.kill(process, number)
        except OSError:
            continue
        raise LookupError(f"canary: {process} was sent a signal")
    return 0.0
"""
THREADS = """
import threading, time
def again():
    while True:
        time.sleep(0.01)
for _ in range(4):
    threading.Thread(target=again).start()
"""
LIVES_ON = """
import ctypes, signal
libc = ctypes.CDLL(None, use_errno=True)
if libc.prctl(1, 0, 0, 0, 0) == 0:
    raise LookupError("canary: it may outlive the grader")
"""
AT_EXIT = """
import atexit, threading, time
def stay():
    while True:
        time.sleep(1)
atexit.register(stay)
threading._register_atexit(stay)
"""
KEEP = {"hinge_loss": POINTS["hinge_loss"]}

ATTACKS = [
    Attack("fork", "Leaves a child process behind.", in_hinge("return run()", FORK)),
    Attack("daemon", "Starts a program that detaches.", in_hinge("return run()", DAEMON)),
    Attack("raw clone", "Clones by system calls.", in_hinge("return run()", RAW_CLONE)),
    Attack("pool", "Computes in a pool of processes.", in_hinge("return run()", POOL)),
    Attack("signals sent", "Kills the grader.", in_hinge("return run()", KILLS)),
    Attack(
        "signals ignored",
        "Ignores every signal, in an endless loop.",
        in_hinge("while True: pass", IGNORES),
    ),
    Attack("threads left", "Leaves threads running; costs nothing.", beside(THREADS), KEEP),
    Attack("outlives the grader", "Asks not to be ended with it.", beside(LIVES_ON), KEEP),
    Attack("stays at exit", "Sleeps when Python ends; costs nothing.", beside(AT_EXIT), KEEP),
]
