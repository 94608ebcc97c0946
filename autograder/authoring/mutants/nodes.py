"""Where a node of a syntax tree stands, and what can be told from that."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from autograder.authoring.mutants.siblings import SIGNLESS

Change = tuple[str, ast.AST]
"""How a change is named, and the node that takes the other's place."""


@dataclass(frozen=True)
class Place:
    """Where a node stands: in which field of which node above, in which method."""

    owner: ast.AST
    field: str
    index: int | None
    node: ast.AST
    above: Place | None
    method: str

    def put(self, node: ast.AST) -> None:
        """Put a node in this place."""
        if self.index is None:
            setattr(self.owner, self.field, node)
        else:
            getattr(self.owner, self.field)[self.index] = node


def shown(node: ast.AST) -> str:
    """Return a node's code in one line."""
    return " ".join(ast.unparse(node).split())


def head(node: ast.AST) -> str:
    """Return the first line of a node's code: of a loop or condition without its body."""
    return ast.unparse(node).split("\n")[0] if isinstance(node, ast.stmt) else shown(node)


def names_around(place: Place) -> list[str]:
    """Return the parameters and variables of the function around a place, in order."""
    function = _function_around(place)
    variables = [
        one.id
        for one in (ast.walk(function) if function else ())
        if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    ]
    return list(dict.fromkeys([*parameters_around(place), *variables]))


def parameters_around(place: Place) -> list[str]:
    """Return the parameters of the function around a place, and of those inside it, in order."""
    function = _function_around(place)
    found = [
        one.arg for one in (ast.walk(function) if function else ()) if isinstance(one, ast.arg)
    ]
    return [name for name in found if name != "self"]


def _function_around(place: Place) -> ast.FunctionDef | None:
    at: Place | None = place
    while at is not None:
        if isinstance(at.owner, ast.FunctionDef):
            return at.owner
        at = at.above
    return None


def takes_a_sign(place: Place) -> bool:
    """Tell whether a minus before it makes a difference that is worth a mutant."""
    if isinstance(place.node, ast.Constant | ast.UnaryOp | ast.Tuple | ast.List | ast.Dict):
        return False
    if isinstance(place.node, ast.Starred) or name_called(place.node) in SIGNLESS:
        return False
    given = isinstance(place.owner, ast.Call) and place.field == "args"
    if given and name_called(place.owner) in SIGNLESS:
        return False
    computed = isinstance(place.owner, ast.Assign | ast.AugAssign | ast.Return)
    return given or (computed and place.field == "value") or is_part_of_return(place)


def is_part_of_return(place: Place) -> bool:
    """Tell whether it is one of several values that are returned."""
    above = place.above
    return (
        isinstance(place.owner, ast.Tuple)
        and above is not None
        and isinstance(above.owner, ast.Return)
    )


def is_returned_tuple(place: Place) -> bool:
    """Tell whether it is the tuple of values that is returned."""
    return isinstance(place.node, ast.Tuple) and isinstance(place.owner, ast.Return)


def name_called(node: ast.AST) -> str:
    """Return the name of the function or method that is called, empty if none is."""
    function = getattr(node, "func", None)
    return str(getattr(function, "attr", None) or getattr(function, "id", ""))


def is_called(place: Place) -> bool:
    """Tell whether it is what is called, not an argument."""
    return isinstance(place.owner, ast.Call) and place.field == "func"


def is_written_to(place: Place) -> bool:
    """Tell whether it is a plain name or tuple of names that is assigned to."""
    context = getattr(place.node, "ctx", None)
    return isinstance(context, ast.Store) and not isinstance(place.node, ast.Subscript)


def is_inside_raise(place: Place) -> bool:
    """Tell whether it belongs to an error that is raised: its message is free."""
    while place.above is not None:
        if isinstance(place.owner, ast.Raise):
            return True
        place = place.above
    return False
