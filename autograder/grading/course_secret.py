"""The secret that seeds a course's hidden inputs: made once, whole, and its owner's only."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from autograder.course import ROOT, CourseError

SECRET, SHORTEST = ".grading-secret", 16


def grading_secret(folder: Path = ROOT) -> str:
    """Return the secret that seeds the hidden random inputs; made once for a course.

    It stands in `.grading-secret`, which is never committed: who knew it could
    compute the hidden inputs before handing in.

    Raises
    ------
    CourseError
        If it can't be made or read, or is so short that anybody could guess it.
    """
    path = folder / SECRET
    try:
        if not path.exists():
            _make_secret(path)
        secret = path.read_bytes().decode("ascii", "replace").strip()
    except OSError as error:
        raise CourseError(
            f"The course's secret {path} can't be made or read ({error.strerror})."
        ) from None
    if len(secret) < SHORTEST:
        raise CourseError(
            f"The course's secret {path} is {'too short' if secret else 'empty'}, so anybody could "
            "compute the hidden inputs. Put it back from a backup; if there is none, remove the "
            "file, and the next run makes a new one and grades everything again."
        )
    return secret


def _make_secret(path: Path) -> None:
    """Write a new secret beside its place and put it there whole, unless another is there by then.

    Of two graders that begin at once, both go on with the secret of the one that was faster.
    """
    # Only its owner may read the file, from its first moment.
    descriptor, made = tempfile.mkstemp(prefix=f"{SECRET}-", dir=path.parent)
    try:
        with open(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(16) + "\n")
            file.flush()
            os.fsync(file.fileno())  # a disk may tell only now that it is full
        _take_place(made, path)
    except FileExistsError:
        pass
    finally:
        Path(made).unlink(missing_ok=True)


def _take_place(made: str, path: Path) -> None:
    """Give a whole file its name, which no other file may have yet."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:  # as on a USB stick, whose files have one name only
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        os.replace(made, path)
