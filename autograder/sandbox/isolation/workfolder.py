"""The folder in which a submission runs: it may write there, within bounds, and it is gone after.

Behind namespaces that is memory of the sandbox's own, which has its size. Elsewhere it is a
folder of the disk, that nothing but the grader's own looking bounds.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from autograder.sandbox.inside.limits import NOBODY

MEGABYTES, MOST_FILES = 16, 1000


def make_folder(place: Path, owner: tuple[int, int] | None) -> tempfile.TemporaryDirectory[str]:
    """Make an empty folder for one sandbox, which belongs to whom it runs as.

    Parameters
    ----------
    place
        Where such folders are.
    owner
        User and group, where root grades and submissions don't run as nobody.
    """
    folder = tempfile.TemporaryDirectory(dir=place, prefix="", ignore_cleanup_errors=True)
    if os.name == "posix" and os.geteuid() == 0:
        with suppress(OSError):  # a root without that right runs submissions as itself
            os.chown(folder.name, *(owner or (NOBODY, NOBODY)))
    return folder


def is_overfull(folder: Path) -> bool:
    """Tell whether more was written into a folder than a submission may, or it can't be seen."""
    left, files = MEGABYTES << 20, MOST_FILES
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    files -= 1
                    left -= entry.stat(follow_symlinks=False).st_size
                    if left < 0 or files < 0:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except FileNotFoundError:  # removed while this looked
            continue
        except OSError:
            return True
    return False


def remove_folder(folder: tempfile.TemporaryDirectory[str]) -> None:
    """Remove a sandbox's folder with all that was written there."""
    try:
        folder.cleanup()
    except RecursionError:  # thousands of folders, one in the other
        subprocess.run(["rm", "-rf", "--", folder.name], check=False, capture_output=True)
