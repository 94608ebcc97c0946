"""A name that an earlier run of a cell left behind isn't taken for what the cell now says."""

import os

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.slow

MARKER = "# YOUR ANSWER: hinge_loss (keep this line)\n"
RIGHT = """def hinge_loss(scores, label, delta=1.0):
    return sum(max(0, s - scores[label] + delta) for j, s in enumerate(scores) if j != label)
"""
CHECK = 'check("hinge_loss")'
AGAIN = {
    "renamed": (MARKER + RIGHT.replace("hinge_loss", "my_loss"), "it defined `my_loss`, and no"),
    "unreadable": (MARKER + RIGHT + ")", "Python couldn't read it"),
    "stopped above it": (MARKER + "import no_such_module\n" + RIGHT, "in an error before the"),
    "unchanged": (MARKER + RIGHT, "4 of 4 points"),
    "timed": ("%%time\n" + MARKER + RIGHT, "4 of 4 points"),
    "defined without the marker": (RIGHT, "4 of 4 points"),
    "copied and marked otherwise": (
        MARKER.replace("hinge_loss", "mean_loss") + "mean_loss = 1",
        "4 of 4 points",
    ),
}


def shown_by(cells: list[str], folder: object) -> str:
    """Run cells in a kernel and return what the last one shows."""
    first = "from coursework import check"
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(text) for text in [first, *cells]]
    )
    client = NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=dict(os.environ))
    (output,) = notebook.cells[-1].outputs
    return output["data"]["text/plain"] if "data" in output else "\n".join(output["traceback"])


@pytest.mark.parametrize("how", AGAIN)
def test_only_what_an_earlier_run_left_behind_is_told_to_be_from_there(how, tmp_path):
    cell, expected = AGAIN[how]
    said = shown_by([MARKER + RIGHT, CHECK, cell, CHECK], tmp_path)
    assert expected in said
    assert ("is from an earlier run" in said) is ("points" not in expected)


def test_a_decorated_function_is_from_the_cell_of_what_is_decorated(tmp_path):
    timed = "@functools.wraps(f)\n    def g(*given): return f(*given)\n    return g"
    own = f"import functools\ndef timed(f):\n    {timed}"
    renamed = RIGHT.replace("hinge_loss", "my_loss")
    cells = [own, f"{MARKER}@timed\n{RIGHT}", CHECK]
    assert "4 of 4 points" in shown_by(cells, tmp_path)
    cells += [f"{MARKER}@timed\n{renamed}", CHECK]
    assert "is from an earlier run" in shown_by(cells, tmp_path)


def test_a_value_that_was_renamed_is_from_an_earlier_run(tmp_path):
    marker = "# YOUR ANSWER: loss_of_frog\n"
    cells = [f"{marker}loss_of_frog = 1.0", f"{marker}loss_of_fog = 2.0", 'check("loss_of_frog")']
    assert "is from an earlier run" in shown_by(cells, tmp_path)


def test_a_misspelt_check_is_one_line_in_the_notebook(tmp_path):
    said = shown_by([MARKER + RIGHT, 'check("hinge_los")'], tmp_path)
    assert said.startswith("There is no check for 'hinge_los'") and "\n" not in said
