"""No line of the reference, no right answer and no mark of a solution is given to students."""

import ast
import re

import nbformat

from autograder.assignments.registry import questions
from autograder.course import ROOT


def test_released_notebook_has_no_outputs_and_no_marks_of_solutions_or_hidden_tests(student):
    text = nbformat.writes(student)
    assert "SOLUTION" not in text
    assert "HIDDEN" not in text
    assert "autograder" not in text
    assert not any(cell.get("outputs") for cell in student.cells)


def given_lines() -> dict[str, str]:
    """Every line that students get, without its blanks, and the file that it stands in."""
    lines = {}
    for path in sorted((ROOT / "assignments").rglob("*")):
        if path.suffix == ".ipynb":
            texts = [cell.source for cell in nbformat.read(path, as_version=4).cells]
        elif path.suffix in {".py", ".md", ".json"}:
            texts = [path.read_text(encoding="utf-8")]
        else:
            continue
        for line in "\n".join(texts).splitlines():
            lines[re.sub(r"\s", "", line)] = str(path.relative_to(ROOT))
    return lines


def reference_bodies(assignment: str) -> set[str]:
    """Every line of the reference's functions, without docstrings and without blanks."""
    module = ast.parse((ROOT / "solutions" / f"{assignment}.py").read_text(encoding="utf-8"))
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef):
            node.body = node.body[1:]  # the docstring is the students', too
    lines = ast.unparse([node for node in module.body if isinstance(node, ast.FunctionDef)])
    return {re.sub(r"\s", "", line) for line in lines.splitlines()}


def test_no_line_of_the_reference_is_given_to_students(assignment):
    given = given_lines()
    ordinary = {"", "loss=0.0", "continue", "returnloss,gradient", "for_inrange(num_steps):"}
    # Usage that the text shows anyway.
    ordinary |= {"W=np.array(W,dtype=float)", "W=W-learning_rate*gradient"}
    ordinary |= {"graph=ComputationalGraph(nodes)", "gradients=graph.backward()"}
    leaked = (reference_bodies(assignment) - ordinary) & set(given)
    assert {line: given[line] for line in leaked if not line.startswith("def")} == {}


def test_no_right_answer_to_a_question_is_given_to_students(assignment):
    """But for what the visible checks of the functions compute with: the three images' losses."""
    given = given_lines()
    unavoidable = {"loss_of_frog", "mean_loss"}
    for name, question in questions(assignment).items():
        right = f"{question.right:.4g}" if isinstance(question.right, float) else ""
        # 0, 9, 0.5 and letters stand everywhere.
        if name in unavoidable or "." not in right or len(right.strip("-0.").replace(".", "")) < 3:
            continue
        number = re.compile(rf"(?<![\d.−-]){re.escape(right.lstrip('-'))}")
        assert [(line, path) for line, path in given.items() if number.search(line)] == []
    assert not [
        line for line in given if re.match(rf"({'|'.join(questions(assignment))})=[^N]", line)
    ]
