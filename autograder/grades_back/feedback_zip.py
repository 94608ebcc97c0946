"""Feedback pages in a zip, laid out as a platform takes feedback files back.

Canvas reads user and attachment from the first two tokens between ``_`` that are all digits,
and they must belong together; each upload makes a new comment. Moodle reads the second token
of a folder ``<name>_<participant>_assignfeedback_file``. Brightspace takes the folders of its
own download, nbgrader its tree ``feedback/``. Facts: Canvas's `SubmissionsController`
(re-upload), Moodle's `mod/assign/feedback/file/importziplib.php`, Brightspace's guide to
feedback files.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from autograder.grades_back.filled_in_export import ExportError
from autograder.grades_back.final_grades import read_results
from autograder.grading.result import Result, file_name
from autograder.handin.arrival import HandedIn

# A zip of the same pages is the same zip.
_MADE = (1980, 1, 1, 0, 0, 0)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_NUMBER = re.compile(r"\A[0-9]+\Z")
_BRIGHTSPACE = re.compile(r"\A\d+-\d+ - .+? - [A-Z][a-z]{2} \d{1,2}, \d{4} \d{3,4} [AP]M")


def feedback_zip(
    folders: Iterable[Path],
    assignments: Sequence[str] = (),
    platform: str = "",
    participants: Mapping[str, str] | None = None,
) -> tuple[bytes, int, list[str]]:
    """Return a zip of feedback pages, how many it holds, and why others are missing.

    Parameters
    ----------
    folders
        Of results, each with ``<student>.json`` and ``feedback/<student>.html``.
    assignments
        Whose pages; of all that are there by default.
    platform
        Whose layout; by default that of the platform from which all hand-ins came.
    participants
        Moodle's participant numbers by student, where a worksheet tells them: those in a
        group have no other.

    Raises
    ------
    ExportError
        If there are no results, those of several assignments, or of several platforms.
    """
    found = [
        (result, folder / "feedback" / f"{file_name(result.student)}.html")
        for folder in folders
        for result in read_results([folder])
        if not assignments or result.assignment in assignments
    ]
    if not found:
        raise ExportError("There are no results to send back; name their folder with --results.")
    there = sorted({result.assignment for result, _ in found})
    if len(there) > 1:
        raise ExportError(
            f"The results are of {' and '.join(there)}: choose one with --assignment, as a zip of "
            "feedback is for one."
        )
    from_ = sorted({_platform(result) for result, _ in found})
    if platform not in _PLACES and len(from_) > 1:
        raise ExportError(
            f"The hand-ins came from {' and '.join(one or 'elsewhere' for one in from_)}, which "
            "take feedback back in different layouts: choose one with --format."
        )
    chosen = platform if platform in _PLACES else from_[0]
    pages: dict[str, Path] = {}
    missing = []
    for result, page in found:
        place = "" if _platform(result) != chosen else _place(result, chosen, participants or {})
        if not page.is_file():
            missing.append(f"{result.student} has no feedback page {page}")
        elif not place:
            missing.append(f"{result.student} has no feedback in the zip: {_why(result, chosen)}")
        elif (
            place in pages
            and pages[place].read_bytes() != page.read_bytes()
            and not (result.handed_in and result.handed_in.group)
        ):
            missing.append(f"{result.student} has no feedback in the zip: {place} is another's")
        elif place not in pages or "canvas_submitter" in _ids(result):
            # A group has one entry on Canvas: that of the member whose number it has.
            pages[place] = page
    return _zip(pages), len(pages), missing


def _ids(result: Result) -> Mapping[str, str]:
    return result.handed_in.ids if result.handed_in else {}


def _platform(result: Result) -> str:
    name = result.handed_in.platform if result.handed_in else ""
    return {"exchange": "nbgrader"}.get(name, name) if name else ""


def _place(result: Result, platform: str, participants: Mapping[str, str]) -> str:
    handed_in = result.handed_in or HandedIn()
    if platform == "moodle" and (handed_in.group or result.student in participants):
        # In a group the number in the path is the group's, which Moodle doesn't take.
        number = participants.get(result.student, "")
        handed_in = HandedIn(name=handed_in.name, ids={"moodle_participant": number})
    make = _PLACES.get(platform)
    return make(handed_in, result) if make else f"{file_name(result.student)}.html"


def _on_canvas(handed_in: HandedIn, result: Result) -> str:
    user, attachment = (
        handed_in.ids.get("canvas_id", ""),
        handed_in.ids.get("canvas_attachment", ""),
    )
    if not (_is_number(user) and _is_number(attachment)):
        return ""
    # The name says nothing to Canvas, but a number in it would be taken for the user.
    name = _NO_LETTERS.sub("", handed_in.ids.get("canvas_name", "") or handed_in.name)
    return f"{file_name(name or 'student')}_{user}_{attachment}_feedback.html"


def _on_moodle(handed_in: HandedIn, result: Result) -> str:
    number = handed_in.ids.get("moodle_participant", "")
    if not _is_number(number):
        return ""
    name = handed_in.ids.get("moodle_name", "") or handed_in.name or "student"
    # Moodle splits at every _, and so writes none into a name itself.
    return f"{file_name(name.replace('_', ' '))}_{number}_assignfeedback_file/feedback.html"


def _on_brightspace(handed_in: HandedIn, result: Result) -> str:
    for part in PurePosixPath(handed_in.place).parts:
        if found := _BRIGHTSPACE.match(part):
            folder = found[0]
            whole = folder == part
            return f"{folder}/feedback.html" if whole else f"{folder} - feedback.html"
    return ""


def _in_nbgrader(handed_in: HandedIn, result: Result) -> str:
    return f"{file_name(result.student)}/{result.assignment}/{result.assignment}.html"


_PLACES: Mapping[str, Callable[[HandedIn, Result], str]] = {
    "canvas": _on_canvas,
    "moodle": _on_moodle,
    "brightspace": _on_brightspace,
    "nbgrader": _in_nbgrader,
}


def _why(result: Result, platform: str) -> str:
    came = _platform(result)
    if came != platform:
        return f"the hand-in came from {came or 'elsewhere'}"
    if platform == "moodle" and result.handed_in and result.handed_in.group:
        return "it was a group's; give the grading worksheet (--format moodle-worksheet --from …)"
    wanted = {
        "canvas": "Canvas takes a page back only for a file with a user's number on it",
        "moodle": "Moodle's participant number isn't known",
        "brightspace": "the folder in Brightspace's download isn't known",
    }
    return wanted.get(platform, "its place isn't known")


def _is_number(text: str) -> bool:
    return _NUMBER.match(text) is not None


def _zip(pages: Mapping[str, Path]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, page in sorted(pages.items()):
            info = zipfile.ZipInfo(place, _MADE)
            info.external_attr = 0o644 << 16  # else nobody could read it once it is unpacked
            packed.writestr(info, page.read_bytes(), zipfile.ZIP_DEFLATED)
    return content.getvalue()
