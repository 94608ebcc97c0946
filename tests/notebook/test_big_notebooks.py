"""Notebooks of any size are read in bounded memory, with few warnings, or refused."""

import json
import subprocess
import sys
import textwrap

import pytest
from damages_seen import RIGHT, SOUND, read

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
