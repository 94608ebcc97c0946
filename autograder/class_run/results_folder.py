"""The folder of a class's results: what is kept there, written there, and brought in step."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.grading.gradebook_rows import Cells, Entry
from autograder.grading.lateness import settle
from autograder.grading.result import Origin, Result, file_name
from autograder.grading.standing import Standing, hand_over, share_by_hand, standing
from autograder.grading.submission import Graded, Grader, read_answers
from autograder.handin.arrival import HandedIn
from autograder.handin.one_handin import Handin
from autograder.handin.own_names import differ, renamed
from autograder.handin.roster import Roster, load_roster
from autograder.machine.leftovers import lock
from autograder.machine.whole_files import write_atomically
from autograder.nbgrader.gradebook import is_recorded
from autograder.notebook.answers import UnreadableNotebook
from autograder.reports.class_picture import class_picture
from autograder.reports.for_the_student import Marked, marked
from autograder.reports.summary import summary_csv

# Results by the platform and the place of what was handed in.
Stale = dict[tuple[str, str], list[Result]]


@contextmanager
def alone_in(out: Path) -> Iterator[None]:
    """Let no other run write to the folder meanwhile.

    Raises
    ------
    OSError
        If one does.
    """
    with (out / ".lock").open("w", encoding="ascii") as file:
        try:
            lock(file)
        except OSError:
            raise OSError(
                f"Another run of autograder is writing to {out}. Wait until it is done, or give "
                "another folder with --out."
            ) from None
        yield


def earlier_result(student: str, out: Path) -> Result | None:
    """Return a student's result of an earlier run."""
    try:
        text = (out / f"{file_name(student)}.json").read_text(encoding="utf-8")
        return Result.from_json(text)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_results(out: Path, assignment: str | None = None) -> list[Result]:
    """Return the results in a folder, of this run and of earlier ones, by student."""
    return list(_results_in(out, assignment, lambda result: result))


def read_outlines(out: Path, assignment: str | None = None) -> list[Result]:
    """Return the outlines of the results in a folder, by student."""
    return list(_results_in(out, assignment, Result.outline))


def _results_in(
    out: Path, assignment: str | None, kept: Callable[[Result], Result]
) -> list[Result]:
    results = []
    for path in out.glob("*.json"):
        try:
            result = Result.from_json(path.read_text(encoding="utf-8"))
        except (ValueError, KeyError, TypeError):  # some other JSON file of the instructor's
            continue
        if assignment in (None, result.assignment):
            results.append(kept(result))
    return sorted(results, key=lambda result: result.student)


def refuse_folder_of_another(assignment: str, out: Path, found: Sequence[Result]) -> None:
    """Refuse a folder with another assignment's results: each would replace the student's other.

    Raises
    ------
    OSError
        If it holds some.
    """
    others = sorted({one.assignment for one in found} - {assignment})
    if others:
        raise OSError(
            f"{out} holds results of {', '.join(others)}, which those of {assignment} would "
            "replace. Each assignment needs a folder of its own: name another with --out, such as "
            f"{out.with_name(f'{out.name}-{assignment}')}. Nothing was graded."
        )


def apart_from_earlier(handins: Sequence[Handin], earlier: Iterable[Result]) -> list[Handin]:
    """Keep hand-ins from the results of others: a name may have been somebody else's before."""
    known = {one.student: one.handed_in for one in earlier}
    claimed = [who for one in handins for who, _ in one.each()]
    return [renamed(one, known.get, claimed) for one in handins]


def was_graded(handin: Handin, out: Path) -> bool:
    """Tell whether there are results of an earlier run for all who handed this in."""
    return all((out / f"{file_name(student)}.json").is_file() for student, _ in handin.each())


def kept_results(
    handin: Handin,
    made_from: Origin | None,
    grader: Grader,
    course: Course,
    out: Path,
    cells: Cells,
    entries: Mapping[str, Entry],
) -> list[Result] | None:
    """Return the results that are there already, if all that was made from them is there, too.

    Parameters
    ----------
    made_from
        What a result of this hand-in would be made from now; None if it can't be read, which is
        for the grader to find out.
    cells, entries
        What the gradebook has of the assignment, and of its submissions by student.
    """
    kept = []
    for student, known in handin.each():
        before = earlier_result(student, out)
        if before is None or made_from is None:
            return None
        same = before.made_from == made_from and before.isolation == grader.level
        same = same and (before.student, before.assignment) == (student, grader.assignment)
        same = same and before.warnings[: before.notes] == list(handin.notes)
        same = same and _in_the_same_way(before.handed_in, known)
        now = replace(before, handed_in=known)
        if not (same and is_recorded(entries.get(student), cells, now, course)):
            return None
        if not all(path.is_file() for path in _student_files(before, out)):
            return None
        kept.append(before)
    return kept


