"""Right solutions by as many methods as we could think of, a folder for each assignment."""

from importlib import import_module
from importlib.util import find_spec

from autograder.assignments.variant import Variant, variants_in


def more_variants(assignment: str) -> list[Variant]:
    """Return the variants of an assignment beyond those that it brings along, if any."""
    name = f"variants.{assignment}"
    return variants_in(import_module(name)) if find_spec(name) else []
