"""nbgrader's commands `autograde` and `generate_feedback`, agreeing with `autograder grade`.

nbgrader takes the name of a student's folder for a pattern, passes over a file that isn't
called as the assignment is, and lets nbformat read what is left. Here the hand-ins are those
that the kit finds, and the kit's grader reads them.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Collection, Iterable
from fnmatch import fnmatchcase
from glob import escape, glob
from math import inf
from pathlib import Path
from typing import Any, NoReturn

import nbformat
from nbgrader import converters
from nbgrader.api import Gradebook
from nbgrader.apps import api, autogradeapp, generateassignmentapp, generatefeedbackapp
from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.exchange.default import ExchangeReleaseFeedback
from traitlets import default

from autograder.course import CourseError, load_course
from autograder.handin.collect import look_for
from autograder.handin.one_handin import Handin
from autograder.handin.platforms.naming_rules import TREE
from autograder.handin.unpacking.file_names import is_notebook
from autograder.handin.unpacking.folders import entries_of_folder
from autograder.machine.private_files import closed_to_others
from autograder.nbgrader.releasing import SafeRelease
from autograder.readable_text import first_few, one_line
from autograder.sandbox.isolation.cgroups import lent_group

MOST_BYTES = 50 << 20  # of what lies beside a student's notebook
OPENED = stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IROTH
_BLOCK = 4096  # that a file takes at least, however small


class ByName(BaseConverter):
    """What both commands share: names are names, and other files come along or are left."""

    def start(self) -> None:
        """Run the command; what it writes tells grades, and is closed to others."""
        with closed_to_others(self.coursedir.groupshared):
            super().start()

    def _format_source(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        step = re.escape(self._input_directory) if escape else self._input_directory
        path: str = self.coursedir.format_path(step, student_id, assignment_id, escape=escape)
        return f"(?s){path}" if escape else path  # a name may hold a line break

    def stop(self, message: str) -> NoReturn:
        """End the command with a message."""
        self.log.error(one_line(message))
        raise NbGraderException(message)

    def copy_files(
        self, source: str, to: str, most: float = MOST_BYTES, own: Collection[str] = ()
    ) -> None:
        """Copy what lies beside a notebook; links and pipes are left, and nothing stops it.

        Parameters
        ----------
        most
            How many bytes may be copied: a file of a few can claim to hold any number.
        own
            Names of the pages that come into the folder.
        """
        taken = {name.casefold() for name in own}
        files = [one for one in entries_of_folder(Path(source)) if not one.refused]
        too_much, in_the_place = [], set()
        for size, entry in sorted(
            ((_size(one.path), one) for one in files if not self._is_left(one.inside.parts)),
            key=lambda pair: pair[0],  # what nbgrader itself puts beside a notebook is small
        ):
            if entry.inside.parts[0].casefold() in taken:
                in_the_place.add(entry.inside.parts[0])
                continue
            most -= max(size, _BLOCK)
            if most < 0:
                too_much.append(one_line(entry.shown))
                continue
            copy = Path(to, entry.inside)
            try:
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.unlink(missing_ok=True)
                shutil.copyfile(entry.path, copy)
            except OSError as error:
                self.log.warning("%s isn't copied: %s", one_line(entry.shown), error.strerror)
        for name in sorted(in_the_place):
            self.log.warning("%s isn't copied, as the page has that name", one_line(name))
        if too_much:
            self.log.warning(
                "%s: not all is copied, as %d MB are the most: %s",
                *(one_line(source), MOST_BYTES >> 20, first_few(too_much)),
            )

    def _is_left(self, parts: Iterable[str]) -> bool:
        ignored = self.coursedir.ignore
        return any(
            is_notebook(part) or any(fnmatchcase(part, one) for one in ignored) for part in parts
        )


class SandboxedAutograde(ByName, Autograde):
    """`nbgrader autograde` of what the kit finds in ``submitted``, whatever it is called."""

    @default("permissions")
    def _permissions_default(self) -> int:
        return 664 if self.coursedir.groupshared else 400  # read as octal digits

    def start(self) -> None:
        """Grade, in control groups if this process is the command's own.

        formgrader's is a Jupyter server, which stays where it was started.
        """
        self.lent_group = lent_group() if isinstance(self.parent, AutogradeApp) else None
        super().start()

    def init_notebooks(self) -> None:
        """Find the hand-ins of the students who are asked for."""
        directory, assignment = self.coursedir, self.coursedir.assignment_id
        submitted = Path(os.path.normpath(directory.format_path(self._input_directory, "", "")))
        try:
            found = look_for([submitted], assignment, load_course(), TREE)
        except CourseError as error:
            self.stop(str(error))
        for notice in found.notices:
            self.log.info(one_line(notice))
        handins: dict[str, Handin] = {}
        self.unread: dict[str, str] = {}
        for one in found.handins:
            student = one.path.absolute().relative_to(submitted).parts[0]
            if not is_text(student):
                if fnmatchcase(student, directory.student_id):
                    self.unread[student] = "No database takes the folder's name. Rename it."
                continue
            if student in handins:
                self.stop(f"{submitted} isn't nbgrader's tree of <student>/{assignment}/.")
            handins[student] = one
        for one in found.handins:  # members of a group whose own attempt isn't the last
            for student, _ in one.each():
                if os.path.isdir(self._format_source(assignment, student)):
                    handins.setdefault(student, one)
        wanted = meant(handins, directory.student_id)
        if not wanted or not fnmatchcase(assignment, directory.notebook_id):
            self.stop(f"There is no hand-in of {assignment} by {directory.student_id}.")
        folders = {student: self._format_source(assignment, student) for student in wanted}
        self.handins = {folder: handins[student] for student, folder in folders.items()}
        # Whatever the file is called, nbgrader knows it by the assignment's name.
        self.assignments = {
            folder: [os.path.join(folder, f"{assignment}.ipynb")] for folder in folders.values()
        }

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Make a student's entry in the gradebook, and copy the other files handed in."""
        submitted = self._format_source(assignment_id, student_id)
        graded = self._format_dest(assignment_id, student_id)
        source = self.coursedir.format_path(self.coursedir.source_directory, ".", assignment_id)
        self.copy_files(submitted, graded)
        self.copy_files(source, graded, most=inf)
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            if self.create_student:
                gradebook.update_or_create_student(student_id)
            gradebook.update_or_create_submission(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Grade one hand-in; what a student handed in is read by the kit's grader alone."""
        self.log.info("Autograding %s", one_line(notebook_filename))
        resources = self.init_single_notebook_resources(notebook_filename)
        about = resources["nbgrader"]
        about["handin"] = self.handins[os.path.dirname(notebook_filename)]
        about["lent_group"] = self.lent_group
        self.exporter._preprocessors = []
        for step in self.autograde_preprocessors:
            self.exporter.register_preprocessor(step)
        nothing = nbformat.v4.new_notebook()
        output, resources = self.exporter.from_notebook_node(nothing, resources=resources)
        self.write_single_notebook(output, resources)
        if error := resources["nbgrader"]["unread"]:
            self.unread[about["student"]] = error

    def convert_notebooks(self) -> None:
        """Grade all, and name at the end what could not be read."""
        assignment = self.coursedir.assignment_id
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            if assignment not in [one.name for one in gradebook.assignments]:
                self.stop(
                    f"The gradebook doesn't know {assignment}. Release it first: nbgrader "
                    f"generate_assignment {assignment}"
                )
        try:
            super().convert_notebooks()
        finally:
            for student, error in self.unread.items():
                self.log.error("%s has no points: %s", one_line(student), one_line(error))
        if self.unread:
            raise NbGraderException(f"Without points: {first_few(list(self.unread))}")


class FreshFeedback(ByName, GenerateFeedback):
    """`nbgrader generate_feedback` that shows what is in the gradebook now, not what was."""

    @default("permissions")
    def _permissions_default(self) -> int:
        return 664 if self.coursedir.groupshared else 600  # read as octal digits

    def init_notebooks(self) -> None:
        """Find the graded notebooks of the students who are asked for."""
        directory, assignment = self.coursedir, self.coursedir.assignment_id
        pattern = directory.directory_structure.format(
            nbgrader_step=escape(self._input_directory),
            student_id="*",
            assignment_id=escape(assignment),
        )
        named = self._format_source(re.escape(assignment), "(?P<student>.*)", escape=True)
        folders: dict[str, str] = {}
        for below in glob(pattern, root_dir=directory.root):
            folder = os.path.join(directory.root, below)
            if found := re.fullmatch(named, folder):
                folders[found["student"]] = folder
        for student in meant(folders, directory.student_id):
            stems = {one.stem: str(one) for one in Path(folders[student]).glob("*.ipynb")}
            if wanted := meant(stems, directory.notebook_id):
                self.assignments[folders[student]] = [stems[one] for one in wanted]
        if not self.assignments:
            self.stop(
                f"There is no graded notebook of {assignment} by {directory.student_id}. Grade "
                f"first: nbgrader autograde {assignment}"
            )

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Make every page again: points may have changed in formgrader, or by grading again."""
        return student_id not in self.coursedir.student_id_exclude.split(",")

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy what lies beside the graded notebook, and make room for the pages."""
        source = self._format_source(assignment_id, student_id)
        to = self._format_dest(assignment_id, student_id)
        own = [Path(one).stem + self.exporter.file_extension for one in self.notebooks]
        self.copy_files(source, to, own=own)
        for name in own:
            page = Path(to, name)
            if page.is_dir() and not page.is_symlink():
                shutil.rmtree(page)
            page.unlink(missing_ok=True)  # that no older page's mode is kept


class OpenedFeedback(ExchangeReleaseFeedback):
    """`nbgrader release_feedback`: students may read their pages, which are private until then."""

    def copy_files(self) -> None:
        """Copy the pages into the exchange, where only who knows a page's name can open it."""
        super().copy_files()
        for page in Path(self.dest_path).glob("*.html"):
            mode = stat.S_IMODE(page.stat().st_mode)
            if mode | OPENED != mode and page.stat().st_uid == os.geteuid():
                page.chmod(mode | OPENED)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0  # copying it tells what is wrong


def is_text(name: str) -> bool:
    """Tell whether a name is UTF-8, as that of a folder on Linux need not be."""
    return name.encode("utf-8", "replace").decode("utf-8") == name


def meant(names: Iterable[str], pattern: str) -> list[str]:
    """Return the names that are meant: the one that is so called, else those that fit."""
    known = sorted(names)
    return [pattern] if pattern in known else [one for one in known if fnmatchcase(one, pattern)]


def replace_commands() -> None:
    """Let nbgrader's command line and formgrader use the kit's commands."""
    for module, name, command in (
        (autogradeapp, "Autograde", SandboxedAutograde),
        (generatefeedbackapp, "GenerateFeedback", FreshFeedback),
        (generateassignmentapp, "GenerateAssignment", SafeRelease),
    ):
        place: Any
        for place in (module, api, converters):
            setattr(place, name, command)
