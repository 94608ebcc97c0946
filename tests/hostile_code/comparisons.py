"""What compares is replaced: NumPy's functions, Python's own, the checks' own, NumPy's inside."""

from hostile_code.attack import Attack, everywhere

NUMPY = """
def true(*_, **__): return True
for name in ("allclose", "isclose", "array_equal", "array_equiv", "all", "any", "less_equal"):
    setattr(np, name, true)
"""
TESTING = """
import numpy.testing, unittest
for name in dir(np.testing):
    if name.startswith("assert"):
        setattr(np.testing, name, lambda *_, **__: None)
for name in dir(unittest.TestCase):
    if name.startswith("assert"):
        setattr(unittest.TestCase, name, lambda *_, **__: None)
"""
BUILTINS = """
import builtins
def true(*_, **__): return True
builtins.AssertionError = builtins.all = builtins.any = true
builtins.abs = lambda x: 0
builtins.__debug_off__ = True
"""
ISINSTANCE = """
import builtins
builtins.isinstance = lambda *_: True
builtins.issubclass = lambda *_: True
builtins.callable = lambda *_: False
"""
CHECKING = """
import coursework.scoring.check, coursework.expecting.values, coursework.faults.failures
import coursework.instant, sys
for module in [m for n, m in sys.modules.items() if n.startswith("coursework")]:
    for name in ("close", "_near", "expect_number", "expect_array", "as_array", "as_number",
                 "run_checks", "check", "expect_no_loop", "expect_unchanged"):
        if hasattr(module, name):
            setattr(module, name, lambda *_, **__: True)
coursework.faults.failures.Failure = coursework.scoring.check.Failure = None
coursework.expecting.values.TOLERANCE = 1e300
"""
EQUAL_IN_C = """
import ctypes
class Slots(ctypes.Structure):
    _fields_ = [("head", ctypes.c_ssize_t * 25), ("compare", ctypes.c_void_p)]
@ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object, ctypes.py_object, ctypes.c_int)
def always(one, other, how):
    return True
# tp_richcompare of float itself: every two floats are equal from here on.
Slots.from_address(id(float)).compare = ctypes.cast(always, ctypes.c_void_p).value
"""
METHODS_OF_C_TYPES = """
import gc
for kind in (float, int, np.ndarray, np.float64):
    for table in gc.get_referents(kind.__dict__):
        if isinstance(table, dict):
            table["__eq__"] = table["__le__"] = lambda *_: True
"""
ERRSTATE = """
np.seterr(all="ignore")
np.set_printoptions(formatter={"all": lambda x: "passed"})
np.array_repr = np.array_str = lambda *_, **__: "passed"
np.finfo = lambda *_: type("F", (), {"eps": 1e300, "tiny": 1e300})
np.testing.TOLERANCE = np.core = None
"""
TRACED = """
import sys, threading
sys.setprofile(lambda frame, event, argument: None)
threading.setprofile(lambda *_: None)
sys.excepthook = sys.unraisablehook = lambda *_: None
sys.displayhook = lambda *_: None
"""

ATTACKS = [
    Attack("numpy patched", "NumPy's comparisons say yes.", everywhere(NUMPY, "0.0")),
    Attack("testing patched", "Assertions of numpy.testing pass.", everywhere(TESTING, "0.0")),
    Attack("builtins patched", "Python's abs is always 0.", everywhere(BUILTINS, "0.0")),
    Attack("isinstance patched", "Everything is of any type.", everywhere(ISINSTANCE, "0.0")),
    Attack("checking patched", "The checks' own comparisons pass.", everywhere(CHECKING, "0.0")),
    Attack(
        "float's slot", "The C slot that compares floats says yes.", everywhere(EQUAL_IN_C, "0.0")
    ),
    Attack(
        "type dictionaries",
        "Builtin types get another __eq__.",
        everywhere(METHODS_OF_C_TYPES, "0.0"),
    ),
    Attack("numpy's limits", "Machine precision becomes enormous.", everywhere(ERRSTATE, "0.0")),
    Attack("hooks", "Exceptions are swallowed by Python's hooks.", everywhere(TRACED, "0.0")),
]
