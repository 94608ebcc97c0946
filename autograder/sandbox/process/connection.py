"""The line to a running worker: requests out, replies in, and the questions between them.

Whatever comes in may be forged, late or endless. It is a value to look at, or the end
of the connection; functions that the worker may call are computed on this side.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from autograder.sandbox.argument_bounds import Extent, extent_of, is_too_much
from autograder.sandbox.inside import wire
from autograder.sandbox.isolation.launch import Sandbox
from autograder.sandbox.isolation.workfolder import MEGABYTES, is_overfull
from autograder.sandbox.lending import Loan
from autograder.sandbox.process.clock import OwnTime, youngest
from coursework.asking.asked import CalledBack
from coursework.asking.callbacks import recording
from coursework.faults.failures import ENDLESS

DISTURBED = "Your code disturbed the connection to the grader."
# What a header says takes up to so many times its bytes, as objects.
OBJECTS_FOR_TEXT = 30
# How often the clock, and a folder of the disk, are looked at while nothing comes.
_SECONDS_TO_LOOK = 0.02


class Died(Exception):
    """The sandboxed process ended, hung or spoke nonsense; the message is for the student."""

    def __init__(self, kind: str, message: str):
        self.kind = kind
        super().__init__(message)


@dataclass
class Connection:
    """A running worker, the count of requests made to it, and the time that it took for them.

    ``max_reply`` is what it may send for one request, in bytes; ``held`` is the memory
    that all it sent has taken.
    """

    process: Sandbox
    max_reply: int
    held: int = field(default=0)
    requests: int = field(default=0)
    seconds: float = field(default=0.0)
    _worker: int = field(init=False)
    _clock: OwnTime = field(init=False)
    _allowed: float = field(default=0.0)
    _left: int = field(default=0)
    _left_for_headers: int = field(default=0)
    _until_reply: Callable[[], tuple[Any, ...]] = field(init=False)
    _folder: Path | None = field(default=None)

    def __post_init__(self) -> None:
        self._worker = self.process.pid
        if self.process.folder:
            self._folder = Path(self.process.folder.name)
        # What `poll` has announced may be gone again: the student's code can read its own replies.
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)

    def request(
        self,
        allowed: float,
        *what: Any,
        record: list[CalledBack] | None = None,
        lent: Loan | None = None,
    ) -> tuple[Any, ...]:
        """Send a request and return the reply to it.

        Functions in the request stay here: the sandbox asks, and each call is computed and
        written down on this side.

        Parameters
        ----------
        allowed
            Seconds that the worker may take, by its own time.
        record
            Collects the calls that were made of the functions in the request.
        lent
            What is lent in the request: calls of it aren't collected.

        Raises
        ------
        Died
            If there is no sound reply in time.
        """
        self._clock, self._allowed = OwnTime(self._worker, _SECONDS_TO_LOOK), allowed
        try:
            reply = self._reply(what, [] if record is None else record, lent or Loan())
            self._expect_room()
        finally:
            self.seconds += self._clock.seconds()
        if self.requests == 1:  # which runs nothing of a student's: now the worker is there
            self._worker = youngest(self.process.pid)
        return reply

    def _reply(
        self,
        what: Sequence[Any],
        calls: list[CalledBack],
        lent: Loan,
    ) -> tuple[Any, ...]:
        self.requests += 1
        functions: list[Callable[..., Any]] = []
        self._write(wire.pack((self.requests, *what), functions))
        elsewhere: list[CalledBack] = []
        asked = [
            recording(function, elsewhere if function in lent.functions else calls)
            for function in functions
        ]
        # What the questions take is taken off the reply: a million of them fill memory, too.
        self._left, self._left_for_headers = self.max_reply, wire.MAX_HEADER_OF_REPLY
        given = extent_of(what) if functions else Extent()

        def reply() -> tuple[Any, ...]:
            while True:
                # The types first: a forged array would compare as an array, not as true or false.
                match self._next(bool(calls or elsewhere)):
                    case (
                        int() as number,
                        "ask",
                        int() as index,
                        tuple() as arguments,
                        dict() as words,
                    ) if number == self.requests and 0 <= index < len(asked):
                        bounds = None if lent.bounds_itself(functions[index]) else given
                        with self._clock.excused():
                            answer = _answered(asked[index], arguments, words, bounds)
                        self._send(answer)
                    case (int() as number, str() as kind, *rest) if number == self.requests:
                        return (kind, *rest)
                    case _:
                        raise Died("BrokenReply", DISTURBED)

        self._until_reply = reply
        return reply()

    def ask_back(self, *what: Any) -> Any:
        """Ask the worker for something while it waits for an answer, and return what it gives."""
        with self._clock.counted():
            self._send(wire.pack(("back", *what)))
            match self._until_reply():
                case ("gives", value):
                    return value
                case ("raised", str(kind), str(detail)):
                    raise ValueError(f"{kind}: {detail}"[:1000])
        raise Died("BrokenReply", DISTURBED)

    def _send(self, answer: bytes) -> None:
        """Send an answer to a question; what is recorded of it is held in memory, too."""
        self._left -= len(answer)
        self.held += len(answer)
        self._write(answer)

    def _next(self, asked_before: bool) -> Any:
        """Return the next frame that comes in, within what is left for this request."""
        sizes: list[int] = []

        def read(size: int) -> bytes:
            sizes.append(size)
            return self._read(size)

        try:
            value = wire.unpack(read, self._left, self._left_for_headers)
        except wire.Malformed as error:
            if asked_before:
                message = "Your code called a function that it was given too often. "
                raise Died("Timeout", message + "Is there an endless loop?") from None
            if isinstance(error, wire.TooLarge):
                raise Died("BrokenReply", "What your code sent back is too large.") from None
            raise Died("BrokenReply", f"Your code disturbed the connection: {error}.") from None
        header, arrays = sum(sizes[:2]), sum(sizes[2:])
        self._left -= header + arrays
        self._left_for_headers -= header
        self.held += OBJECTS_FOR_TEXT * header + arrays
        return value

    def _read(self, size: int) -> bytes:
        assert self.process.stdout is not None
        descriptor, parts = self.process.stdout.fileno(), []
        while size:
            self._expect_time()  # though much has come in: it may be an endless drip
            try:
                part = os.read(descriptor, min(size, 1 << 20))
            except BlockingIOError:
                self._wait(descriptor, select.POLLIN)
                continue
            if not part:
                raise Died("Crash", "Your code ended the process that ran it.")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _write(self, frame: bytes) -> None:
        assert self.process.stdin is not None
        descriptor, rest = self.process.stdin.fileno(), memoryview(frame)
        while rest:
            self._expect_time()
            try:
                rest = rest[os.write(descriptor, rest) :]
            except BlockingIOError:
                self._wait(descriptor, select.POLLOUT)
            except BrokenPipeError:
                raise Died("Crash", "Your code ended the process that ran it.") from None

    def _wait(self, descriptor: int, event: int) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        while not poll.poll(min(self._expect_time(), _SECONDS_TO_LOOK) * 1000):
            self._expect_room()

    def _expect_time(self) -> float:
        """Return how many seconds are left for this request."""
        left = self._clock.left(self._allowed)
        if left <= 0:
            raise Died("Timeout", ENDLESS)
        return left

    def _expect_room(self) -> None:
        if self._folder is not None and is_overfull(self._folder):
            raise Died("TooMuch", f"Your code wrote more than {MEGABYTES} MB of files.")


def _answered(
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
    words: dict[Any, Any],
    given: Extent | None,
) -> bytes:
    """Return what a function of the grader gives, as the frame that the sandbox waits for."""
    # As deep as a request has its arguments.
    if given is not None and is_too_much(extent_of((arguments, words)), given):
        # Nothing stops the grader's own function but its end: so it isn't begun.
        return wire.pack(("raised", "ValueError", "the arguments are much larger than those given"))
    try:
        with np.errstate(all="ignore"):
            value = function(*arguments, **words)
        # A generator that was drawn from has to go on from there in the sandbox, too.
        return wire.pack(("value", value, wire.generators_in(arguments, words)))
    except Died:  # while the function asked for something there
        raise
    except Exception as error:  # the arguments are the student's: so is what they cause
        return wire.pack(("raised", type(error).__name__, str(error)))
