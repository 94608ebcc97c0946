"""What a student's Python begins with, before numpy is imported."""

import os
import random
import sys


def prepare(site: str) -> None:
    """Let a student's packages be found, and let what is drawn without a seed be the same.

    A student who draws without a seed gets the same numbers each time, too, so that grading
    twice gives the same. numpy seeds itself at its first import, which comes later.
    """
    if site not in sys.path:
        sys.path.append(site)
    sys.argv = ["ipykernel_launcher.py", "-f", "kernel.json"]  # as in a notebook
    random.seed(0)
    if os.urandom.__name__ == "urandom":  # once: numpy's import draws from it
        os.urandom = random._urandom = random.Random(0).randbytes  # type: ignore[attr-defined]
