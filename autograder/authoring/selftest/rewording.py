"""The same formula written another way, as another student would write it.

A known mistake has to be named whichever way it is written. Rounding, the order of
operands and the words of errors differ then; the values don't.
"""

from __future__ import annotations

import ast
from typing import Any

_MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.Gt: ast.Lt,
    ast.LtE: ast.GtE,
    ast.GtE: ast.LtE,
}
_REDUCTIONS = {"sum", "mean", "max", "min", "argmax", "argmin", "prod", "std"}


def reworded(source: str) -> str:
    """Return Python source with its formulas written another way; comments go."""
    return ast.unparse(ast.fix_missing_locations(_Reworded().visit(ast.parse(source))))


class _Reworded(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        left, right = node.left, node.right
        match node.op:
            case ast.Sub():  # a − b is −(b − a)
                return ast.UnaryOp(ast.USub(), ast.BinOp(right, ast.Sub(), left))
            case ast.Mult():
                return ast.BinOp(right, ast.Mult(), left)
            case ast.Pow() if isinstance(left, ast.Name) and _is(right, 2):
                return ast.BinOp(left, ast.Mult(), left)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        mirrored = _MIRRORED.get(type(node.ops[0]))
        if mirrored is None or len(node.ops) > 1:
            return node
        return ast.Compare(node.comparators[0], [mirrored()], [node.left])

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        name = node.func
        if not isinstance(name, ast.Attribute) or not isinstance(name.value, ast.Name | ast.BinOp):
            return node
        of_numpy = isinstance(name.value, ast.Name) and name.value.id == "np"
        if of_numpy and name.attr in ("maximum", "minimum") and len(node.args) == 2:
            node.args.reverse()
        elif not of_numpy and name.attr in _REDUCTIONS:  # x.sum(axis=0) is np.sum(x, axis=0)
            numpy = ast.Attribute(ast.Name("np", ast.Load()), name.attr, ast.Load())
            return ast.Call(numpy, [name.value, *node.args], node.keywords)
        return node


def _is(node: ast.expr, value: Any) -> bool:
    return isinstance(node, ast.Constant) and node.value == value
