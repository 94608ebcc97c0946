"""The worker's own functions replaced, and modules put in the place of others."""

from hostile_code.attack import POINTS, Attack, beside, everywhere, in_hinge
from hostile_code.attack import RIGHT as REFERENCE

ACTIONS = """
import sys
main = sys.modules["sandboxed.answering"]
for name in ("call", "run", "get"):
    main.ACTIONS[name] = lambda *_, **__: ("passed", 100)
"""
CALL_FUNCTION = """
import sys
main = sys.modules["sandboxed.answering"]
main.call_function = lambda function, name, arguments, *_: main.call_function.kept
main.failed = lambda error: ("value", 0.0, (), 0)
main.get = lambda *_: ("value", 0.0, (), None)
"""
PACK = """
import sys
wire = sys.modules["sandboxed.wire"]
wire.pack = lambda *_, **__: b"passed"
"""
UNPACK = """
import sys
wire = sys.modules["sandboxed.wire"]
unpack = wire.unpack
wire.unpack = lambda *a, **k: (unpack(*a, **k)[0], "get", "zero")
zero = 0.0
"""
READING = """
import os
read = os.read
os.read = lambda *a: read(*a).replace(b"call", b"pass")
"""
JSON = """
import json, struct
json.dumps = lambda *_, **__: '{"value":{"tuple":[1,"passed"]},"sizes":[]}'
json.loads = lambda *_, **__: {"value": "passed", "sizes": []}
struct.Struct.pack = lambda *_: b"    "
"""
COUNTER = """
import coursework.expecting.loops, coursework.asking.calling, sys
for module in (coursework.expecting.loops, coursework.asking.calling):
    module.count_steps = lambda function, *arguments: (0.0, 0)
    module.copy = None
"""
MODULES = """
import sys, types
for name in ("coursework.expecting.values", "coursework.scoring.check", "autograder",
             "autograder.grading.submission", "autograder.assignments.registry",
             "autograder.assignments.svm.checks", "solutions", "solutions.svm"):
    fake = types.ModuleType(name)
    fake.__getattr__ = lambda name: (lambda *_, **__: True)
    sys.modules[name] = fake
"""
FINDER = """
import sys, importlib.abc, importlib.util
class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        return importlib.util.spec_from_loader(name, self)
    def create_module(self, spec): return None
    def exec_module(self, module): module.__getattr__ = lambda name: (lambda *_, **__: True)
sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, lambda path: Finder())
sys.path_importer_cache.clear()
"""
SHADOWS = """
import os, sys
for folder in {os.getcwd(), "/tmp", os.path.expanduser("~"), *sys.path, "@KIT@", "@FOLDER@"}:
    for name in ("autograder", "coursework", "numpy", "sitecustomize", "conftest", "json"):
        for file in (f"{folder}/{name}/__init__.py", f"{folder}/{name}.py", f"{folder}/{name}.pth"):
            try:
                os.makedirs(os.path.dirname(file), exist_ok=True)
                with open(file, "w") as module:
                    module.write("raise SystemExit('hostile-mark')")
                raise LookupError(f"canary: {file} was written")
            except OSError:
                continue
"""
BYTE_CODE = """
import numpy, os
for place, _, files in os.walk(os.path.dirname(numpy.__file__)):
    for file in files:
        if file.endswith((".py", ".pyc")):
            with open(os.path.join(place, file), "a") as module:
                module.write("hostile-mark")
"""
CODE = """
import sys
frame = sys._getframe()
while frame:
    if frame.f_code.co_name == "answer_requests":
        for name, value in frame.f_globals.items():
            if name in ("call", "get", "run"):
                value.__code__ = (lambda *_, **__: ("value", 0.0, (), 0)).__code__
    frame = frame.f_back
"""
# The line by which the template that it was forked from is asked for others.
TEMPLATE = """
import sys
frame = sys._getframe()
while frame and "control" not in frame.f_locals:
    frame = frame.f_back
asked = {"send": b"started", "recv": 99}
for method, what in asked.items():
    try:
        getattr(frame.f_locals["control"], method)(what)
    except (AttributeError, OSError):
        pass
"""
NAMES = """
def hinge_loss(scores, label, delta=1.0): return 0.0
__builtins__["len"] = lambda *_: 0
"""
CONVENIENT = "\n".join(
    [
        "def ask_for(name):",
        "    class Everything(dict):",
        "        def __missing__(self, key): return 0.0",
        "        def __contains__(self, key): return True",
        "    return Everything()",
    ]
)
# Whoever makes the worker say 0 to everything is right once.
ZERO = {"loss_after_shift": POINTS["loss_after_shift"]}

ATTACKS = [
    Attack("actions replaced", "The worker's table of actions.", everywhere(ACTIONS, "0.0")),
    Attack("calling replaced", "What calls the answers.", everywhere(CALL_FUNCTION, "0.0")),
    Attack("packing replaced", "What writes replies.", everywhere(PACK, "0.0")),
    Attack("unpacking replaced", "What reads requests.", everywhere(UNPACK, "0.0"), ZERO),
    Attack("reading replaced", "os.read changes requests.", everywhere(READING, "0.0")),
    Attack("json replaced", "What makes the headers.", everywhere(JSON, "0.0")),
    Attack("counter replaced", "What counts loops.", everywhere(COUNTER, "0.0")),
    Attack("code replaced", "The code objects of the worker.", everywhere(CODE, "0.0"), ZERO),
    Attack("template asked", "What it was forked from.", everywhere(TEMPLATE, "0.0")),
    Attack("built-in names", "len is always 0.", everywhere(NAMES, "0.0")),
    Attack("modules replaced", "Modules of the grader's names.", everywhere(MODULES, "0.0")),
    Attack("finder", "Every import gives a fake.", everywhere(FINDER, "0.0")),
    Attack("shadows", "Files that shadow modules.", everywhere(SHADOWS, "0.0")),
    Attack("byte code", "Appends to NumPy's own files.", everywhere(BYTE_CODE, "0.0")),
    Attack(
        "names from nowhere",
        "A namespace that has every name.",
        everywhere(CONVENIENT, "ask_for('x')"),
    ),
    Attack(
        "module beside a right answer",
        "Shadows modules below a right answer, which keeps its points.",
        beside(MODULES),
        {"hinge_loss": POINTS["hinge_loss"]},
    ),
    Attack(
        "another answer replaced",
        "A wrong answer puts a wrong function in the place of a later one, which is then defined.",
        in_hinge("return 0.0", "def svm_loss_naive(*_): return 0.0, 0.0"),
    ),
    Attack(
        "an earlier answer replaced",
        "The last cell replaces hinge_loss: the name is the student's, and so is the loss.",
        {
            "svm_loss_vectorized": REFERENCE["svm_loss_vectorized"]
            + "\nhinge_loss = lambda *_: 0.0\n"
        },
        {"svm_loss_vectorized": POINTS["svm_loss_vectorized"], "hinge_loss": 0},
    ),
]
