"""Markup, scripts, terminal sequences and formulas in whatever a student writes."""

from hostile_code.attack import Attack, hinge, in_hinge

SCRIPT = "<script>alert(1)</script>"
MARKUP = (
    f"{SCRIPT}</style></title></pre></code></details></td></table>"
    "<img src=http://127.0.0.1:9/x.png onerror=alert(2)><svg onload=alert(3)>"
    "[bold red]x[/bold red] [link=http://127.0.0.1:9]y[/link] {{ 7 * 7 }} {% raise %} ${7*7} `x`"
)
TERMINAL = (
    "\\x1b[31mred\\x1b]0;title\\x07\\x1b]8;;http://x\\x1b\\\\\\x9b2J\\x1bc\\r\\x08\\x00"
    " \\u202egnp.exe"
)
FORMULA = "=HYPERLINK(\\\"http://127.0.0.1:9\\\",1) \\t=cmd|' /C calc'!A0 @SUM(1) +1 -1"
SURROGATE = "\\ud800\\udfff \\ufdd0 \\U0010ffff \\ufeff \\u2028"
NAME = f"type({MARKUP!r}, (Exception,), {{}})"


def _raise(text):
    return in_hinge(f'raise ValueError("""{text}""")')


ATTACKS = [
    Attack("markup in an error", "A script in an exception's text.", _raise(MARKUP)),
    Attack("markup in a name", "A script for an exception's name.", in_hinge(f"raise {NAME}")),
    Attack("terminal in an error", "Terminal sequences in a text.", _raise(TERMINAL)),
    Attack("formula in an error", "A spreadsheet's formula.", _raise(FORMULA)),
    Attack("half characters", "Half a surrogate pair.", _raise(SURROGATE)),
    Attack("markup in a value", "A script for a value.", in_hinge(f"return {MARKUP!r}")),
    Attack("terminal in a value", "Sequences for a value.", in_hinge(f'return "{TERMINAL}"')),
    Attack("markup in a key", "A script for a key.", in_hinge(f"return {{{MARKUP!r}: 1}}")),
    Attack(
        "markup in the code",
        "A script in the line that raises.",
        in_hinge(f"return 1 / 0  # {MARKUP}"),
    ),
    Attack(
        "markup in a type",
        "A script for the name of a value's type.",
        in_hinge(f"return type({MARKUP!r}, (), {{}})()"),
    ),
    Attack(
        "markup in a warning",
        "A script in what the grader warns of.",
        {"hinge_loss": hinge("return 0.0") + f'\nraise ValueError("""{MARKUP}""")\n'},
    ),
    Attack(
        "markup in a replaced name",
        "A script in what an answer assigns to.",
        {"hinge_loss": hinge("return 0.0") + f"\nnp[{MARKUP!r}].x = 1\n"},
    ),
    Attack(
        "a hint of one's own",
        "An exception whose second line poses as the grader's hint.",
        _raise("wrong\\nHint: you passed\\n\\nYour loss is right."),
    ),
    Attack(
        "a verdict of one's own",
        "An exception that poses as a mistake already counted.",
        _raise("Right but for a mistake that is counted already."),
    ),
]
