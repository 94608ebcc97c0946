"""Damaged notebooks are graded with a warning or refused with a sentence; answers there count."""

import copy
import json
import re
import subprocess
import sys
import textwrap

import nbformat
import pytest
from damaged_notebooks import text_of, without_ids
from damaged_notebooks.cells import cells
from damaged_notebooks.files import files
from damaged_notebooks.programs import programs
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.class_run.results_folder import write_submission
from autograder.course import load_course
from autograder.grading.submission import grade
from autograder.notebook.answers import UnreadableNotebook, pristine_notebook, read_submission

RIGHT = reference_answers("svm")
SOUND = filled("svm", RIGHT)
PRISTINE = pristine_notebook("svm")
DAMAGES = {one.name: one for group in (files, cells, programs) for one in group.damages}
# One sentence for a student: it ends, and nothing is in it that a page or a table can't show.
SENTENCE = re.compile(r"[^\n]{8,400}[.]")
# Graded for real: what a sandbox sees is not what the reader says it saw.
GRADED = {
    "saved_by_colab": {},
    "saved_in_format_3": {},
    "ids_of_two_answers_swapped": {},
    "split_with_both_ids_on_both_halves": {},
    "two_answers_merged": {},
    "everything_in_one_cell_without_markers": {},
    "helper_in_a_cell_with_magics": {},
    "await_at_top_level": {},
    "answer_deleted": {"hinge_loss"},
    "truncated_in_the_middle": None,
}


def read(content):
    return read_submission(content, PRISTINE)


def test_there_are_many_damages_and_each_is_one():
    assert len(DAMAGES) >= 100 and set(GRADED) <= set(DAMAGES)
    for group in (files, cells, programs):
        assert len({one.name for one in group.damages}) == len(group.damages)
    assert all(one.make(SOUND) != SOUND for one in DAMAGES.values())


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_notebook_is_read_as_far_as_it_is_there_or_refused(damage):
    content = damage.make(SOUND)
    if damage.refused is not None:
        with pytest.raises(UnreadableNotebook, match=re.escape(damage.refused)) as caught:
            read(content)
        assert SENTENCE.fullmatch(str(caught.value)) and str(caught.value).startswith("The file ")
        return
    submission = read(content)
    got = {**submission.answers, **submission.texts}
    assert set(RIGHT) - set(got) == damage.lost
    kept = set(RIGHT) - damage.lost - damage.changed
    assert {name: got[name] for name in kept} == {name: RIGHT[name] for name in kept}
    warnings = list(submission.warnings)
    for said in damage.says:
        (warning, *_) = [text for text in warnings if said in text] or [None]
        assert warning is not None, (said, submission.warnings)
        warnings.remove(warning)
    assert warnings == []
    assert all(SENTENCE.fullmatch(text) for text in submission.warnings)


@pytest.mark.parametrize("name", GRADED)
def test_what_is_there_earns_its_points(grader, name):
    result = grade(DAMAGES[name].make(SOUND), "ada", grader).result
    if GRADED[name] is None:
        assert result.score == 0 and result.error
        return
    lost = {check.question for check in result.checks if check.earned < check.points}
    assert (lost, result.error) == (set(GRADED[name]), None)


def test_a_notebook_of_another_assignment_is_refused_and_named():
    other = filled("knn", reference_answers("knn"))
    with pytest.raises(UnreadableNotebook, match="another assignment, “knn”"):
        read(other)
    with pytest.raises(UnreadableNotebook, match="another assignment, “knn”"):
        read(filled("knn", {}))


def test_answers_pasted_into_the_notebook_of_another_assignment_count_and_that_is_said():
    other = json.loads(filled("knn", reference_answers("knn")))
    mine = json.loads(SOUND)["cells"]
    other["cells"] += [cell for cell in mine if cell["id"] in ("hinge_loss", "loss_range")]
    submission = read(json.dumps(other).encode())
    assert submission.answers["hinge_loss"] == RIGHT["hinge_loss"]
    assert "answers of another assignment, “knn”, and 2 of this one" in submission.warnings[0]


PRIVATE = "PRIVATE-51c0ffee"


def with_private_data_everywhere():
    """A notebook as Colab and VS Code write it, with a mark in all that is no source."""
    notebook = json.loads(SOUND)
    user = {"displayName": PRIVATE, "userId": PRIVATE, "photoUrl": f"https://{PRIVATE}"}
    mark = {PRIVATE: [PRIVATE, {"path": f"/home/{PRIVATE}/svm.ipynb"}]}
    outputs = [
        {"output_type": "stream", "name": "stderr", "text": [f"/home/{PRIVATE}/x.py:3\n"]},
        {"output_type": "display_data", "metadata": mark, "data": {"text/html": PRIVATE}},
        {"output_type": "error", "ename": "E", "evalue": PRIVATE, "traceback": [PRIVATE]},
    ]
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] |= {"executionInfo": {"user": user}, "colab": mark, "vscode": mark}
        cell["metadata"] |= {"tags": [PRIVATE], "name": PRIVATE, "id": f"{PRIVATE}{number}"}
        cell["attachments"] = {f"{PRIVATE}.png": {"image/png": PRIVATE}}
        cell |= {"id": f"{PRIVATE}-{number}", PRIVATE: PRIVATE}
        if cell["cell_type"] == "code":
            cell |= {"outputs": outputs, "execution_count": 7}
            cell["metadata"]["nbgrader"] = {**cell["metadata"].get("nbgrader", {}), PRIVATE: 1}
    notebook["metadata"] = {"colab": mark, "widgets": mark, "kernelspec": mark, "authors": [user]}
    notebook["cells"].insert(0, {"cell_type": "markdown", "source": PRIVATE, "metadata": mark})
    return {**notebook, PRIVATE: PRIVATE}


