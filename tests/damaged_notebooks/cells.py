"""Damages of cells: deleted, moved, retyped, split and merged."""

import copy

from damaged_notebooks import Collection, cell_of, code, markdown, place_of, text_of

cells = Collection()
damage = cells.of_notebook
CODE = [
    "loss_of_frog",
    "mean_loss",
    "hinge_loss",
    "loss_after_shift",
    "loss_range",
    "loss_at_start",
    "loss_over_all_classes",
    "mean_over_classes",
    "mean_squared_hinge",
    "is_w_unique",
    "loss_with_doubled_weights",
    "svm_loss_naive",
    "svm_loss_vectorized",
]
MARKER = tuple(f"`{name}` wasn't in its cell; it was found by its marker" for name in CODE)
NAME = tuple(f"`{name}` wasn't in its cell; it was found by its name" for name in CODE)
ALL_LOST = "No answer's cell has the id that it was given out with"
PLACE = "`squared_or_not` wasn't in its cell; it was found by its place"


def insert_below(notebook, name, *more):
    place = place_of(notebook, name) + 1
    notebook["cells"][place:place] = more


def split(notebook, name, line, **tail):
    """Split an answer's cell before the line that begins so."""
    cell = cell_of(notebook, name)
    head, rest = text_of(cell).split(f"\n{line}", 1)
    cell["source"] = head
    insert_below(notebook, name, code(f"{line}{rest}", **tail))


def stub_of(notebook, name):
    """Return what a student begins an answer with."""
    cell = cell_of(notebook, name)
    source = text_of(cell)
    if source.count("\n") < 4:
        return f"# YOUR ANSWER: {name}\n{name} = None\n"
    head = source[: source.index('"""', source.index('"""') + 3) + 3]
    return f"{head}\n    # your code here\n    raise NotImplementedError\n"


# --- deleted, repeated, moved


@damage("No cell holds the answer `hinge_loss`", lost=["hinge_loss"])
def answer_deleted(notebook):
    notebook["cells"].remove(cell_of(notebook, "hinge_loss"))


@damage("No cell holds the answers", lost=[*CODE, "squared_or_not"])
def every_cell_deleted(notebook):
    notebook["cells"].clear()


@damage()
def check_cells_deleted(notebook):
    notebook["cells"] = [c for c in notebook["cells"] if not c["id"].startswith("check_")]


@damage()
def check_cells_edited(notebook):
    for cell in notebook["cells"]:
        if cell["id"].startswith("check_"):
            cell["source"] = "print('all passed')"
            cell["metadata"]["nbgrader"]["points"] = 1000


@damage()
def all_but_the_answers_deleted(notebook):
    notebook["cells"] = [c for c in notebook["cells"] if c["id"] in [*CODE, "squared_or_not"]]


@damage()
def order_turned_round(notebook):
    notebook["cells"].reverse()


@damage()
def answer_repeated_word_for_word(notebook):
    insert_below(notebook, "hinge_loss", copy.deepcopy(cell_of(notebook, "hinge_loss")))


@damage("2 versions of the answer `hinge_loss`; the last one counts")
def an_older_try_above_with_the_same_ids(notebook):
    older = copy.deepcopy(cell_of(notebook, "hinge_loss"))
    older["source"] = "def hinge_loss(scores, label, delta=1.0):\n    return 1\n"
    notebook["cells"].insert(0, older)


@damage("2 versions of the answer `hinge_loss`; the last one counts")
def an_older_try_in_a_cell_of_its_own(notebook):
    notebook["cells"].insert(0, code("def hinge_loss(scores, label):\n    return 1\n"))


@damage(NAME[2], changed=["hinge_loss"])
def stub_left_and_answer_below(notebook):
    cell = cell_of(notebook, "hinge_loss")
    below = code(text_of(cell).split("\n", 1)[1])
    cell["source"] = stub_of(notebook, "hinge_loss")
    insert_below(notebook, "hinge_loss", below)


@damage(NAME[2], changed=["hinge_loss"])
def stub_touched_and_answer_below(notebook):
    cell = cell_of(notebook, "hinge_loss")
    below = code(text_of(cell).split("\n", 1)[1])
    cell["source"] = "# YOUR ANSWER: hinge_loss\n# see below!\n"
    insert_below(notebook, "hinge_loss", below)


