"""nbgrader's command `generate_assignment`: all of a release, or nothing of it.

nbgrader removes the released notebook first and writes into the gradebook on the way, so a
release that fails leaves neither as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import BaseConverter, NbGraderException
from sqlalchemy.engine import make_url

from autograder.course import CourseError, load_course
from autograder.machine.leftovers import alone_at
from autograder.nbgrader.gradebook_file import GradebookError, one_transaction, opened
from autograder.nbgrader.grading_steps import save_cells

BESIDE = ".partial"


class SafeRelease(GenerateAssignment):
    """Makes the release in a folder beside; then come the gradebook and the release folder."""

    @property
    def _output_directory(self) -> str:
        return os.path.join(self.coursedir.release_directory, BESIDE)

    def start(self) -> None:
        """Release an assignment."""
        directory = self.coursedir
        release = Path(directory.root, directory.release_directory)
        self.released: dict[str, dict[str, NotebookNode]] = {}
        try:
            with alone_at(Path(directory.root, directory.source_directory)):
                self._release_into(release)
        except (CourseError, OSError) as error:
            self.log.error("%s Nothing is released.", error)
            raise NbGraderException(str(error)) from error

    def _release_into(self, release: Path) -> None:
        beside = release / BESIDE
        shutil.rmtree(beside, ignore_errors=True)  # of a run that was killed
        try:
            super().start()
            with self._recorded():
                for made in beside.iterdir():
                    put_in_place(made, release / made.name, self.coursedir.notebook_id == "*")
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy what lies beside the notebooks; nothing is in the gradebook before all is made."""
        BaseConverter.init_assignment(self, assignment_id, student_id)

    def write_single_notebook(self, output: str, resources: ResourcesDict) -> None:
        """Write a notebook into the folder beside, and keep the cells for the gradebook."""
        super().write_single_notebook(output, resources)
        about = resources["nbgrader"]
        if "cells" in about:
            notebooks = self.released.setdefault(about["assignment"], {})
            notebooks[about["notebook"]] = about["cells"]

    @contextmanager
    def _recorded(self) -> Iterator[None]:
        """Write all cells that are released into the gradebook, or none if what follows fails."""
        if self.no_database:
            yield
            return
        with _gradebook_at(self.coursedir.db_url) as gradebook, one_transaction(gradebook):
            for assignment, notebooks in self.released.items():
                record_release(gradebook, assignment, notebooks, self.coursedir.notebook_id == "*")
            yield


def record_release(
    gradebook: Gradebook, assignment: str, notebooks: dict[str, NotebookNode], whole: bool
) -> None:
    """Write an assignment's cells and its due date into a gradebook, within its transaction.

    Parameters
    ----------
    whole
        Whether the assignment has no other notebooks than these.

    Raises
    ------
    GradebookError
        If there are submissions to a version with other questions.
    """
    due = load_course().assignment(assignment).due
    gradebook.update_or_create_assignment(assignment, duedate=due and due.isoformat())
    known = gradebook.find_assignment(assignment)
    gone = {one.name for one in known.notebooks} - set(notebooks) if whole else set()
    try:
        if gone and known.submissions:
            raise RuntimeError(f"Cannot remove the notebook '{min(gone)}'")
        for name in gone:
            gradebook.remove_notebook(name, assignment)
        for name, notebook in notebooks.items():
            save_cells(gradebook, notebook, assignment, name)
    except RuntimeError as error:  # nbgrader's, which keeps what was graded
        raise GradebookError(
            f"The gradebook has submissions to another version of {assignment}, with other "
            f"questions ({error}). Take the change back, or give another gradebook with --db."
        ) from None


@contextmanager
def _gradebook_at(url: str) -> Iterator[Gradebook]:
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        with opened(Path(address.database)) as gradebook:
            yield gradebook
    else:
        with Gradebook(url) as gradebook:
            yield gradebook


def put_in_place(made: Path, place: Path, whole: bool) -> None:
    """Move files where they belong, each in one step, over those that are there.

    Parameters
    ----------
    whole
        Whether what else is in the place is to go.
    """
    files = [one.relative_to(made) for one in sorted(made.rglob("*")) if one.is_file()]
    for file in files:
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        os.replace(made / file, place / file)
    if whole:
        others = [one for one in place.rglob("*") if one.relative_to(place) not in files]
        for one in sorted(others, reverse=True):  # what is in a folder before the folder
            if one.is_dir() and not one.is_symlink():
                if not any(one.iterdir()):
                    one.rmdir()
            else:
                one.unlink()