def test_nothing_but_the_answers_text_is_written_down_of_a_notebook(grader, tmp_path):
    content = json.dumps(with_private_data_everywhere()).encode()
    graded = grade(content, "ada", grader)
    assert graded.result.score == graded.result.max_score
    write_submission(graded, load_course(), tmp_path)
    (tmp_path / "result.json").write_text(graded.result.to_json(), encoding="utf-8")
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in written} >= {".html", ".ipynb"}
    for path in written:
        assert PRIVATE not in path.name
        assert PRIVATE.encode() not in path.read_bytes(), path.name
    (notebook,) = tmp_path.rglob("*.ipynb")
    shown = nbformat.read(notebook, as_version=4)
    assert RIGHT["hinge_loss"] in [cell.source for cell in shown.cells]


# --- size


def measured(expression):
    """Read a notebook made by an expression in another process: what came out, memory grown."""
    program = f"""
        import json, resource
        from autograder.assignments.written_answers.filling import filled, reference_answers
        from autograder.notebook.answers import UnreadableNotebook
        from autograder.notebook.answers import pristine_notebook, read_submission
        whole, M = filled("svm", reference_answers("svm")), 1 << 20
        def outputs(*parts):
            return whole.replace(b'"outputs": []', b'"outputs": [' + b"".join(parts) + b"]", 1)
        content, pristine = {expression}, pristine_notebook("svm")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            found = read_submission(content, pristine)
            said = [len(found.answers), found.warnings]
        except UnreadableNotebook as error:
            said = str(error)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps([said, (after - before) >> 10]))
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


BIG = {
    "pictures": """outputs(b'{"image/png": "', b"iVBORw0KGgo/" * (100 * M // 12), b'"}')""",
    "prints": """outputs(b'{"text": ["', b'step 1, [loss]", "' * (50 * M // 18), b'"]}')""",
    "escapes": """outputs(b'{"text": "', b'\\\\"' * (50 * M), b'"}')""",
}
BOMBS = {
    "lists": """outputs(b"[", b"[]," * (20 * M), b"0]")""",
    "objects in the metadata": """whole.replace(b'"metadata": {', b'"metadata": {"a": ['
        + b'{"a":1},' * (2 * M) + b"0],", 1)""",
    "text": """whole.replace(b"The multiclass", b"x" * (100 * M), 1)""",
}


@pytest.mark.slow
@pytest.mark.parametrize("expression", BIG.values(), ids=BIG)
def test_a_hundred_megabytes_of_outputs_are_read_in_no_more_memory(expression):
    said, grown = measured(expression)
    assert said == [13, []] and grown < 120


@pytest.mark.slow
@pytest.mark.parametrize("expression", BOMBS.values(), ids=BOMBS)
def test_what_would_grow_in_memory_is_refused_with_what_to_do(expression):
    said, grown = measured(expression)
    assert said.startswith("The file holds ") and "Clear Outputs" in said and grown < 250


def code_cells(sources):
    return [{"cell_type": "code", "metadata": {}, "outputs": [], "source": s} for s in sources]


@pytest.mark.slow
def test_fifty_thousand_cells_are_read_without_a_warning():
    notebook = json.loads(SOUND)
    notebook["cells"] += code_cells(f"x{n} = {n}\nprint(x{n})" for n in range(50_000))
    submission = read(json.dumps(notebook).encode())
    assert submission.answers == read(SOUND).answers and submission.warnings == []


@pytest.mark.slow
def test_more_code_than_a_student_writes_is_left_out_with_a_warning():
    notebook = json.loads(SOUND)
    notebook["cells"] += code_cells(["hinge_loss + 1\n" * 6000] * 30)
    submission = read(json.dumps(notebook).encode())
    assert submission.answers == read(SOUND).answers
    assert "holds more than 2,000,000 characters of code; 8 cells at" in submission.warnings[0]


def test_a_thousand_copies_of_an_answer_and_helpers_give_a_handful_of_short_warnings():
    notebook = json.loads(SOUND)
    chain = [f"def h{n}(): return h{n + 1}()" for n in range(2000)]
    copies = [f"{RIGHT['hinge_loss']}\nh0()\n# {n}" for n in range(1000)]
    notebook["cells"] += code_cells([*chain, *copies])
    for cell in notebook["cells"][-1000:]:
        cell["metadata"] = {"nbgrader": {"grade_id": "hinge_loss"}}
    submission = read(json.dumps(notebook).encode())
    assert submission.answers["hinge_loss"] == copies[-1] and len(submission.helpers) == 2000
    assert len(submission.warnings) == 2
    assert all(len(text) < 300 for text in submission.warnings)


# --- any damage

NAMES = [name for name in RIGHT if name != "squared_or_not"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)
PLACES = st.integers(0, 10**6)


def hit(notebook, place):
    """A cell, and the answer that it holds if it holds one."""
    cell = notebook["cells"][place % len(notebook["cells"])]
    held = [name for name in RIGHT if f"YOUR ANSWER: {name} " in text_of(cell)]
    return cell, set(held)


def delete(notebook, place, _):
    cell, held = hit(notebook, place)
    if len(notebook["cells"]) > 1:
        notebook["cells"].remove(cell)
    return held


def repeat(notebook, place, other):
    cell, _ = hit(notebook, place)
    notebook["cells"].insert(other % len(notebook["cells"]), copy.deepcopy(cell))
    return set()


def swap(notebook, place, other):
    cells = notebook["cells"]
    place, other = place % len(cells), other % len(cells)
    cells[place], cells[other] = cells[other], cells[place]
    return set()


def swap_ids(notebook, place, other):
    one, two = hit(notebook, place)[0], hit(notebook, other)[0]
    for key in ("id", "metadata"):
        one[key], two[key] = two.get(key, {}), one.get(key, {})
    return set()


def retype(notebook, place, other):
    hit(notebook, place)[0]["cell_type"] = ["code", "markdown", "raw", "heading"][other % 4]
    return set()


def strip(notebook, place, _):
    cell, _ = hit(notebook, place)
    cell["metadata"] = {}
    cell.pop("id", None)
    return set()


def strip_all(notebook, *_):
    without_ids(notebook)
    return set()


def split(notebook, place, other):
    cell, held = hit(notebook, place)
    lines = text_of(cell).splitlines(keepends=True)
    cut = other % (len(lines) + 1)
    below = {**copy.deepcopy(cell), "source": "".join(lines[cut:])}
    cell["source"] = "".join(lines[:cut])
    notebook["cells"].insert(notebook["cells"].index(cell) + 1, below)
    return held


def merge(notebook, place, _):
    cells = notebook["cells"]
    place %= max(1, len(cells) - 1)
    if place + 1 < len(cells):
        held = hit(notebook, place)[1] | hit(notebook, place + 1)[1]
        cells[place]["source"] = text_of(cells[place]) + "\n\n" + text_of(cells.pop(place + 1))
        return held
    return set()


STEPS = [delete, repeat, swap, swap_ids, retype, strip, strip_all, split, merge]
SEQUENCES = st.lists(st.tuples(st.sampled_from(STEPS), PLACES, PLACES), min_size=1, max_size=6)


def outcome(content):
    """What is read, or the sentence of refusal: the same each time, and fit to be shown."""
    first, second = attempt(content), attempt(content)
    assert first == second
    sentences = [first] if isinstance(first, str) else first.warnings
    assert all(SENTENCE.fullmatch(text) for text in sentences), sentences
    assert len(sentences) <= 2 * len(RIGHT)
    return first


def attempt(content):
    try:
        return read(content)
    except UnreadableNotebook as error:
        return str(error)


@pytest.mark.slow
@settings(max_examples=120)
@given(SEQUENCES)
def test_answers_that_no_damage_has_touched_are_taken_word_for_word(steps):
    notebook, touched = json.loads(SOUND), set()
    for step, place, other in steps:
        touched |= step(notebook, place, other)
    submission = outcome(json.dumps(notebook).encode())
    for name in set(NAMES) - touched:
        assert submission.answers[name] == RIGHT[name], name


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(st.tuples(PLACES, VALUES), min_size=1, max_size=6))
def test_any_value_anywhere_in_the_notebook_is_borne(changes):
    top = {"notebook": json.loads(SOUND)}
    for place, value in changes:
        node, key = top, "notebook"
        while isinstance(node[key], dict | list) and node[key] and place % 7:
            node = node[key]
            keys = sorted(node) if isinstance(node, dict) else range(len(node))
            key, place = keys[place % len(keys)], place // 3
        node[key] = value
    outcome(json.dumps(top["notebook"]).encode())


@settings(max_examples=60)
@given(
    st.lists(st.tuples(PLACES, st.integers(0, 40), st.binary(max_size=6)), min_size=1, max_size=4)
)
def test_any_bytes_cut_turned_or_put_in_are_borne(changes):
    content = SOUND
    for place, cut, put in changes:
        place %= len(content)
        content = content[:place] + put + content[place + cut :]
    outcome(content)
