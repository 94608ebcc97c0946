"""What a submission may still use: seconds, for a check and in all, and bytes of replies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from autograder.course import Limits
from autograder.sandbox.process.connection import Connection, Died


class Budget:
    """The limits of a submission, less what was used."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self._of_check = limits.seconds_per_check
        self._seconds = limits.seconds_per_submission
        self._bytes = float(limits.replies_megabytes << 20)
        self._shares: dict[str, float] = {}  # of the bytes, by answer or cell

    def begin(self) -> None:
        """Give a check, or the running of a cell, its own time."""
        self._of_check = self.limits.seconds_per_check

    def expect_time(self) -> None:
        """Expect that there is some time left in all.

        Raises
        ------
        Died
            If the submission used it up.
        """
        if self._seconds <= 0:
            seconds = self.limits.seconds_per_submission
            raise Died("Timeout", f"The submission used up its {seconds:g} seconds.")

    def spend(self, seconds: float) -> None:
        """Take off time that belongs to no check."""
        self._seconds -= seconds

    @contextmanager
    def spent(self, name: str, connection: Connection) -> Iterator[float]:
        """Let one request be made for an answer or a cell, and take off what it uses.

        Yields
        ------
        float
            The seconds that it may take.

        Raises
        ------
        Died
            If the answer has sent back all that it may.
        """
        before, held = connection.seconds, connection.held
        share = self._share_of(name)
        connection.max_reply = min(self.limits.reply_megabytes << 20, int(share))
        try:
            yield min(self._of_check, self._seconds)
        finally:
            used = connection.seconds - before
            self._of_check -= used
            self._seconds -= used
            taken = connection.held - held
            self._shares[name] -= taken
            self._bytes -= min(taken, share)

    def _share_of(self, name: str) -> float:
        """Return the bytes that an answer may still send back.

        It begins with half of what is left, so that none takes from the others what they need.
        """
        share = self._shares.setdefault(name, self._bytes / 2)
        if share <= 0:
            most = self.limits.replies_megabytes
            raise Died(
                "TooMuch",
                f"`{name[:60]}` sent back more than its part of the {most:g} MB of a submission.",
            )
        return share
