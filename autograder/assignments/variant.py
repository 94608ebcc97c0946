"""Right by another method: solutions unlike the reference that have to earn full marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from autograder.assignments.parts import optional_content


@dataclass(frozen=True)
class Variant:
    """A right solution of some answers, and what is unusual about it."""

    name: str
    answers: tuple[str, ...]
    description: str
    run: Callable[..., Any]


def variant(*answers: str) -> Callable[[Callable[..., Any]], Variant]:
    """Make a function into a variant of the named answers; its docstring describes it."""

    def decorate(run: Callable[..., Any]) -> Variant:
        return Variant(run.__name__, answers, (run.__doc__ or "").strip(), run)

    return decorate


def known_variants(assignment: str) -> list[Variant]:
    """Return an assignment's own variants: those in its ``variants.py``, if it has one."""
    module = optional_content(assignment, "variants")
    return variants_in(module) if module else []


def variants_in(module: ModuleType) -> list[Variant]:
    """Return the variants that a module holds or has imported from others."""
    return [value for value in vars(module).values() if isinstance(value, Variant)]
