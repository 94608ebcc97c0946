"""Notebooks as programs save them, and code that was harmed or that only IPython runs."""

import json

import nbformat

from damaged_notebooks import Collection, cell_of, code, text_of
from damaged_notebooks.cells import ALL_LOST, CODE, insert_below

programs = Collection()
damage, whole = programs.of_notebook, programs.of_bytes
USER = {"displayName": "PRIVATE Name", "userId": "PRIVATE-1", "photoUrl": "https://PRIVATE"}
MENDED = {"changed": ["hinge_loss"]}


def of_colab(cell):
    """Give a cell the metadata that Colab writes."""
    cell["metadata"] |= {
        "id": cell.pop("id"),
        "colab": {"base_uri": "https://localhost:8080/", "height": 34},
        "executionInfo": {"status": "ok", "timestamp": 1, "user": USER, "user_tz": -60},
        "outputId": "PRIVATE-2",
    }


@damage()
def saved_by_colab(notebook):
    for cell in notebook["cells"]:
        of_colab(cell)
    notebook["cells"].insert(0, code(["from google.colab import drive\n", "drive.mount('/d')"]))
    notebook |= {"nbformat_minor": 0}
    notebook["metadata"] = {
        "colab": {"provenance": [{"file_id": "PRIVATE"}], "authorship_tag": "PRIVATE"},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"a": {"state": {}}}},
    }


@damage()
def saved_by_colab_without_nbgraders_metadata(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        of_colab(cell)
    notebook |= {"nbformat_minor": 0}


@damage(ALL_LOST)
def copied_in_colab_with_new_ids(notebook):
    for number, cell in enumerate(notebook["cells"]):
        cell |= {"metadata": {}, "id": f"gX{number}"}
        of_colab(cell)


@damage()
def saved_by_vs_code(notebook):
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] |= {"vscode": {"languageId": "python"}}
        cell["id"] = f"{number:08x}"
        cell["source"] = text_of(cell).splitlines(keepends=True)
    notebook["metadata"] |= {"language_info": {"version": "3.13.1", "PRIVATE": 1}}


@damage()
def saved_by_jupyterlab_collapsed(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] |= {"jp-MarkdownHeadingCollapsed": True, "jupyter": {"source_hidden": 1}}


@damage()
def saved_for_another_language(notebook):
    notebook["metadata"] = {"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}


@whole()
def saved_in_format_3(content):
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        cell.pop("id")
    new = nbformat.reads(json.dumps({**notebook, "nbformat_minor": 4}), as_version=4)
    return json.dumps(nbformat.v4.downgrade(new)).encode()


@damage()
def outputs_of_every_kind(notebook):
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ['"outputs": [', "]}\\"]},
        {"output_type": "display_data", "data": {"image/png": "iVBOR" * 1000}, "metadata": {}},
        {"output_type": "error", "ename": "E", "evalue": "x", "traceback": ["/home/PRIVATE"]},
        {"data": {"application/json": {"outputs": [{"outputs": [[1, 2], {}]}]}}},
    ]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = outputs


def changed_hinge(change, *says, name):
    """Register a change of the text of one answer, which costs nothing but a warning."""

    def damage_of_it(notebook):
        cell = cell_of(notebook, "hinge_loss")
        cell["source"] = change(text_of(cell))

    damage_of_it.__name__ = name
    damage(*says, **MENDED)(damage_of_it)


COMMANDS = "In `hinge_loss`, IPython's commands (%, ! and ?) were left out."
UNSEEN = "In `hinge_loss`, characters that can't be seen were taken out."
for magic in ("%%time", "%%timeit -n 1", "%%writefile hinge.py", "%%capture", "!pip install x"):
    changed_hinge(lambda text, m=magic: f"{m}\n{text}", COMMANDS, name=f"begins_with_{magic}")
changed_hinge(lambda text: f"{text}\nnp.maximum?\n?np\n", COMMANDS, name="help_of_ipython")
changed_hinge(lambda text: f"{text}\nfiles = !ls\nx = %pwd\n", COMMANDS, name="assigned_magic")
changed_hinge(
    lambda text: f"{text}\nimport asyncio\nawait asyncio.sleep(0)\n",
    "In `hinge_loss`, `await` outside of a function was left out.",
    name="await_at_top_level",
)
changed_hinge(lambda text: text.replace("    ", "\u00a0   "), UNSEEN, name="hard_spaces")
changed_hinge(lambda text: "\ufeff\u200b" + text, UNSEEN, name="zero_width_characters")
changed_hinge(lambda text: text + "\0x = 1\n", UNSEEN, name="null_characters")
changed_hinge(lambda text: f"{text}\x0c\n\x0c\n", name="form_feeds")
changed_hinge(
    lambda text: f"{text}\nunit = “points”\n",
    "In `hinge_loss`, curly quotation marks were made straight.",
    name="curly_quotes",
)
changed_hinge(
    lambda text: "\n".join(f"    {line}" for line in text.split("\n")),
    "In `hinge_loss`, the code was moved to the left as a whole.",
    name="indented_as_a_whole",
)
changed_hinge(
    lambda text: "\n".join(
        f">>> {line}" if line[:1].strip() else f"... {line}" for line in text.split("\n")
    ),
    "In `hinge_loss`, the prompts in front of the lines were taken off.",
    name="with_prompts",
)
changed_hinge(
    lambda text: f"{text}\nif True:\n    x = 1\n\ty = 2\n",
    "In `hinge_loss`, tabs were made spaces.",
    name="tabs_and_spaces_mixed",
)
changed_hinge(lambda text: text.replace("\n", "\r\n"), name="crlf_in_the_cell")


@damage()
def a_syntax_error_in_a_cell_of_ones_own(notebook):
    insert_below(notebook, "hinge_loss", code("%%bash\nls | wc -l\n"))


@damage(
    "Your answers use `OWN_ZERO` from cells of your own",
    **MENDED,
)
def helper_in_a_cell_with_magics(notebook):
    cell = cell_of(notebook, "hinge_loss")
    cell["source"] = text_of(cell) + "\nOWN_ZERO + 1\n"
    notebook["cells"].insert(0, code("%%time\n!pip list\nOWN_ZERO = -0.0\n"))


@damage("No cell holds the answers", lost=[*CODE, "squared_or_not"])
def another_courses_notebook(notebook):
    notebook["cells"] = [code("import os\nprint(1)")]
