"""Changes of statements: what is left out, what is done at another time or not at all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import copy

from autograder.authoring.mutants.expressions import changed, negated
from autograder.authoring.mutants.nodes import Change, Place, head, parameters_around, shown
from autograder.authoring.mutants.siblings import OPERATORS


def statements(place: Place) -> Iterator[Change]:
    """Yield every change of a statement: how it is named, and what takes its place."""
    node = place.node
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom | ast.Pass):
        return
    yield f"{head(node)} dropped", ast.Pass()
    match node:
        case ast.AugAssign(target=target, op=op, value=value):
            for operator in OPERATORS.get(type(op), ()):
                yield changed(node, ast.AugAssign(target, operator(), value))
            yield changed(node, ast.Assign([target], value))
        case ast.Assign(targets=[ast.Tuple(elts=[first, second])], value=value):
            swapped = ast.Tuple([second, first], ast.Store())
            yield changed(node, ast.Assign([swapped], value))
        case ast.Assign(targets=[ast.Name(id=name) as target], value=ast.BinOp(left=left) as term):
            if isinstance(left, ast.Name) and left.id == name:  # in place, in the caller's array
                yield changed(node, ast.AugAssign(target, term.op, term.right))
        case ast.If(test=test):
            for other in (negated(test), ast.Constant(True), ast.Constant(False)):
                yield _with_test(node, other)
            if node.orelse:
                yield f"else of {head(node)} dropped", _with(node, orelse=[])
        case ast.While(test=test):
            for other in (negated(test), ast.Constant(False)):
                yield _with_test(node, other)
        case ast.Return(value=ast.expr() as value):
            for name in parameters_around(place):
                yield f"{head(node)}, {name} overwritten", ast.Return(_overwriting(name, value))
        case ast.Continue():
            yield "continue → break", ast.Break()
        case ast.Break():
            yield "break → continue", ast.Continue()
    if isinstance(node, ast.For | ast.While):
        yield f"{head(node)} only once", _with(node, body=[*node.body, ast.Break()])
    if isinstance(node, ast.For) and shown(node.target) != "_":
        order = ast.Call(ast.Name("reversed"), [ast.Call(ast.Name("list"), [node.iter], [])], [])
        yield f"{head(node)} in reverse", _with(node, iter=order)


def _overwriting(name: str, value: ast.expr) -> ast.expr:
    """Return an expression with the same value that fills an array of the caller's with 2s."""
    fill = ast.Call(ast.Attribute(ast.Name(name), "fill"), [ast.Constant(2)], [])
    return ast.Subscript(ast.Tuple([value, fill], ast.Load()), ast.Constant(0), ast.Load())


def _with(node: ast.stmt, **parts: object) -> ast.stmt:
    other = copy(node)
    for name, value in parts.items():
        setattr(other, name, value)
    return other


def _with_test(node: ast.If | ast.While, test: ast.expr) -> Change:
    word = "if" if isinstance(node, ast.If) else "while"
    return f"{word} {shown(node.test)} → {word} {shown(test)}", _with(node, test=test)
