"""Where an assignment's content stands: in one module, or in a folder with a module for each part.

A small assignment is ``autograder/assignments/NAME.py``, which holds hidden checks and known
mistakes. A large one is a folder, ``autograder/assignments/NAME/``, with ``checks`` and
``mistakes`` apart.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Literal

CONTENT = Path(__file__).parent
Part = Literal["checks", "mistakes", "variants", "demo"]


class ContentError(ValueError):
    """What an author wrote isn't as it should be; the message names it, and what would be right."""


def is_one_module(assignment: str) -> bool:
    """Tell whether all of an assignment's content stands in one module."""
    return (CONTENT / f"{assignment}.py").is_file()


def module_name(assignment: str, part: Part) -> str:
    """Return the name of the module that holds a part of an assignment's content."""
    whole = f"autograder.assignments.{assignment}"
    return whole if is_one_module(assignment) else f"{whole}.{part}"


def content_of(assignment: str, part: Part) -> ModuleType:
    """Return the module that holds a part of an assignment's content."""
    return import_module(module_name(assignment, part))


def optional_content(assignment: str, part: Part) -> ModuleType | None:
    """Return the module that holds a part that an assignment can do without, None if it does.

    Of an assignment whose content is one module it is that module, whether it has the part or not.
    """
    if is_one_module(assignment) or find_spec(module_name(assignment, part)):
        return content_of(assignment, part)
    return None


def beside_content(assignment: str, name: str) -> Path:
    """Return where a file stands that goes with the content: in its folder, or by its name.

    ``equivalent.toml`` is ``svm/equivalent.toml`` of a folder, ``net.equivalent.toml`` of a module.
    """
    if is_one_module(assignment):
        return CONTENT / f"{assignment}.{name}"
    return CONTENT / assignment / name
