"""The house: rooms along the way of a submission, and imports that go only downwards."""

import ast
import re
import sys
from collections import Counter, defaultdict

import pytest

from autograder.course import ROOT, USUAL_PACKAGES, load_course

# From the ground floor up. What stands above may import what stands below.
ROOMS = {
    "autograder": (
        *(
            "lean_imports",
            "readable_text",
            "course",
            "machine",
            "handin",
            "notebook",
            "sandbox",
            "assignments",
            "grading",
        ),
        *("reports", "authoring", "nbgrader", "grades_back", "class_run", "commands", "cli"),
        "pytest_plugin",
    ),
    "coursework": (
        *(
            "faults",
            "asking",
            "scoring",
            "expecting",
            "downloads",
            "datasets",
            "toy",
        ),
        *("gradients", "gates", "networks", "earlier", "interactive"),
        *("plots", "checks", "instant_feedback", "instant"),
    ),
}
PLACES = {
    "autograder": ROOT / "autograder",
    "coursework": ROOT / "assignments" / "coursework",
    "solutions": ROOT / "solutions",
}
MOST_MODULES = 10


def modules(package):
    """Return the files of a package by the names of their modules."""
    place = PLACES[package]
    found = {}
    for path in sorted(place.rglob("*.py")):
        parts = path.relative_to(place).with_suffix("").parts
        found[".".join([package, *parts]).removesuffix(".__init__")] = path
    return found


EVERY = {name: path for package in PLACES for name, path in modules(package).items()}


def imported(path):
    """Return the modules that a file imports, wherever in it, by their whole names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: say the whole name of what is imported"
            whole = {f"{node.module}.{one.name}" for one in node.names}
            found |= {one if one in EVERY else node.module for one in whole}
    return found


def room_of(module):
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("package", ROOMS)
def test_imports_go_to_rooms_below(package):
    rooms = ROOMS[package]
    upwards = [
        f"{module} imports {other}"
        for module, path in modules(package).items()
        for other in sorted(imported(path) & set(modules(package)))
        if room_of(module) and room_of(other)
        if rooms.index(room_of(other)) > rooms.index(room_of(module))
    ]
    assert upwards == [], f"{package}: from the ground floor up, its rooms are {', '.join(rooms)}"


def test_no_module_imports_itself_by_way_of_others():
    below = {}  # what each module loads, itself and by others

    def loaded(module, above=()):
        assert module not in above, " → ".join([*above[above.index(module) :], module])
        if module not in below:
            others = imported(EVERY[module]) & set(EVERY) - {module}
            below[module] = others.union(*(loaded(one, (*above, module)) for one in others))
        return below[module]

    for module in EVERY:
        loaded(module)


def test_what_students_are_given_imports_nothing_of_the_instructors():
    packages = {
        name.split(".")[0] for path in modules("coursework").values() for name in imported(path)
    }
    assert packages & {"autograder", "solutions"} == set()


def test_inside_the_sandbox_nothing_of_the_grader_is_imported():
    inside = ROOT / "autograder" / "sandbox" / "inside"
    siblings = {path.stem for path in inside.glob("*.py")}
    allowed = set(sys.stdlib_module_names) | siblings | {*USUAL_PACKAGES, "coursework"}
    for path in inside.glob("*.py"):
        assert {name.split(".")[0] for name in imported(path)} - allowed == set(), path.name


def test_no_room_is_crowded():
    # A small assignment's content is one module; there may be as many as the course has.
    assignments = {f"autograder.assignments.{one.name}" for one in load_course().assignments}
    folders = Counter(
        path.parent.relative_to(ROOT) for name, path in EVERY.items() if name not in assignments
    )
    assert {str(one): number for one, number in folders.items() if number > MOST_MODULES} == {}


def stem(word):
    """Return a word without what makes it a plural, or another form of the same verb."""
    for ending in ("ings", "ing", "ers", "er", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    doubled = word[-1] == word[-2:-1] and word[-1] not in "ls"  # running, but filling, passing
    return word[:-1] if doubled else word


def test_no_two_names_differ_only_in_form():
    # Of assignments, each has its own questions, checks, mistakes, pictures. A module may be
    # called as the room in which it stands; and what a check is stands apart from the checks.
    places = defaultdict(set)
    for name in EVERY:
        package, *rooms = name.split(".")
        if package == "solutions" or {"assignments", "checks", "plots"} & set(rooms[:-1]):
            continue
        for number, room in enumerate(rooms):
            if number == 0 or stem(room) != stem(rooms[number - 1]):
                words = sorted(stem(word) for word in room.split("_"))
                places[" ".join(words)].add(".".join([package, *rooms[: number + 1]]))
    places["check"].discard("coursework.scoring.check")
    assert [sorted(names) for names in places.values() if len(names) > 1] == []


def test_every_room_says_what_it_is():
    for path in EVERY.values():
        if path.name == "__init__.py":
            assert ast.get_docstring(ast.parse(path.read_bytes())), path


def test_the_picture_in_contributing_shows_the_rooms_from_the_top_down():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    pictures = re.findall(r"^```text\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    drawn = [tuple(line.split()[0] for line in one.splitlines()) for one in pictures]
    assert drawn == [tuple(reversed(rooms)) for rooms in ROOMS.values()]


@pytest.mark.parametrize("package", ROOMS)
def test_every_room_has_its_place_in_the_order(package):
    place = PLACES[package]
    rooms = {path.stem for path in place.glob("*.py")} | {
        path.name for path in place.iterdir() if any(path.glob("*.py"))
    }
    assert rooms - {"__init__"} == set(ROOMS[package])
