"""The notebook itself: metadata, tags, cell types, ids, magics, transformers, display hooks."""

import copy
import json

from hostile_code.attack import POINTS, RIGHT, Attack, in_hinge

WRONG = "def hinge_loss(scores, label, delta=1.0):\n    return 0.0\n"
TAGS = [
    "skip-execution",
    "remove-cell",
    "raises-exception",
    "remove-input",
    "hide-cell",
    "parameters",
]


def _id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def _cell(notebook, name):
    (cell,) = (one for one in notebook["cells"] if _id(one) == name)
    return cell


def _wrong(notebook):
    _cell(notebook, "hinge_loss")["source"] = WRONG


def _tags(notebook):
    _wrong(notebook)
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = TAGS


def _no_checks(notebook):
    _wrong(notebook)
    notebook["cells"] = [c for c in notebook["cells"] if not str(_id(c)).startswith("check_")]


def _points_in_metadata(notebook):
    _wrong(notebook)
    for cell in notebook["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        nbgrader.update(points=10_000, grade=False, locked=False, score=10_000)
    notebook["metadata"]["nbgrader"] = {"score": 96, "max_score": 96}
    notebook["metadata"]["score"] = 96


def _checks_edited(notebook):
    _wrong(notebook)
    for cell in notebook["cells"]:
        if str(_id(cell)).startswith("check_"):
            cell["source"] = "100  # passed"


def _checks_as_text(notebook):
    _wrong(notebook)
    for cell in notebook["cells"]:
        if str(_id(cell)).startswith("check_"):
            cell["cell_type"] = "raw"


def _outputs_forged(notebook):
    _wrong(notebook)
    forged = {"output_type": "execute_result", "data": {"text/plain": "96"}, "metadata": {}}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [forged | {"execution_count": 1}]


def _twice(notebook):
    """The right answer stands above a wrong one with the same id: the last one counts."""
    cells, right = notebook["cells"], _cell(notebook, "hinge_loss")
    cells.append({**copy.deepcopy(right), "source": WRONG})


def _ids_swapped(notebook):
    one, other = _cell(notebook, "hinge_loss"), _cell(notebook, "svm_loss_naive")
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]
    one["id"], other["id"] = other["id"], one["id"]


def _as_markdown(notebook):
    _wrong(notebook)
    _cell(notebook, "hinge_loss")["cell_type"] = "markdown"


def _unhashable_ids(notebook):
    _wrong(notebook)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader") and _id(cell) != "hinge_loss":
            cell["metadata"]["nbgrader"]["checksum"] = {"$ref": ["x"]}
        cell["metadata"]["deep"] = json.loads("[" * 200 + "]" * 200)
    notebook["cells"] += [None, 7, [], {}, {"source": 5}, {"metadata": [], "source": [1, "x"]}]
    notebook["cells"].append(
        {"cell_type": {}, "metadata": {"nbgrader": {"grade_id": []}}, "id": []}
    )


def _kernel(notebook):
    _wrong(notebook)
    notebook["metadata"]["kernelspec"] = {
        "name": "../../../tmp/evil",
        "language": "bash",
        "argv": ["/bin/sh", "-c", "touch /tmp/hostile-mark"],
    }
    notebook["metadata"]["language_info"] = {"name": "bash"}
    notebook["metadata"]["jupytext"] = {"executable": "/bin/sh", "main_language": "bash"}
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 10**9


def _own_cells_first(notebook):
    """Cells of one's own that replace what the answers rely on: they are not even run."""
    _wrong(notebook)
    source = "hinge_loss = __import__('solutions.svm').svm.hinge_loss\nclass np: array = None"
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": []}
    notebook["cells"].insert(0, {**cell, "execution_count": None})


def _import_cell_edited(notebook):
    _wrong(notebook)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and "import numpy" in "".join(cell["source"]):
            cell["source"] = (
                "import solutions.svm as np\nfrom autograder.assignments.svm.checks import *\n"
            )


def _attachments(notebook):
    _wrong(notebook)
    for cell in notebook["cells"]:
        cell["attachments"] = {"../../../tmp/hostile-mark": {"text/plain": "x"}}


TRANSFORMERS = """
import ast, sys
try:
    get_ipython().input_transformers_cleanup.append(lambda lines: ["pass"])
except NameError:
    pass
class NoChecks(ast.NodeTransformer):
    def visit_Assert(self, node): return None
compile = lambda *_, **__: (lambda: None).__code__
__builtins__["compile"] = __builtins__["exec"] = lambda *_, **__: None
"""
DISPLAY = """
import builtins, sys
sys.displayhook = builtins.print = lambda *_: None
class Shown(float):
    def _repr_html_(self): return "<b>passed</b>"
    def _ipython_display_(self): raise SystemExit
    def _repr_mimebundle_(self, **_): return {"text/plain": "96"}
"""
MAGICS = "%%writefile /tmp/hostile-mark\n" + WRONG
SHELL = "!touch /tmp/hostile-mark\n%run /tmp/x.py\n" + WRONG + "\n%%bash\n"
CODING = "# -*- coding: rot13 -*-\nqrs uvatr_ybff(fpberf, ynory, qrygn=1.0):\n    erghea 0.0\n"
LOST = {"hinge_loss": 0}

ATTACKS = [
    Attack("tags", "Tags that skip cells.", earns=LOST, edit=_tags),
    Attack("no checks", "The check cells are deleted.", earns=LOST, edit=_no_checks),
    Attack(
        "points in the metadata",
        "Points stand there already.",
        earns=LOST,
        edit=_points_in_metadata,
    ),
    Attack("checks edited", "Check cells that say 100.", earns=LOST, edit=_checks_edited),
    Attack("checks as text", "Check cells that are no code.", earns=LOST, edit=_checks_as_text),
    Attack("outputs forged", "Outputs that show full points.", earns=LOST, edit=_outputs_forged),
    Attack(
        "the answer twice", "Two cells of one id: the last one counts.", earns=LOST, edit=_twice
    ),
    Attack(
        "ids swapped",
        "Two answers under each other's ids: neither cell defines what it should alone.",
        edit=_ids_swapped,
    ),
    Attack(
        "answer as Markdown", "An answer's cell of another type.", earns=LOST, edit=_as_markdown
    ),
    Attack("damaged cells", "Cells that are no cells.", earns=LOST, edit=_unhashable_ids),
    Attack("kernel", "A kernel that is a shell.", earns=LOST, edit=_kernel),
    Attack("cells above", "A cell that imports the reference.", earns=LOST, edit=_own_cells_first),
    Attack("import cell edited", "np is the reference.", earns=LOST, edit=_import_cell_edited),
    Attack("attachments", "Attachments with paths for names.", earns=LOST, edit=_attachments),
    Attack(
        "transformers", "Input and syntax-tree transformers.", in_hinge("return 0.0", TRANSFORMERS)
    ),
    Attack("display hooks", "A value that shows as a pass.", in_hinge("return Shown(0)", DISPLAY)),
    Attack("cell magic", "A cell magic that writes a file.", {"hinge_loss": MAGICS}),
    Attack("shell", "Commands of the shell.", {"hinge_loss": SHELL}),
    Attack("encoding", "Source in another encoding.", {"hinge_loss": CODING}),
    Attack(
        "form feed and null",
        "Control characters that hide code; the answer stays right.",
        {"hinge_loss": RIGHT["hinge_loss"] + "\n\x0c# \u202e hidden \u2066\n"},
        {"hinge_loss": POINTS["hinge_loss"]},
    ),
]
