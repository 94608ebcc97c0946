"""The bench measures what it says: its ratios, its class, its floors, its page."""

import os
import subprocess
import sys

import pytest
from bench.costs import Cost, Ratio, cost_of, cost_of_command, in_turn
from bench.floors import CALLS_OF_EACH, recorded_calls, write_scripts
from bench.mixed_class import KINDS, UNFINISHED, mixed_class, write_class
from bench.page import draw, table, write_page
from bench.peers import PINS
from bench.rows import Row, amount, faster, missing, slower

from autograder.assignments.registry import points, questions
from autograder.course import ROOT, load_course
from autograder.grading.submission import read_answers

ASSIGNMENTS = [one.name for one in load_course().assignments]


def test_things_are_measured_in_turn():
    order = []

    def measured(name):
        order.append(name)
        return Cost(len(order), 0)

    rivals = {name: lambda name=name: measured(name) for name in "AB"}
    costs = in_turn(rivals, rounds=2)
    assert "".join(order) == "ABAB"
    assert [one.clock for one in costs["B"]] == [2, 4]


def test_a_ratio_is_that_of_the_same_round():
    # The machine was ten times as slow in the second round, for both.
    assert Ratio.of([2, 20, 3], to=[1, 10, 1]) == Ratio(2, 2, 3)


def test_a_bar_is_met_from_the_right_side():
    quick, slow = [Cost(1, 1)], [Cost(3, 3)]
    assert slower("", slow, "", quick, at_most=4).met == "yes"
    assert slower("", slow, "", quick, at_most=2).met == "**no**"
    assert faster("", quick, "", slow, at_least=2).met == "yes"
    assert faster("", quick, "", slow, at_least=4).met == "**no**"
    assert amount("", [299], "MB", at_most=300).met == "yes"
    assert missing("", "a peer", "≥ 30 ×", "no network").met == "not measured"


def test_processor_time_counts_what_a_command_leaves_behind():
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    orphan = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"
    assert cost_of_command(sys.executable, "-c", orphan).processor >= 0.3


def test_what_fails_is_not_measured():
    with pytest.raises(RuntimeError, match="gone"):
        cost_of(lambda: cost_of_command(sys.executable, "-c", "raise SystemExit('gone')"))


def test_ten_in_a_row_are_as_mixed_as_the_class(tmp_path):
    handed = mixed_class("svm", 30)
    assert [one.kind for one in handed] == [*KINDS] * 3
    assert [one.name for one in handed if one.kind == "unfinished"] == [*UNFINISHED]
    assert handed == mixed_class("svm", 30)
    write_class([one.content for one in handed], 31, tmp_path / "class")
    written = sorted((tmp_path / "class").iterdir())
    assert len(written) == 31
    assert written[30].read_bytes() == written[0].read_bytes()


def test_right_notebooks_differ_from_the_reference():
    handed = [one for one in mixed_class("svm", 10) if one.kind == "right"]
    texts = [tuple(read_answers(one.content, "svm").answers.values()) for one in handed]
    assert len(set(texts)) > 1


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_floor_asks_each_function_several_times_and_runs(assignment, tmp_path):
    asked = [one.function for one, _ in recorded_calls(assignment)]
    functions = set(points(assignment)) - set(questions(assignment))
    assert set(asked) == functions
    assert all(3 <= asked.count(name) <= CALLS_OF_EACH for name in functions)
    right = [one.content for one in mixed_class(assignment, 2)]
    script, _ = write_scripts(right, assignment, tmp_path / "floor")
    loud = script.read_text("utf-8").replace("except BaseException:\n        pass", "finally: pass")
    done = subprocess.run([sys.executable, "-c", loud], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_floor_of_svm_is_21_calls():
    assert len(recorded_calls("svm")) == 21


def test_a_table_says_what_is_missing_and_what_is_not_met():
    rows = [
        slower("kit", [Cost(2, 1), Cost(4, 1)], "floor", [Cost(1, 1), Cost(1, 1)], at_most=1),
        missing("kit", "peer", "≥ 30 × as fast", "it couldn't be installed"),
    ]
    assert [Row.from_json(one.to_json()) for one in rows] == rows
    assert "| kit | 3 s | floor: 1 s | 3 × (2–4) | 1 × | ≤ 1 × by the clock | **no** |" in table(
        rows
    )
    assert (
        "| kit | it couldn't be installed | peer |  |  | ≥ 30 × as fast | not measured |"
        in table(rows)
    )


def test_the_page_keeps_what_is_written_by_hand(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text("above\n<!-- measured: machine -->\nold\n<!-- end -->\nbelow\n")
    write_page({}, "2 cores.", page)
    assert page.read_text() == "above\n<!-- measured: machine -->\n2 cores.\n<!-- end -->\nbelow\n"
    with pytest.raises(ValueError, match="0 places for “startup”"):
        write_page({"startup": []}, "2 cores.", page)


def test_the_picture_is_drawn(tmp_path):
    rows = [slower("kit", [Cost(2, 1)], "floor", [Cost(1, 1)], at_most=1)]
    draw({"startup": "Start-up"}, {"startup": rows}, tmp_path / "picture.png")
    assert (tmp_path / "picture.png").stat().st_size > 1000


def test_peers_are_pinned():
    assert all("==" in pin for pins in PINS.values() for pin in pins)


def test_the_page_has_a_place_for_each_part(tmp_path):
    from bench.__main__ import PARTS

    page = tmp_path / "performance.md"
    page.write_bytes((ROOT / "docs" / "performance.md").read_bytes())
    write_page({part: [] for part in PARTS}, "", page)


def test_make_bench_says_which_parts_there_are():
    command = [sys.executable, "-m", "bench", "--help"]
    env = {**os.environ, "COLUMNS": "200"}
    done = subprocess.run(command, cwd=ROOT / "tests", env=env, capture_output=True, text=True)
    assert "startup, throughput, scale, reference, notebooks" in done.stdout
