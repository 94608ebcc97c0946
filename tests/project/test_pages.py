"""What pages and comments point to is there: paths, modules, links."""

import ast
import re
from itertools import chain

import pytest

from autograder.course import ROOT, load_course

PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / folder / "README.md" for folder in ("assignments", "data")),
]
CODE = [
    *(ROOT / name for name in ("Makefile", "course.toml", "environment.yml", "nbgrader_config.py")),
    *chain.from_iterable(
        sorted((ROOT / folder).rglob(pattern))
        for folder in ("assignments/coursework", "autograder", "solutions")
        for pattern in ("*.py", "*.sh")
    ),
]

# The students' package is called by its name, wherever it lies.
PLACES = (ROOT, ROOT / "assignments")
FOLDERS = ("assignments", "autograder", "data", "docs", "solutions", "tests")
PATH = re.compile(rf"(?<![\w./@~-])(?:coursework|{'|'.join(FOLDERS)})(?:/[\w.*-]*\w)+")
MODULE = re.compile(r"(?<![\w./-])(?:autograder|coursework|solutions)(?:\.\w+)+(?!\w)")
FILE = re.compile(r"(?<![\w./*-])\w+\.(?:py|toml|md|sh)(?!\w)")
FILES = {path.name for folder in FOLDERS for path in (ROOT / folder).rglob("*")} | {
    path.name for path in ROOT.iterdir()
}


def is_there(path: str) -> bool:
    """Tell whether a path exists; NAME stands for any assignment, * for anything."""
    pattern = path.replace("NAME", "*")
    return any(next(place.glob(pattern), None) is not None for place in PLACES)


def is_module(name: str) -> bool:
    """Tell whether a dotted name is a module's, or of something that a module defines."""
    module, _, inside = name.rpartition(".")
    path, above = name.replace(".", "/"), module.replace(".", "/")
    if is_there(path) or is_there(f"{path}.py"):
        return True
    return any(
        re.search(rf"^(?:def |class )?{inside}\b", file.read_text(encoding="utf-8"), re.MULTILINE)
        for place in PLACES
        for file in (place / f"{above}.py", place / above / "__init__.py")
        if file.is_file()
    )


def named(text: str) -> str:
    """Return what stands in backticks or in indented or fenced code, line by line."""
    fenced = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    indented = re.findall(r"^ {4}.*$", text, re.MULTILINE)
    return "\n".join([*fenced, *indented, *re.findall(r"`[^`]+`", text)])


def short(path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_path_and_module_that_a_page_names_exists(page):
    text = named(page.read_text(encoding="utf-8"))
    files = set(FILE.findall(text))
    paths = {path for path in PATH.findall(text) if not is_there(path)}
    modules = {name for name in set(MODULE.findall(text)) - files if not is_module(name)}
    assert paths | modules | (files - FILES) == set()


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_link_of_a_page_leads_to_a_file(page):
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    broken = [one for one in links if "://" not in one and not (page.parent / one).exists()]
    assert broken == []


def test_every_path_that_code_names_exists():
    missing = {
        f"{short(file)}: {path}"
        for file in CODE
        for path in PATH.findall(file.read_text(encoding="utf-8"))
        if not is_there(path)
    }
    assert missing == set()


def taken_from_the_kit():
    """The names that assignments' checks, mistakes, variants and classes import from elsewhere."""
    names = "|".join(one.name for one in load_course().assignments)
    own = re.compile(rf"autograder\.assignments\.(?:{names})\b|coursework\.checks\b")
    rooms = [ROOT / "autograder" / "assignments" / name for name in names.split("|")]
    rooms.append(ROOT / "assignments" / "coursework" / "checks")
    for file in chain.from_iterable(room.rglob("*.py") for room in rooms):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            if module.startswith(("autograder.", "coursework.")) and not own.match(module):
                yield from (one.name for one in node.names)


def test_the_page_for_authors_names_all_that_an_assignment_is_written_with():
    page = (ROOT / "docs/authors.md").read_text(encoding="utf-8")
    functions = {one for one in taken_from_the_kit() if one.islower()}
    assert sorted(one for one in functions if not re.search(rf"\b{one}\b", page)) == []
