"""Requests on behalf of answers: one that ends the sandbox again and again isn't asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from autograder.sandbox.lending import Loan
from autograder.sandbox.process.connection import Died
from autograder.sandbox.process.kept_running import Process
from autograder.sandbox.process.replies import outcome_in
from coursework.asking.asked import Call, CalledBack
from coursework.faults.failures import STRIKES, NotDone, StudentDied

# How an answer's process may end by what was asked of another one before.
LEFT_BEHIND = ("Crash", "BrokenReply")


class Requests:
    """Asks a process for answers, and keeps what each did to it.

    Attributes
    ----------
    reached : set of str
        The answers that gave an outcome.
    """

    def __init__(self, process: Process):
        self.reached: set[str] = set()
        self._process = process
        self._strikes: defaultdict[str, list[StudentDied]] = defaultdict(list)
        self._asked_last = ""

    def ask(self, asked: Call, request: Sequence[Any], lent: Loan) -> Call:
        """Make a request for an answer, and return what was asked with its outcome.

        Raises
        ------
        StudentDied
            If the sandbox dies of it, or did so too often.
        StudentError, NotDone
            If the answer isn't there.
        """
        strikes = self._strikes[asked.function]
        if len(strikes) >= STRIKES and not lent.names:
            raise strikes[-1]
        before = self._asked_last if self._process.connection else asked.function
        deaths: list[StudentDied] = []
        while True:
            try:
                call = self._once(asked, request, lent)
                break
            except Died as death:
                deaths.append(StudentDied(death.kind, str(death)))
            # It may be what another answer left behind: a process that ends after its reply,
            # or a word too many. So this one is asked again, once, in a new process.
            if len(deaths) > 1 or deaths[0].kind not in LEFT_BEHIND or before == asked.function:
                strikes.append(deaths[-1])
                raise deaths[-1]
        self._strikes[before] += deaths
        self.reached.add(asked.function)
        return call

    def forget_strikes(self) -> None:
        """Ask all answers again, as where they have other texts."""
        self._strikes.clear()

    def _once(self, asked: Call, request: Sequence[Any], lent: Loan) -> Call:
        """Make a request, once."""
        record: list[CalledBack] = []
        cells = self._process.cells
        try:
            reply = self._process.request(asked.function, *request, record=record, lent=lent)
            self._asked_last = asked.function
            if reply == ("missing",):
                raise cells.of(asked.function) or NotDone(
                    f"Your answer doesn't define `{asked.function}`."
                )
            return outcome_in(
                reply, replace(asked, called_back=record), cells.text, cells.elsewhere
            )
        except BaseException:
            self._process.close()  # a reply that nobody has read would be taken for the next one
            raise
