"""``with needs("hinge_loss"):`` around a picture that uses the student's own functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from coursework.faults.failures import LONGEST_DETAIL
from coursework.instant_feedback.stopping import Interrupted
from coursework.instant_feedback.verdict_table import marked_up
from coursework.scoring.check import Failure

# The answers of this notebook whose last check wasn't all green.
NOT_RIGHT: set[str] = set()


@contextmanager
def needs(*answers: str) -> Iterator[None]:
    """Leave a cell out, with a quiet line in its place, while an answer isn't usable.

    An error is shown as always, unless the last check of one of the answers wasn't all
    green: then the check says what to fix, and a traceback would only be in the way.
    Without an error, a line says then that what the cell shows may be wrong.

    Parameters
    ----------
    *answers
        Names of the answers that the cell uses.
    """
    try:
        # What comes out of a wrong answer overflows easily; the line below says enough.
        with np.errstate(all="ignore" if _not_right(answers) else None):
            yield
    except KeyboardInterrupt:
        raise Interrupted from None
    except NotImplementedError:
        _show(_waiting(answers))
    except Failure as failure:
        _show(_waiting(answers, str(failure)))
    except Exception as error:
        if isinstance(error, NameError) and error.name in answers:
            _show(_waiting(answers, f"Run the cell of `{error.name}` first."))
        elif wrong := _not_right(answers):
            _show(_waiting(answers, f"First look at the check of {wrong}. ({error_line(error)})"))
        else:
            raise
    else:
        if wrong := _not_right(answers):
            _show(Note(f"Don't trust this yet: it was made with {wrong}, and a check isn't green."))


def _not_right(answers: tuple[str, ...]) -> str:
    return _listed([answer for answer in answers if answer in NOT_RIGHT])


def _waiting(answers: tuple[str, ...], reason: str = "") -> Note:
    verb = "is" if len(answers) == 1 else "are"
    return Note(f"This appears when {_listed(answers)} {verb} done. {reason}".strip())


def _listed(answers: Sequence[str]) -> str:
    """Return ``"`a`, `b` and `c`"``."""
    *others, last = [f"`{answer}`" for answer in answers] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def error_line(error: Exception) -> str:
    """Return an error in a line: ``TypeError: 'int' object is not iterable``."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_DETAIL]


@dataclass(frozen=True)
class Note:
    """A quiet line in the place of a picture, or under it; `names` stand between backticks."""

    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        # The amber of "not done yet" in the tables of checks.
        return (
            '<div style="border-left: 4px solid #b8860b; padding: 0.25em 0.8em; margin: 0.5em 0; '
            f'color: #b8860b">○ {marked_up(self.text)}</div>'
        )


def _show(note: Note) -> None:
    try:
        from IPython.display import display
    except ImportError:
        print(note)
    else:
        display(note)  # prints where there is no notebook