# --- retyped


@damage()
def answer_as_markdown(notebook):
    cell_of(notebook, "hinge_loss")["cell_type"] = "markdown"


@damage()
def answer_as_raw(notebook):
    cell_of(notebook, "hinge_loss")["cell_type"] = "raw"


@damage(MARKER[2])
def answer_as_markdown_without_ids(notebook):
    cell = cell_of(notebook, "hinge_loss")
    cell |= {"cell_type": "markdown", "metadata": {}, "id": "other"}


@damage("In `hinge_loss`, the lines around the code (```)", changed=["hinge_loss"])
def answer_as_markdown_in_fences(notebook):
    cell = cell_of(notebook, "hinge_loss")
    cell |= {"cell_type": "markdown", "source": f"```python\n{text_of(cell)}\n```"}


@damage()
def unknown_cell_types(notebook):
    for cell in notebook["cells"]:
        cell["cell_type"] = "heading"


@damage()
def text_answer_as_code(notebook):
    cell_of(notebook, "squared_or_not")["cell_type"] = "code"


# --- split and merged


@damage("`svm_loss_naive` was split over 2 cells; the grader joined them")
def split_below_the_docstring(notebook):
    cell = cell_of(notebook, "svm_loss_naive")
    source = text_of(cell)
    end = source.index('"""', source.index('"""') + 3) + 3
    cell["source"] = source[:end]
    insert_below(notebook, "svm_loss_naive", code(source[end + 1 :]))


@damage("`svm_loss_naive` was split over 2 cells; the grader joined them")
def split_before_the_return(notebook):
    split(notebook, "svm_loss_naive", "    return ")


@damage("`svm_loss_naive` was split over 2 cells; the grader joined them")
def split_with_both_ids_on_both_halves(notebook):
    twin = copy.deepcopy(cell_of(notebook, "svm_loss_naive"))
    split(notebook, "svm_loss_naive", "    return ", id=twin["id"], metadata=twin["metadata"])


@damage("`svm_loss_naive` was split over 3 cells; the grader joined them")
def split_in_three_with_an_empty_cell_between(notebook):
    split(notebook, "svm_loss_naive", "    return ")
    insert_below(notebook, "svm_loss_naive", code(""))
    source = text_of(cell_of(notebook, "svm_loss_naive"))
    end = source.index('"""', source.index('"""') + 3) + 3
    cell_of(notebook, "svm_loss_naive")["source"] = source[:end]
    insert_below(notebook, "svm_loss_naive", code(source[end + 1 :]))


@damage("Your answers use `_own_margins` from cells of your own", changed=["hinge_loss"])
def helper_split_off_with_the_same_id(notebook):
    cell = cell_of(notebook, "hinge_loss")
    helper = {**copy.deepcopy(cell), "source": "def _own_margins(x):\n    return x\n"}
    cell["source"] = text_of(cell) + "\n_own_margins(1)\n"
    insert_below(notebook, "hinge_loss", helper)


@damage()
def a_scratch_cell_below_that_is_indented(notebook):
    insert_below(notebook, "hinge_loss", code("    print(hinge_loss(scores[0], 0))\n"))


@damage(MARKER[1], changed=["loss_of_frog", "mean_loss"])
def two_answers_merged(notebook):
    first, second = cell_of(notebook, "loss_of_frog"), cell_of(notebook, "mean_loss")
    first["source"] = f"{text_of(first)}\n\n{text_of(second)}"
    notebook["cells"].remove(second)


@damage(
    ALL_LOST, "No cell holds the answer `squared_or_not`", changed=CODE, lost=["squared_or_not"]
)
def everything_in_one_cell_without_markers(notebook):
    answers = [text_of(cell_of(notebook, name)).split("\n", 1)[1] for name in CODE]
    notebook["cells"] = [code("\n\n".join(answers))]


@damage("`squared_or_not` goes on in another cell", changed=["squared_or_not"])
def text_goes_on_below(notebook):
    insert_below(notebook, "squared_or_not", markdown("And one more thing."))


@damage(PLACE, changed=["squared_or_not"])
def text_in_a_cell_of_its_own(notebook):
    cell = cell_of(notebook, "squared_or_not")
    text = text_of(cell)
    cell["source"] = "*Your answer here.*"
    insert_below(notebook, "squared_or_not", markdown(text))
