"""What stands for what in a wrong solution: operators, functions and values that are mixed up."""

import ast

OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.Pow),
    ast.Div: (ast.Mult, ast.FloorDiv, ast.Sub),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv, ast.Mult),
    ast.Pow: (ast.Mult, ast.Add),
    ast.MatMult: (ast.Mult,),
}
ORDER_MATTERS = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE, ast.NotEq),
    ast.LtE: (ast.Lt, ast.Gt, ast.GtE, ast.Eq),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE, ast.NotEq),
    ast.GtE: (ast.Gt, ast.Lt, ast.LtE, ast.Eq),
    ast.Eq: (ast.NotEq, ast.LtE, ast.GtE),
    ast.NotEq: (ast.Eq, ast.Lt, ast.Gt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}

FUNCTIONS = {
    "maximum": ("minimum", "add"),
    "minimum": ("maximum",),
    "max": ("min", "sum", "mean"),
    "min": ("max",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "argsort": ("sort",),
    "sum": ("mean", "max", "prod"),
    "mean": ("sum", "median", "max"),
    "any": ("all",),
    "all": ("any",),
    "abs": ("square", "sign"),
    "sign": ("abs",),
    "exp": ("expm1", "exp2", "log"),
    "log": ("log2", "log1p", "exp"),
    "sqrt": ("square", "cbrt"),
    "zeros": ("ones", "empty"),
    "ones": ("zeros",),
    "eye": ("ones",),
    "hstack": ("vstack",),
    "vstack": ("hstack",),
    "ceil": ("floor",),
    "floor": ("ceil",),
    "array": ("asarray",),
    "append": ("insert",),
    "array_split": ("split",),
    "standard_normal": ("random", "standard_exponential"),
    "integers": ("choice", "permutation"),
    "MultiplyGate": ("AddGate",),
    "AddGate": ("MultiplyGate", "MaxGate"),
    "MaxGate": ("AddGate",),
    "SigmoidGate": ("ExpGate",),
    "SumGate": ("ExpGate",),
}
ANY_ORDER = ("maximum", "minimum", "max", "min")  # of their arguments
SIGNLESS = ("len", "abs", "zeros")  # where a sign makes no difference
VALUES = {"inf": ("nan",), "pi": ("e",)}  # as attributes of numpy
TYPES = {"float": "int", "int": "float", "bool": "float"}
