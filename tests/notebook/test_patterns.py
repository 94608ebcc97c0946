"""Every pattern of the kit takes steps in proportion to its input, counted and not timed."""

import ast
import importlib
import inspect
import pkgutil
import random
import re
from dataclasses import is_dataclass

import pytest
from regex_steps import Counter
from worst_inputs import LONG, STEPS_A_CHARACTER, beginnings_of, words_of, worst_input

import autograder
import autograder.nbgrader.sanitized_pages
import autograder.reports.student_html
import coursework

# What no student's text goes through: what is run in their own process, and what courses are
# made of.
ELSEWHERE = ("inside", "variants", "demo", "mistakes", "checks", "conftest", "test_verdicts")


def modules():
    """Return all modules of the grader and of the students' package."""
    names = [
        one.name
        for package in (autograder, coursework)
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    wanted = [name for name in names if not set(name.split(".")) & set(ELSEWHERE)]
    return [importlib.import_module(name) for name in wanted]


def patterns_in(value):
    """Return the regular expressions in a value: in lists, tables and records, too."""
    if isinstance(value, re.Pattern):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    elif is_dataclass(value) and not isinstance(value, type):
        value = list(vars(value).values())
    if isinstance(value, list | tuple | set | frozenset):
        return [pattern for one in value for pattern in patterns_in(one)]
    return []


def all_patterns():
    """Return every regular expression of the product, and the first place that it stands in."""
    found = {}
    for module in modules():
        for name, value in list(vars(module).items()):
            for pattern in patterns_in(value):
                found.setdefault(pattern, f"{module.__name__}.{name}")
    return found


PATTERNS = all_patterns()


# What the counter has to find fault with: all of these were once in use.
SLOW = [
    re.compile(r"\A\((\d{1,2},? ?)*\)\Z"),
    re.compile(r"^\s*#\s*YOUR ANSWER:?\s*(\w+)", re.MULTILINE | re.IGNORECASE),
    re.compile(r"^([ \t]*[\w, ]+=[ \t]*)([!%].*)$", re.MULTILINE),
    re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|([,\[{])', re.DOTALL),
    re.compile(r"\A\s*Name:\s*(?P<name>[^\n]*?)\s*\((?P<user>[^()\n]+)\)\s*\Z"),
    re.compile(r"\A(?P<title>.*?)\s*\|(?P<number>\d+)\s*$", re.DOTALL),
]


@pytest.mark.slow
@pytest.mark.parametrize("pattern", SLOW, ids=lambda one: str(one.pattern))
def test_the_counter_finds_what_makes_a_slow_pattern_slow(pattern):
    counter = Counter(pattern)
    worst = worst_input(counter)
    assert counter.steps(worst(2000), 60 * 2000) == 60 * 2000  # it was stopped there


@pytest.mark.slow
def test_the_counter_finds_what_python_finds():
    chance = random.Random(0)
    patterns = [*PATTERNS, *SLOW, re.compile(r"(a?){3}(?>a+|b)*?(?<!b)(?=b|c)(?!bc)\b(c)\2*+")]
    found = 0
    for pattern in patterns:
        counter = Counter(pattern)
        of_bytes = isinstance(pattern.pattern, bytes)
        made = [*words_of(counter), *"abc0 \n", *beginnings_of(counter)[-3:]]
        for length in range(30):
            text = "".join(chance.choices(made, k=length))
            text = text.encode("latin-1", "ignore") if of_bytes else text
            spans = [one.span() for one in pattern.finditer(text)]
            assert counter.spans(text, 10**6)[0] == spans, (pattern, text)
            found += len(spans)
    assert found > 500


@pytest.mark.slow
def test_every_pattern_takes_steps_in_proportion_to_its_worst_input():
    assert len(PATTERNS) > 80
    slow = {}
    for pattern, place in PATTERNS.items():
        counter = Counter(pattern)
        worst = worst_input(counter)
        text = worst(LONG)
        most = STEPS_A_CHARACTER * len(text)
        if counter.steps(text, most) == most:
            slow[place] = (pattern.pattern, worst)
    assert slow == {}


# Patterns that are made of others' texts, each with the reason why it does no harm.
MADE_LATER = {
    "autograder.authoring.pages.totals: "
    "re.compile(f'^(\\\\| {re.escape(words)} \\\\| )[\\\\d,]+( \\\\|)', re.MULTILINE)": (
        "for a page of the kit's own, in which it finds one row"
    ),
    "autograder.handin.named_paths: re.compile(pattern, re.DOTALL)": (
        "the instructor's own, for paths that are no longer than a file system's"
    ),
    "autograder.handin.platforms.naming_rules: "
    "re.compile(f'\\\\A(?:{pattern})', re.DOTALL | re.ASCII)": (
        "made when the module is loaded, and found in its table"
    ),
    "autograder.nbgrader.replaced_commands: re.fullmatch(named, folder)": (
        "nbgrader's, with one `.*` in it, for the names of folders on a disk"
    ),
}


def test_every_pattern_stands_where_it_is_found():
    """None is written within a function, where it would be looked at by nobody."""
    within = []
    for module in modules():
        tree = ast.parse(inspect.getsource(module))
        functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
        inside = {id(node) for one in functions for node in ast.walk(one)}
        for node in ast.walk(tree):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if (
                called.startswith("re.")
                and called != "re.escape"
                and (called != "re.compile" or id(node) in inside)
            ):
                within.append(f"{module.__name__}: {ast.unparse(node)}")
    assert set(within) == set(MADE_LATER)
