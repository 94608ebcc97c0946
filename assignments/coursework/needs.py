"""``with needs("hinge_loss"):`` around a picture that uses the student's own functions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape

from coursework.checking import Failure
from coursework.failures import LONGEST_DETAIL
from coursework.table import marked_up

# The answers of this notebook whose last check wasn't all green.
NOT_RIGHT: set[str] = set()


@contextmanager
def needs(*answers: str) -> Iterator[None]:
    """Leave a cell out, with a quiet line in its place, while an answer isn't usable.

    An error is shown as always, unless the last check of one of the answers wasn't all
    green: then the check says what to mend, and a traceback would only be in the way.

    Parameters
    ----------
    *answers
        Names of the answers that the cell uses.
    """
    try:
        yield
    except NotImplementedError:
        _show(Waiting(answers))
    except Failure as failure:
        _show(Waiting(answers, str(failure)))
    except Exception as error:
        if isinstance(error, NameError) and error.name in answers:
            _show(Waiting(answers, f"Run the cell of `{error.name}` first."))
        elif wrong := [answer for answer in answers if answer in NOT_RIGHT]:
            names = " and ".join(f"`{answer}`" for answer in wrong)
            _show(Waiting(answers, f"First mend {names}: see its check. ({error_line(error)})"))
        else:
            raise


def error_line(error: Exception) -> str:
    """Return an error in a line: ``TypeError: 'int' object is not iterable``."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST_DETAIL]


@dataclass(frozen=True)
class Waiting:
    """The line that stands where a picture will be."""

    answers: tuple[str, ...]
    reason: str = ""

    def __repr__(self) -> str:
        return f"{self._sentence('`', '`')} {self.reason}".strip()

    def _repr_html_(self) -> str:
        # The amber of "not done yet" in the tables of checks.
        return (
            '<div style="border-left: 4px solid #b8860b; padding: 0.25em 0.8em; margin: 0.5em 0; '
            f'color: #b8860b">○ {self._sentence("<code>", "</code>")} '
            f"{marked_up(self.reason)}</div>"
        )

    def _sentence(self, start: str, end: str) -> str:
        names = [f"{start}{escape(answer)}{end}" for answer in self.answers]
        verb = "is" if len(names) == 1 else "are"
        return f"This appears when {' and '.join(names)} {verb} done."


def _show(waiting: Waiting) -> None:
    try:
        from IPython.display import display
    except ImportError:
        print(waiting)
    else:
        display(waiting)  # prints where there is no notebook
