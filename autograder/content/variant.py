"""Right by another road: solutions unlike the reference that have to earn full marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


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
    """Return an assignment's variants."""
    module = import_module(f"autograder.content.{assignment}.variants")
    return [value for value in vars(module).values() if isinstance(value, Variant)]
