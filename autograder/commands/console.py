"""Where commands print, and how one ends that can't be carried out."""

from __future__ import annotations

import sys
from typing import NoReturn

from rich.console import Console

console = Console()
errors = Console(stderr=True)


def stop(message: str) -> NoReturn:
    """Say what is wrong, and end with status 2."""
    errors.print(message, style="red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(2)
