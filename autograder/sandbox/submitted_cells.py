"""The cells of a submission, what went wrong in them, and what of it is said to the student."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from autograder.notebook.definitions import bound
from autograder.notebook.newer_syntax import why_unread
from autograder.sandbox.absent import STOPPED
from autograder.sandbox.process.replies import error_in
from coursework.faults.failures import SYNTAX, StudentDied, StudentError

MOST_WARNINGS = 5


class SubmittedCells:
    """A submission's cells, and the errors in which they ended.

    Parameters
    ----------
    texts
        Source texts by name, in the order in which they are run.
    answers
        Which of the cells are answers.
    version
        Of the Python that runs them, such as (3, 13).
    elsewhere
        Names that have a value in the notebook, but not here, with the reason.

    Attributes
    ----------
    text : str
        All that stands in the submission: what an error quotes has to be a part of it.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        answers: Collection[str],
        version: tuple[int, int],
        elsewhere: Mapping[str, str],
    ):
        self.texts, self.answers, self.version = dict(texts), answers, version
        self.text = "\n".join([*answers, *texts, *texts.values()])
        self.elsewhere = dict(elsewhere)
        self._raised: dict[str, StudentError] = {}
        self._left_out: dict[str, StudentError] = {}

    def of(self, cell: str) -> StudentError | None:
        """Return the error in which a cell ended, if it did."""
        return self._raised.get(cell)

    def sound_cells(self) -> Iterator[tuple[str, str]]:
        """Give the names and texts of all cells but those that ended a process."""
        for name, source in self.texts.items():
            if not isinstance(self.of(name), StudentDied):
                yield name, source

    def replace(self, cell: str, text: str) -> None:
        """Put another text in the place of a cell's; what went wrong so far is forgotten."""
        self.texts[cell] = text
        self._raised.clear()

    def note(self, cell: str, reply: tuple[object, ...]) -> None:
        """Keep what a reply tells of the running of a cell.

        Raises
        ------
        Died
            If the reply is none.
        """
        match reply:
            case ("left out", tuple() as reason):
                self._keep(self._left_out, cell, error_in(reason, self.text, self.elsewhere))
            case ("done",):
                pass
            case _:
                error = error_in(reply, self.text, self.elsewhere)
                if error.mistake and error.mistake.name == SYNTAX.name:
                    newer = why_unread(self.texts[cell], self.version)
                    error.mistake = newer or error.mistake
                self._keep(self._raised, cell, error)

    def note_death(self, cell: str, death: StudentDied) -> None:
        """Keep that a cell ended the process that ran it."""
        self._keep(self._raised, cell, death)

    def _keep(self, kept: dict[str, StudentError], cell: str, error: StudentError) -> None:
        """Keep an error of a cell; of the student's own, also why its names have no value."""
        kept[cell] = error
        if cell not in self.answers:
            if error.line:  # counted in the statement, which is all that was taken of the cell
                said = f"Your code raised {error.kind}: {error.detail} in “{error.code}”"
                error.args = (said,)
            reason = STOPPED.format(error=error)
            self.elsewhere |= dict.fromkeys(bound(self.texts[cell]), reason)
        error.discreet = str(error)  # no hidden input has come in yet

    def warnings(self, reached: Collection[str]) -> list[str]:
        """Say what went wrong without keeping the answers that were reached from being graded."""
        in_answers = [
            f"`{name}`: {error}. {_hint(error)}What stands above that line was graded."
            for name, error in self._raised.items()
            if name in reached
        ]
        in_answers += [
            f"`{name}`: {error}. {_hint(error)}That was left out, and the rest of the cell was "
            "graded."
            for name, error in self._left_out.items()
            if name in self.answers
        ]
        every = [*self._raised.items(), *self._left_out.items()]
        elsewhere = [error for name, error in every if name not in self.answers]
        own = [
            f"In a cell of your own that your answers use: {error}."
            for error in elsewhere[:MOST_WARNINGS]
        ]
        if more := len(elsewhere) - len(own):
            own.append(f"So it is in {more:,} more of your own cells.")
        return in_answers + own


def _hint(error: StudentError) -> str:
    """Return the hint on an error as a sentence that another one follows."""
    return f"{error.mistake.hint} " if error.mistake else ""
