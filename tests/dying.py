"""Hand-ins that kill the process which reads them; pool workers import this."""

import os
import signal
from dataclasses import dataclass

from autograder.handins import Handin


@dataclass(frozen=True)
class Killer(Handin):
    """A notebook on which the grader's own process dies, as it would for lack of memory."""

    def read(self):
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class KillerOnce(Handin):
    """One that its process survives the second time."""

    def read(self):
        try:
            self.path.with_suffix(".died").touch(exist_ok=False)
        except FileExistsError:
            return super().read()
        os.kill(os.getpid(), signal.SIGKILL)