def _student_files(result: Result, out: Path) -> tuple[Path, Path]:
    """Return where a student's page and notebook are written."""
    name, assignment = file_name(result.student), result.assignment
    notebook = out / "autograded" / name / assignment / f"{assignment}.ipynb"
    return out / "feedback" / f"{name}.html", notebook


def _in_the_same_way(before: HandedIn | None, now: HandedIn) -> bool:
    """Tell whether a submission came in as before; until when it might is the gradebook's word."""
    late = now.late if now.at else before is not None and before.late
    return before is not None and replace(before, due=now.due, late=late) == now


def same_notebook(earlier: Result | None, now: Result) -> bool:
    """Tell whether a student's results were made from the same file."""
    if earlier is None or earlier.made_from is None or now.made_from is None:
        return False
    if earlier.assignment != now.assignment:
        return False
    return earlier.made_from.notebook == now.made_from.notebook


def write_submission(marked: Marked, out: Path) -> None:
    """Write one submission's feedback page and graded notebook."""
    for path, text in zip(
        _student_files(marked.result, out), (marked.page, marked.notebook), strict=True
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)


def write_result(result: Result, out: Path) -> None:
    """Write one submission's result."""
    write_atomically(out / f"{file_name(result.student)}.json", result.to_json())


def write_class(results: Sequence[Result], roster: Roster | None, out: Path) -> None:
    """Write what shows the whole class: the table and the picture."""
    write_atomically(out / "summary.csv", summary_csv(results, missing(results, roster)))
    class_picture(results, out / "class.png")


def missing(results: Sequence[Result], roster: Roster | None) -> list[tuple[str, str]]:
    """Return who of the roster handed in nothing: ids and names."""
    there = {result.student for result in results}
    people = roster.people if roster else ()
    return [(one.id, one.name) for one in people if one.id not in there]


def in_step(result: Result, found: Standing | None, course: Course, out: Path) -> Result:
    """Return a kept result with what was decided on in the gradebook since it was written.

    Points given by hand, and what lateness costs with them, go into the result and the page.

    Parameters
    ----------
    found
        How it stands in the gradebook now; None if it isn't there.
    """
    if found is None:
        return result
    new = found.added_to(result)
    if new != result:
        page, notebook = _student_files(result, out)
        try:
            submission = read_answers(notebook.read_bytes(), result.assignment)
        except (OSError, UnreadableNotebook):  # taken away since: there is no page to make
            return result
        write_atomically(page, marked(Graded(new, submission), course).page)
        write_result(new, out)
    return new


def earlier_ids(results: Iterable[Result], current: Collection[str]) -> Stale:
    """Return the results that stand under ids of which none is handed in now, by their place."""
    stale: Stale = defaultdict(list)
    for one in results:
        if one.student not in current and one.handed_in:
            stale[one.handed_in.platform, one.handed_in.place].append(one)
    return stale


def take_over(result: Result, stale: Stale, book: Gradebook, out: Path) -> str:
    """Let a result take the place of the same hand-in's under another id, and return that id.

    So a hand-in that a corrected roster gives to somebody else counts once, and what a person
    decided on isn't lost.
    """
    known = result.handed_in
    if known is None:
        return ""
    for before in stale.get((known.platform, known.place), []):
        files = [one.made_from and one.made_from.notebook for one in (before, result)]
        # The platform calls the student as before: it is the roster that tells more now.
        same = before.handed_in is not None and before.handed_in.alias == known.alias != ""
        if not same or differ(before.handed_in, known) or files[0] != files[1]:
            continue
        if standing(book, before):
            hand_over(book, result.assignment, before.student, result.student)
        name = file_name(before.student)
        (out / "feedback" / f"{name}.html").unlink(missing_ok=True)
        shutil.rmtree(out / "autograded" / name / result.assignment, ignore_errors=True)
        (out / f"{name}.json").unlink(missing_ok=True)
        stale[known.platform, known.place].remove(before)
        return before.student
    return ""


def bring_in_step(out: Path, gradebook: Path, course: Course) -> int:
    """Bring a folder's results in step with its gradebook, and return how many changed.

    For points that were given by hand since, before pages go back to students.

    Raises
    ------
    OSError
        If a run is writing to the folder, or the disk is full.
    """
    results = read_results(out)
    if not results:
        return 0
    with alone_in(out), Gradebook(f"sqlite:///{gradebook.resolve()}") as book:
        share_by_hand(book, results)
        settle(book, course)
        changed = [one for one in results if in_step(one, standing(book, one), course, out) != one]
    for assignment in {one.assignment for one in changed}:
        write_class(read_outlines(out, assignment), load_roster(course), out)
    return len(changed)
