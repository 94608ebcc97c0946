"""What students are given holds no reference solution and no hidden check."""

import ast
import json

import pytest
from hostile_code.attack import RIGHT, hinge
from hostile_code.kept import kept_in

from autograder.assignments.registry import all_checks, questions
from autograder.assignments.written_answers.filling import filled
from autograder.class_run.results_folder import write_submission
from autograder.course import ROOT, load_course
from autograder.grading.result import file_name
from autograder.grading.submission import grade
from autograder.notebook.syntax import parsed
from autograder.reports.for_the_student import marked

LONG_ENOUGH = 25
ASSIGNMENTS = [one.name for one in load_course().assignments]
# Statements that a student's files have on purpose, each with the reason.
KNOWN = {
    "self.gates = {name: gate for name, gate, _ in nodes}": "a constructor is given",
    "self.inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}": "a constructor is given",
    "gradients = graph.backward()": "calls what the student wrote",
    "mean_image = data.X_train.mean(axis=0)": "prepares the notebook's data",
    "W = np.array(W, dtype=float)": "makes numbers of what came in",
    "W = np.asarray(W, dtype=float)": "makes numbers of what came in",
    "W = W - learning_rate * gradient": "the lecture's formula, shown before it is asked for",
    "return upstream * self.value": "the gate that students are given as an example",
    "best = int(np.argmin(losses))": "chooses what a picture shows",
    # Visible and hidden checks of one kind share these; they hold no value.
    "expect_zero_for_itself(student, X)": "asks a visible check's question",
    "expect_drawn_one_by_one(batches, len(X))": "asks a visible check's question",
    "expected = np.array([FOUR_PIXELS['value']['scores']])": "the lecture's own numbers",
    "tried = [as_array(called.arguments[0], 'W') for called in call.called_back]": "reads calls",
    "raise Failure('Your function never called the loss.')": "a message",
    "raise Failure('All tries had the same weights.', slips.SAME_WEIGHTS)": "a message",
}


def statements(source):
    """Return the statements of a source text, each as Python writes it."""
    return {
        text
        for top in parsed(source)
        for node in ast.walk(top)
        if isinstance(node, ast.stmt) and not isinstance(node, ast.Import | ast.ImportFrom)
        if len(text := ast.unparse(node)) >= LONG_ENOUGH
    }


def bodies(path):
    """Return the statements inside a module's functions, docstrings left out."""
    found = {}
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                documentation = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
                if isinstance(node, ast.stmt) and node is not function and not documentation:
                    text = ast.unparse(node)
                    if len(text) >= LONG_ENOUGH:
                        found[text] = f"{path.relative_to(ROOT)}, {function.name}"
    return found


@pytest.fixture(scope="module")
def given():
    """Return the statements of all that is given out, each with the file that it stands in."""
    found = {}
    for path in sorted((ROOT / "assignments").rglob("*.py")):
        for text in statements(path.read_text(encoding="utf-8")):
            found[text] = str(path.relative_to(ROOT))
    for path in sorted((ROOT / "assignments").rglob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                for text in statements("".join(cell["source"])):
                    found[text] = str(path.relative_to(ROOT))
    return found


@pytest.mark.parametrize("part", ["solutions", "checks", "mistakes"])
def test_what_is_given_out_has_no_statement_of_what_is_kept(given, part):
    kept = {}
    for path in kept_in(part):
        kept |= bodies(path)
    assert len(kept) > 100
    common = {text: (place, given[text]) for text, place in kept.items() if text in given}
    assert {text: places for text, places in common.items() if text not in KNOWN} == {}


def test_every_known_exception_is_still_one(given):
    assert [text for text in KNOWN if text not in given] == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_what_is_given_out_names_no_hidden_check_and_no_right_choice(assignment):
    texts = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "assignments").rglob("*")
        if path.suffix in (".py", ".ipynb", ".json", ".toml", ".md")
    ]
    hidden = [one for one in all_checks(assignment) if not one.visible]
    names = {one.name for one in hidden if "." in one.name}
    told = {name for name in names if any(f'"{name}"' in text for text in texts)}
    assert told == set()
    for question in questions(assignment).values():
        for wrong in question.wrong:
            assert not any(wrong.hint in text for text in texts), question.name


def test_a_feedback_page_has_no_statement_of_the_reference(grader, tmp_path):
    wrong = {name: "pass\n" for name in RIGHT} | {"hinge_loss": hinge("return scores.sum()")}
    graded = grade(filled("svm", wrong), "ada", grader)
    write_submission(marked(graded, load_course()), tmp_path)
    page = (tmp_path / "feedback" / f"{file_name('ada')}.html").read_text(encoding="utf-8")
    record = graded.result.to_json()
    kept = {}
    for path in (*kept_in("solutions"), *kept_in("checks")):
        kept |= bodies(path)
    assert [text for text in kept if text in page or text in record] == []
