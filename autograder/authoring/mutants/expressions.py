"""Changes of expressions: operators, constants, indices, arguments, functions and terms."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from autograder.authoring.mutants.nodes import (
    Change,
    Place,
    head,
    is_called,
    is_inside_raise,
    is_part_of_return,
    is_returned_tuple,
    is_written_to,
    name_called,
    names_around,
    shown,
    takes_a_sign,
)
from autograder.authoring.mutants.siblings import (
    ANY_ORDER,
    COMPARISONS,
    FUNCTIONS,
    OPERATORS,
    ORDER_MATTERS,
    TYPES,
    VALUES,
)


def expressions(place: Place) -> Iterator[Change]:
    """Yield every change of an expression: how it is named, and what takes its place."""
    if is_written_to(place) or is_inside_raise(place):
        return
    for other in _others(place):
        yield _told(place, other), other
    if isinstance(place.node, ast.List | ast.Dict) or is_returned_tuple(place):
        yield from _with_one_less(place.node)


def changed(before: ast.AST, after: ast.AST) -> Change:
    """Return a change, named by what stood there and what stands there now."""
    ast.fix_missing_locations(after)
    return f"{shown(before)} → {shown(after)}", after


def negated(test: ast.expr) -> ast.expr:
    """Return the opposite of a condition."""
    return test.operand if isinstance(test, ast.UnaryOp) else ast.UnaryOp(ast.Not(), test)


def _others(place: Place) -> Iterator[ast.AST]:
    node = place.node
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            for operator in OPERATORS.get(type(op), ()):
                yield ast.BinOp(left, operator(), right)
            if isinstance(op, ORDER_MATTERS):
                yield ast.BinOp(right, op, left)
            yield from (left, right)
            if isinstance(op, ast.Div) and not isinstance(right, ast.Constant):
                yield from (ast.BinOp(left, op, _plus(right, shift)) for shift in (1, -1))
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Compare(left=left, ops=[op], comparators=right):
            yield from (ast.Compare(left, [one()], right) for one in COMPARISONS[type(op)])
        case ast.BoolOp(op=op, values=values):
            yield ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), values)
            yield from values
        case ast.IfExp(test=test, body=body, orelse=orelse):
            yield from (body, orelse, ast.IfExp(negated(test), body, orelse))
        case ast.Constant(value=value):
            yield from (ast.Constant(other) for other in _constants(value, place))
        case ast.keyword():
            yield from _keywords(node)
        case ast.Subscript():
            yield from _subscripts(node)
        case ast.Slice(lower=lower, upper=upper, step=step):
            yield from _slices(lower, upper, step)
        case ast.Call():
            yield from _calls(node)
        case ast.Attribute(value=value, attr=name, ctx=context):
            yield from (ast.Attribute(value, other, context) for other in VALUES.get(name, ()))
            if name == "T":
                yield value
        case ast.Name(id=name) if name in TYPES and not is_called(place):
            yield ast.Name(TYPES[name])
        case ast.Name(id=name) if name in (known := names_around(place)):
            yield from (ast.Name(other) for other in known if other != name)
        case ast.Tuple(elts=[first, second]) if not isinstance(place.owner, ast.For):
            yield ast.Tuple([second, first], ast.Load())
        case ast.comprehension(target=target, iter=iterated, ifs=ifs):
            for i, test in enumerate(ifs):
                rest = [*ifs[:i], *ifs[i + 1 :]]
                yield ast.comprehension(target, iterated, rest, 0)
                yield ast.comprehension(target, iterated, [*rest, negated(test)], 0)
    if isinstance(node, ast.expr) and takes_a_sign(place):
        yield ast.UnaryOp(ast.USub(), node)
    if isinstance(node, ast.expr) and is_part_of_return(place):
        yield ast.BinOp(ast.Constant(0), ast.Mult(), node)


def _constants(value: object, place: Place) -> Sequence[bool | int | float | str]:
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1, *([-value] if value else [])]
    if isinstance(value, float):
        return [2 * value, value / 2, -value, 0.0] if value else [1.0, -1.0]
    if isinstance(value, str) and not isinstance(place.owner, ast.JoinedStr):
        return ["-inf", "0"] if value == "inf" else [value + " other"]
    if isinstance(value, str) and value.strip():
        return [value + "other "]
    return []


def _keywords(node: ast.keyword) -> Iterator[ast.AST]:
    if node.arg == "axis":
        for axis in (0, 1, -1, None):
            yield ast.keyword(node.arg, ast.Constant(axis))
    elif node.arg == "dtype":
        for name in ("float", "int", "bool", "np.float32"):
            yield ast.keyword(node.arg, ast.parse(name, mode="eval").body)


def _subscripts(node: ast.Subscript) -> Iterator[ast.AST]:
    def at(index: ast.expr) -> ast.Subscript:
        return ast.Subscript(node.value, index, node.ctx)

    if isinstance(node.ctx, ast.Load):
        yield node.value
    match node.slice:
        case ast.Tuple(elts=indices):
            if len(indices) == 2:
                yield at(ast.Tuple([indices[1], indices[0]], ast.Load()))
            for i in range(len(indices)):
                rest = [*indices[:i], *indices[i + 1 :]]
                yield at(rest[0] if len(rest) == 1 else ast.Tuple(rest, ast.Load()))
        case ast.Slice() | ast.Constant():
            return
        case index:
            yield from (at(_plus(index, shift)) for shift in (1, -1))


def _slices(
    lower: ast.expr | None, upper: ast.expr | None, step: ast.expr | None
) -> Iterator[ast.AST]:
    if lower is not None:
        yield ast.Slice(None, upper, step)
        if not isinstance(lower, ast.Constant):
            yield from (ast.Slice(_plus(lower, shift), upper, step) for shift in (1, -1))
    elif upper is not None:
        yield ast.Slice(ast.Constant(1), upper, step)
        yield ast.Slice(upper, None, step)
    if upper is not None:
        yield ast.Slice(lower, None, step)
        if not isinstance(upper, ast.Constant):
            yield from (ast.Slice(lower, _plus(upper, shift), step) for shift in (1, -1))


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    function, arguments, keywords = node.func, node.args, node.keywords
    match function:
        case ast.Attribute(value=value, attr=name):
            for other in FUNCTIONS.get(name, ()):
                yield ast.Call(ast.Attribute(value, other, ast.Load()), arguments, keywords)
            if not (isinstance(value, ast.Name) and value.id == "np"):
                yield value  # a method: what it was called on, as it is
        case ast.Name(id=name):
            for other in FUNCTIONS.get(name, ()):
                yield ast.Call(ast.Name(other), arguments, keywords)
            if name in ("range", "len"):
                last = arguments[-1] if name == "range" else node
                for shift in (1, -1):
                    moved = _plus(last, shift)
                    yield ast.Call(function, [moved], keywords) if name == "range" else moved
            if name == "range" and len(arguments) == 1:
                yield ast.Call(function, [ast.Constant(1), *arguments], keywords)
    yield from (one for one in arguments if not isinstance(one, ast.Starred))
    for i in range(len(arguments)):
        rest = [*arguments[:i], *arguments[i + 1 :]]
        yield ast.Call(function, rest, keywords)
        if i and name_called(node) not in ANY_ORDER:
            swapped = [*arguments[: i - 1], arguments[i], arguments[i - 1], *arguments[i + 1 :]]
            yield ast.Call(function, swapped, keywords)
    for i in range(len(keywords)):
        yield ast.Call(function, arguments, [*keywords[:i], *keywords[i + 1 :]])


def _with_one_less(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.List(elts=elements, ctx=context) | ast.Tuple(elts=elements, ctx=context):
            for i, one in enumerate(elements):
                rest = [*elements[:i], *elements[i + 1 :]]
                yield f"{shown(one)} dropped", type(node)(rest, context)
        case ast.Dict(keys=keys, values=values):
            for i, (key, value) in enumerate(zip(keys, values, strict=True)):
                less = ast.Dict([*keys[:i], *keys[i + 1 :]], [*values[:i], *values[i + 1 :]])
                yield f"{shown(key or value)}: {shown(value)} dropped", less


def _told(place: Place, other: ast.AST) -> str:
    """Name a change by the smallest code that shows it: a number by the term it stands in."""
    if isinstance(place.owner, ast.arguments):
        return f"default {shown(place.node)} → {shown(other)}"
    seen = place
    while seen.above is not None and _says_little(seen):
        seen = seen.above
    if seen is place:
        return f"{head(place.node)} → {head(other)}"
    before = head(seen.node)
    place.put(other)
    after = head(seen.node)
    place.put(place.node)
    return f"{before} → {after}"


def _says_little(place: Place) -> bool:
    node = place.node
    if isinstance(place.owner, ast.Subscript) and place.field == "slice":
        return True
    small = ast.Constant | ast.Name | ast.keyword | ast.Slice | ast.comprehension | ast.JoinedStr
    return isinstance(node, small | ast.FormattedValue)


def _plus(node: ast.expr, shift: int) -> ast.expr:
    operator = ast.Add() if shift > 0 else ast.Sub()
    return ast.BinOp(node, operator, ast.Constant(abs(shift)))
