"""Ends that come too early, or never: exits, crashes, loops, recursion, hostile clean-up."""

from hostile_code.attack import POINTS, Attack, in_hinge
from hostile_code.attack import RIGHT as REFERENCE

CLEANED_UP = """
class Clinging:
    def __del__(self):
        globals()["kept"] = self
        raise SystemExit(0)
class Exiting:
    def __del__(self):
        import os
        os._exit(0)
"""
STACK_OVERFLOW = """
import sys
sys.setrecursionlimit(10**9)
def down(n): return down(n + 1)
"""
BAD_HASH = """
class Key:
    def __hash__(self): return 1
    def __eq__(self, other):
        while True: pass
"""

ATTACKS = [
    Attack("os._exit", "Ends the process with success.", in_hinge("import os; os._exit(0)")),
    Attack("sys.exit", "Ends Python with success.", in_hinge("import sys; sys.exit(0)")),
    Attack("quit", "Ends it as at the prompt.", in_hinge("raise SystemExit('passed')")),
    Attack("interrupt", "Raises what Ctrl-C raises.", in_hinge("raise KeyboardInterrupt")),
    Attack("abort", "Aborts the interpreter.", in_hinge("import os; os.abort()")),
    Attack(
        "segmentation fault", "Reads address 0.", in_hinge("import ctypes; ctypes.string_at(0)")
    ),
    Attack("endless loop", "Never comes back.", in_hinge("while True: pass")),
    Attack("sleep", "Sleeps for an hour.", in_hinge("import time; time.sleep(3600)")),
    Attack(
        "endless in C",
        "Never comes back from compiled code.",
        in_hinge("import re; re.match(r'(a+)+$', 'a' * 60 + 'b')"),
    ),
    Attack("endless recursion", "Calls itself.", in_hinge("return hinge_loss(scores, label)")),
    Attack(
        "stack overflow", "Does so without a limit.", in_hinge("return down(0)", STACK_OVERFLOW)
    ),
    Attack("raises when deleted", "__del__ exits.", in_hinge("return Clinging()", CLEANED_UP)),
    Attack(
        "ends when deleted", "__del__ ends the process.", in_hinge("return Exiting()", CLEANED_UP)
    ),
    Attack(
        "ends in its cell",
        "The cell of an answer ends the process when it runs.",
        {"mean_loss": "import os; os._exit(0)\nmean_loss = 1"},
    ),
    Attack(
        "hangs in its cell",
        "The cell of an answer never ends.",
        {"mean_loss": "while True: pass\nmean_loss = 1"},
    ),
    Attack(
        "exit at import",
        "The cell exits below a right answer, which still counts.",
        {"hinge_loss": REFERENCE["hinge_loss"] + "\nimport sys; sys.exit(0)\n"},
        {"hinge_loss": POINTS["hinge_loss"]},
    ),
    Attack(
        "frozen key",
        "Hangs where a dictionary compares its keys.",
        in_hinge("return {Key(): 1, Key(): 2}", BAD_HASH),
    ),
]
