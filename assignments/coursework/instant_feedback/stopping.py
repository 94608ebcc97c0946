"""Stopping a student's code in the notebook: where it has no end, and where the student says so."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread, get_ident
from types import FrameType
from typing import TypeVar

from coursework.instant_feedback.verdict_table import WithoutTraceback

# A call takes milliseconds. As long as the grader gives a check, so that both judge alike.
SECONDS, TICK, PAUSE = 5.0, 0.05, 0.001
# What may take its time while a call runs: a debugger that waits for its user, and an import.
EXCUSED = {"bdb", "pydevd", "importlib._bootstrap"}

Value = TypeVar("Value")


class Timeout(KeyboardInterrupt):
    """A call has no end. A `KeyboardInterrupt`, so that no ``except Exception`` catches it."""


class Interrupted(WithoutTraceback, KeyboardInterrupt):
    """The student interrupted the kit: where the kit was just then says nothing to them."""

    def __init__(self) -> None:
        super().__init__("Interrupted. Run the cell again whenever you like.")


@contextmanager
def interruptible() -> Iterator[None]:
    """Show an interrupt as one line, without a traceback through the kit."""
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted from None


def in_time(run: Callable[[], Value]) -> Value:
    """Return what a function returns; stop it where it doesn't end.

    Another thread looks at the time and raises `Timeout` in this one, between two steps of the
    interpreter. That is possible in every thread and on every system, leaves compiled code in
    peace, and costs code that does end nothing. It is raised again and again, as a bare
    ``except:`` may catch it. Where there can be no other thread, nothing is stopped.

    Raises
    ------
    Timeout
        If the function was still running after `SECONDS`.
    """
    thread, over, turn = get_ident(), Event(), Lock()
    here = sys._getframe()

    def watch() -> None:
        ticks = 0
        while ticks * TICK < SECONDS:
            if over.wait(TICK):
                return
            ticks += not any(_is_excused(frame) for frame in _stack(thread))
        while not over.wait(PAUSE) and here in _stack(thread):
            with turn:
                if not over.is_set():
                    _raise_in(thread, Timeout)

    def end() -> None:
        with turn:  # what was raised, but hasn't arrived, arrives here
            over.set()

    with suppress(RuntimeError):
        Thread(target=watch, daemon=True).start()
    try:
        try:
            return run()
        finally:
            end()
    except BaseException:
        end()  # the first one may have been interrupted
        raise


def _stack(thread: int) -> Iterator[FrameType]:
    frame = sys._current_frames().get(thread)
    while frame is not None:
        yield frame
        frame = frame.f_back


def _is_excused(frame: FrameType) -> bool:
    return frame.f_globals.get("__name__") in EXCUSED


def _raise_in(thread: int, error: type[BaseException]) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))
