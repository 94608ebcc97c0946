"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Write a file whole or not at all, so that a killed run leaves no half result.

    Raises
    ------
    OSError
        If the disk is full, for example. What was there before is there still.
    """
    partial = path.with_name(path.name + ".partial")
    try:
        # Half a surrogate pair (an odd file name) has no UTF-8; JSON can write it as an escape.
        with partial.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            file.write(text)
        os.replace(partial, path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
