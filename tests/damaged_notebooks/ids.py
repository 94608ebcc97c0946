"""Damages of a cell's ids, markers and fields."""

from damaged_notebooks import Collection, cell_of, markdown, place_of, text_of, without_ids
from damaged_notebooks.cells import ALL_LOST, MARKER, NAME

ids = Collection()
damage = ids.of_notebook


@damage(ALL_LOST)
def every_id_lost(notebook):
    without_ids(notebook)


@damage("`hinge_loss`, `svm_loss_naive` weren't in their cells; they were found by their marker")
def ids_of_two_answers_swapped(notebook):
    one, two = cell_of(notebook, "hinge_loss"), cell_of(notebook, "svm_loss_naive")
    one["source"], two["source"] = two["source"], one["source"]


@damage()
def nbgrader_ids_swapped_cell_ids_right(notebook):
    one, two = cell_of(notebook, "hinge_loss"), cell_of(notebook, "svm_loss_naive")
    one["metadata"], two["metadata"] = two["metadata"], one["metadata"]


@damage(MARKER[2])
def id_on_the_instructors_text(notebook):
    cell = cell_of(notebook, "hinge_loss")
    above = notebook["cells"][place_of(notebook, "hinge_loss") - 1]
    above["metadata"], above["id"] = cell["metadata"], cell["id"]
    cell["metadata"], cell["id"] = {}, "other"


@damage(MARKER[2])
def id_on_a_students_note(notebook):
    cell = cell_of(notebook, "hinge_loss")
    note = markdown("My notes", metadata=cell["metadata"], id="hinge_loss")
    cell["metadata"], cell["id"] = {}, "other"
    notebook["cells"].insert(0, note)


@damage()
def one_id_for_all_cells(notebook):
    for cell in notebook["cells"]:
        cell["id"] = "same"


@damage()
def wrong_schema_version(notebook):
    for cell in notebook["cells"]:
        if nbgrader := cell["metadata"].get("nbgrader"):
            nbgrader |= {"schema_version": "seven", "checksum": None, "locked": 1, "solution": 0}


@damage()
def metadata_that_is_a_list(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = [1, {"nbgrader": 3}]


@damage()
def grade_id_that_is_a_list(notebook):
    for cell in notebook["cells"]:
        cell["metadata"] = {"nbgrader": {"grade_id": ["hinge_loss"]}}


@damage()
def five_megabytes_of_metadata(notebook):
    notebook["metadata"]["blob"] = "x" * (5 << 20)
    cell_of(notebook, "hinge_loss")["metadata"]["blob"] = ["y"] * 100_000


@damage(changed=["hinge_loss"])
def marker_deleted(notebook):
    cell = cell_of(notebook, "hinge_loss")
    cell["source"] = text_of(cell).split("\n", 1)[1]


@damage(NAME[2], changed=["hinge_loss"])
def marker_misspelt_and_ids_lost(notebook):
    cell = cell_of(notebook, "hinge_loss")
    cell |= {"source": text_of(cell).replace("YOUR ANSWER: h", "YOUR ANSWR h"), "metadata": {}}
    cell["id"] = "other"


@damage(MARKER[2], changed=["hinge_loss"])
def marker_in_small_letters_and_ids_lost(notebook):
    cell = cell_of(notebook, "hinge_loss")
    cell |= {"source": text_of(cell).replace("YOUR ANSWER: h", "your answer h"), "metadata": {}}
    cell["id"] = "other"


# --- values that are none


@damage("No cell holds the answer `hinge_loss`", lost=["hinge_loss"])
def cell_is_null(notebook):
    notebook["cells"][place_of(notebook, "hinge_loss")] = None


@damage(changed=["hinge_loss"])
def source_is_a_number(notebook):
    cell_of(notebook, "hinge_loss")["source"] = 3


@damage(changed=["hinge_loss"])
def source_is_null(notebook):
    cell_of(notebook, "hinge_loss")["source"] = None


@damage()
def source_is_a_list_with_other_things(notebook):
    cell = cell_of(notebook, "hinge_loss")
    cell["source"] = [None, *text_of(cell).splitlines(keepends=True), 3, ["x"]]


@damage(changed=["hinge_loss"])
def half_a_surrogate_pair(notebook):
    cell = cell_of(notebook, "hinge_loss")
    cell["source"] = text_of(cell) + "# \ud800\n"


@damage("`hinge_loss` is 400,", changed=["hinge_loss"], lost=["hinge_loss"])
def an_answer_of_400_kilobytes(notebook):
    cell = cell_of(notebook, "hinge_loss")
    cell["source"] = text_of(cell) + "#" * (400_500 - len(text_of(cell)))
