"""The notebooks run from top to bottom in a real kernel: blank and solved, without a network."""

import re
from pathlib import Path

import nbformat
import pytest

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import filled, reference_answers
from autograder.authoring.selftest.bars import HELD, pictures_that_wait
from autograder.authoring.selftest.kernel_runs import run_in_kernel
from autograder.course import ROOT, load_course, solved_path, student_path
from coursework.instant_feedback.notebook_names import visible_checks

pytestmark = pytest.mark.slow

CIFAR10 = ROOT.parent / "shared" / "cifar10-sample"
ASSIGNMENTS = [one.name for one in load_course().assignments]

# Python imports this module at its start: only the kernel's own sockets may connect.
OFFLINE = """\
import socket

connect = socket.socket.connect

def connect_here_only(self, address):
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
        raise OSError("There is no network in this test.")
    return connect(self, address)

def no_name_server(host, *_, **__):
    raise socket.gaierror(f"There is no network in this test to look {host} up.")

socket.socket.connect = connect_here_only
socket.getaddrinfo = no_name_server
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Execute a notebook offline, in an empty folder."""
    offline = tmp_path_factory.mktemp("offline")
    (offline / "sitecustomize.py").write_text(OFFLINE)

    def execute(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
        data = str(folder / "data")
        return run_in_kernel(notebook, folder, PYTHONPATH=str(offline), COURSEWORK_DATA=data)

    return execute


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def assignment(request):
    return request.param


@pytest.fixture(scope="module")
def blank(run, assignment, tmp_path_factory):
    """The notebook as students get it, alone in its folder."""
    notebook = nbformat.read(student_path(assignment), as_version=4)
    return run(notebook, tmp_path_factory.mktemp("blank"))


@pytest.fixture(scope="module")
def solved(run, assignment):
    """The instructor's notebook, where the reference's earlier notebooks lie beside it."""
    notebook = nbformat.read(solved_path(assignment), as_version=4)
    return run(notebook, solved_path(assignment).parent)


def outputs(notebook: nbformat.NotebookNode) -> list:
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def printed(notebook: nbformat.NotebookNode) -> str:
    streams = [output for output in outputs(notebook) if output.output_type == "stream"]
    return "".join(output.text for output in streams if output.name == "stdout")


def alarms(notebook: nbformat.NotebookNode) -> list[str]:
    """Tracebacks, warnings and whatever else went to stderr."""
    return [
        output.get("text") or output.get("evalue")
        for output in outputs(notebook)
        if output.output_type == "error" or output.get("name") == "stderr"
    ]


def tables(notebook: nbformat.NotebookNode) -> dict[str, str]:
    """Return what each check shows, by the name of its answer."""
    shown = {}
    for cell in notebook.cells:
        if asked := re.search(r'^check\("(\w+)"\)$', cell.source, re.M):
            table = next(one for one in cell.outputs if one.output_type == "display_data")
            assert "text/html" in table.data
            shown[asked[1]] = table.data["text/plain"]
    return shown


def pictures(notebook: nbformat.NotebookNode) -> int:
    return sum("image/png" in output.get("data", {}) for output in outputs(notebook))


def test_blank_notebook_runs_without_an_error_or_a_warning(blank):
    assert alarms(blank) == []


def test_each_check_of_the_blank_notebook_says_not_done_yet(blank, assignment):
    shown = tables(blank)
    assert set(shown) == set(points(assignment))
    for table in shown.values():
        marks = [line.split()[0] for line in table.splitlines()[1:] if line.startswith("  ")]
        assert marks[0] == "○"
        assert "not done yet" in table


def test_a_picture_that_needs_an_answer_says_so_in_the_blank_notebook(blank, solved):
    waiting = [
        output
        for output in outputs(blank)
        if output.get("data", {}).get("text/plain", "").startswith("This appears when")
    ]
    assert len(waiting) == sum(cell.source.count("with needs(") for cell in blank.cells)
    assert pictures(blank) < pictures(solved) or not pictures_that_wait(assignment)
    assert pictures(blank) > 0 or assignment not in HELD


def test_solved_notebook_runs_without_an_error_or_a_warning(solved):
    assert alarms(solved) == []
    assert "This appears when" not in str(outputs(solved))


def test_each_check_of_the_solved_notebook_shows_full_points(solved, assignment):
    """By its hidden tests: the value of each check cell is the points that nbgrader reads."""
    shown = tables(solved)
    assert set(shown) == set(points(assignment))
    for name, table in shown.items():
        worth = points(assignment)[name]
        assert table.startswith(f"{name}: {worth:g} of {worth:g} points\n")
    earned = [
        float(output.data["text/plain"])
        for cell in solved.cells
        if cell.source.rstrip().endswith('")') and "check(" in cell.source
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]
    assert sum(earned) == sum(points(assignment).values())


def student_solved(assignment: str) -> nbformat.NotebookNode:
    content = filled(assignment, reference_answers(assignment))
    return nbformat.reads(content.decode(), as_version=4)


@pytest.fixture(scope="module")
def svm(run, tmp_path_factory):
    """The SVM notebook as a student solves it: instant checks in place of hidden tests."""
    return run(student_solved("svm"), tmp_path_factory.mktemp("svm"))


def test_each_instant_check_of_a_students_solved_notebook_shows_full_points(svm):
    visible = dict.fromkeys(points("svm"), 0.0)
    for one in visible_checks():
        if one.question in visible:
            visible[one.question] += one.points
    shown = tables(svm)
    assert set(shown) == set(visible)
    for name, table in shown.items():
        if visible[name]:
            assert table.startswith(f"{name}: {visible[name]:g} of {visible[name]:g} points now, ")
        else:  # a question: no word on whether it is right
            assert table.startswith(f"{name}\n  ● ")


def test_loss_at_tiny_weights_is_c_minus_1_and_the_gradient_is_its_slope_on_digits(svm):
    expect_loss_9_and_right_gradient(printed(svm), size=10 * 64)


def expect_loss_9_and_right_gradient(text: str, size: int) -> None:
    (loss,) = re.findall(r"^loss ([\d.]+), gradient of shape", text, re.M)
    assert float(loss) == pytest.approx(9, abs=0.01)
    assert f"Gradient check at 40 of {size} weights: passed." in text
    assert "NOT passed" not in text


def with_cifar10(notebook: nbformat.NotebookNode, folder: str = "") -> nbformat.NotebookNode:
    """Return the notebook after a student's change of the data set."""
    (cell,) = [cell for cell in notebook.cells if "DATASET = " in cell.source]
    cell.source = cell.source.replace('DATASET = "digits"', 'DATASET = "cifar10"')
    if folder:
        cell.source = cell.source.replace("load_cifar10(", f"load_cifar10({folder!r}, ")
    return notebook


def test_solved_notebook_runs_on_real_cifar10_images(run, assignment):
    if not CIFAR10.is_dir():
        pytest.skip("there is no folder ../shared/cifar10-sample beside this checkout")
    notebook = nbformat.read(solved_path(assignment), as_version=4)
    if not any("DATASET = " in cell.source for cell in notebook.cells):
        pytest.skip(f"{assignment} works on no images")
    run(with_cifar10(notebook, str(CIFAR10)), solved_path(assignment).parent)
    assert alarms(notebook) == []
    if assignment == "svm":
        expect_loss_9_and_right_gradient(printed(notebook), size=10 * 3072)


def test_cifar10_without_a_network_says_what_to_do(run, tmp_path):
    notebook = run(with_cifar10(student_solved("svm")), tmp_path)
    first, *_ = [one for one in outputs(notebook) if one.output_type == "error"]
    assert first.ename == "DownloadError"
    assert "load_digits()" in first.evalue
