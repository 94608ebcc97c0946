"""A class of hostile names, files and texts: pages, tables and gradebook show them harmlessly."""

import csv
import io
import json
import os
import re
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from hostile_code.attack import FULL, RIGHT
from hostile_code.scene import CANARY, laid_out, still_running, written
from hostile_code.texts import ATTACKS, MARKUP
from rich.console import Console

from autograder.assignments.written_answers.filling import filled
from autograder.class_run.pool import grade_class
from autograder.class_run.results_folder import read_results
from autograder.course import load_course
from autograder.grading.result import file_name
from autograder.handin.collect import find_handins
from autograder.reports.terminal import class_table, terminal_report

pytestmark = pytest.mark.slow

GOOD = filled("svm", RIGHT)
NAMES = [
    "=HYPERLINK(“http:⁄⁄127.0.0.1:9”,1)",
    "@SUM(1+1)*cmd|' ⁄C calc'!A0",
    "+1+1",
    "-2+3",
    "<script>alert(4)<",
    "<img src=x onerror=alert(5)>",
    "[bold red]x[⁄]",
    "\x1b[31mred\x1b]0;title\x07",
    "a\u202efdp.exe",
    'line\nbreak,"comma"',
    "'; DROP TABLE student;--",
    "$(touch hostile-mark)`touch hostile-mark`",
    "%2e%2e%2fup",
    "..",
    "NUL",
    "x" * 200,
    "gradebook.db",
    "summary.csv",
    "{{7*7}}{%x%}",
    "\u0130\u017f\ufb01\u212a",
]
MEMBERS = [
    "../../../../tmp/hostile-mark/svm.ipynb",
    "/tmp/hostile-mark.ipynb",
    "C:\\hostile-mark.ipynb",
    "..\\..\\hostile-mark-2.ipynb",
    "hostile\x00-mark.ipynb",
]
BOMB = 300 << 20


def hostile_text(student):
    """Markup in the texts that are graded by hand, and in an answer."""
    notebook = json.loads(filled("svm", {**RIGHT, **ATTACKS[0].answers}))
    for cell in notebook["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("solution") and cell["cell_type"] == "markdown":
            cell["source"] = f"{MARKUP}\n\n[a](javascript:alert(6)) ![b](http://127.0.0.1:9/y)"
        cell["outputs"] = [] if cell["cell_type"] == "code" else None
    return json.dumps(notebook).encode()


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A folder of hostile names, and a zip of paths that lead outside, a link and a bomb."""
    folder = tmp_path_factory.mktemp("class")
    (folder / "in").mkdir()
    for name in NAMES:
        (folder / "in" / f"{name}.ipynb").write_bytes(hostile_text(name))
    for number, attack in enumerate(ATTACKS):
        (folder / "in" / f"text {number}.ipynb").write_bytes(attack.notebook({}))
    (folder / "in" / "ada.ipynb").write_bytes(GOOD)
    os.mkfifo(folder / "in" / "pipe.ipynb")
    with zipfile.ZipFile(folder / "class.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in enumerate(MEMBERS):
            archive.writestr(name, GOOD[: 1000 * number])
        link = zipfile.ZipInfo("link.ipynb")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        with archive.open("bomb.ipynb", "w", force_zip64=True) as bomb:
            for _ in range(BOMB >> 20):
                bomb.write(bytes(1 << 20))
    return [folder / "in", folder / "class.zip"]


@pytest.fixture(scope="module")
def graded(handed_in, grader, tmp_path_factory):
    """The folder that the class is graded into, and its results."""
    out = tmp_path_factory.mktemp("hostile-out") / "deep" / "out"
    with laid_out(grader.environment) as scene:
        handins = find_handins(handed_in, "svm")
        for _ in grade_class(handins, grader, load_course(), out, out / "gradebook.db", 1):
            pass
        results = read_results(out, "svm")
        traces = [trace for result in results for trace in scene.traces(result)]
        assert traces == [] and still_running(grader.environment) == []
    return out, results


def test_everybody_gets_a_result_and_the_right_one_is_untouched(graded, handed_in):
    out, results = graded
    by_student = {result.student: result for result in results}
    assert len(by_student) == len(results) == len(find_handins(handed_in, "svm"))
    assert by_student["ada"].score == FULL
    assert len(results) >= len(NAMES) + len(ATTACKS) + len(MEMBERS)
    files = {f"{file_name(student)}.json" for student in by_student}
    assert {path.name for path in out.glob("*.json")} >= files


def test_nothing_is_written_outside_the_folder(graded):
    out, _ = graded
    assert written() == []
    assert [path.name for path in out.parent.parent.iterdir()] == ["deep"]
    assert [path.name for path in out.parent.iterdir()] == ["out"]
    for path in out.rglob("*"):
        assert not path.is_symlink()


def test_links_and_bombs_are_not_followed(graded):
    _, results = graded
    (bomb,) = (result for result in results if result.student == "bomb")
    (link,) = (result for result in results if result.student == "link")
    assert bomb.score == link.score == 0 and bomb.error and link.error
    assert "root:" not in "".join(result.to_json() for result in results)


def test_no_cell_of_the_table_is_a_formula(graded):
    out, results = graded
    with (out / "summary.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(results) + 1 and len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert not re.match(
            "[\\s\uff1d\uff0b\uff0d\uff20]*[=+\\-@\uff1d\uff0b\uff0d\uff20]", cell
        ), cell
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f\u202e]", cell), cell


@pytest.mark.parametrize("width", [60, 200])
def test_the_terminal_shows_no_sequence_of_a_students(graded, width):
    _, results = graded
    console = Console(width=width, record=True, color_system=None, file=io.StringIO())
    class_table(results, console)
    for result in results:
        terminal_report(result, console)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\x9b\u202e]", console.export_text())


def test_the_gradebook_holds_each_name_as_a_name(graded):
    out, results = graded
    with sqlite3.connect(out / "gradebook.db") as book:
        students = {name for (name,) in book.execute("SELECT id FROM student")}
        tables = {name for (name,) in book.execute("SELECT name FROM sqlite_master")}
    assert students >= {result.student for result in results} and "student" in tables


def test_results_are_json_and_tell_nothing_of_the_grader(graded):
    out, results = graded
    for result in results:
        text = (out / f"{file_name(result.student)}.json").read_text(encoding="utf-8")
        assert json.loads(text)["student"] == result.student and CANARY not in text


def test_no_feedback_page_runs_a_script_or_asks_for_anything(graded, tmp_path):
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no chromium on this system")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    out, _ = graded
    flags = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    asked, dialogs = [], []
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            str(tmp_path), executable_path=chromium, headless=True, args=flags.split()
        )
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        pages = [path for path in sorted((out / "feedback").iterdir()) if path.suffix == ".html"]
        for path in pages:
            page.goto(path.as_uri(), wait_until="load")
        shown = page.inner_text("body")
        browser.close()
    assert shown and len(pages) >= len(NAMES) + len(ATTACKS)
    assert dialogs == [] and asked == [path.as_uri() for path in pages]


def test_no_page_and_no_notebook_holds_a_script_element(graded):
    out, _ = graded
    for path in (out / "feedback").iterdir():
        html = Path(path).read_text(encoding="utf-8")
        assert not re.search(
            r"<(script|img|svg onload|iframe|object|embed|form|base)\b", html, re.I
        )
