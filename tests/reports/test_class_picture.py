"""The class picture is drawn of any class, and its title tells what is still to be graded."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from made_results import ANNA, CLASS, hostile, result, with_text

from autograder.grading.result import Result
from autograder.reports.class_picture import _title as class_picture_title
from autograder.reports.class_picture import class_picture


@pytest.mark.parametrize(
    "results",
    [
        pytest.param([], id="nobody"),
        pytest.param([ANNA], id="one"),
        pytest.param([result("a")], id="no mistake"),
        pytest.param(CLASS * 300, id="3000"),
        pytest.param([Result.of("svm", "a", "none", [], [], "empty")], id="nothing graded"),
        pytest.param([hostile()], id="hostile"),
        pytest.param([with_text(one) for one in CLASS], id="texts to be graded"),
        pytest.param([with_text(one, 40.0) for one in CLASS], id="more than all points"),
    ],
)
def test_class_picture_is_drawn_without_a_warning(results: list[Result], tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # A font knows only so many characters.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        class_picture(results, tmp_path / "class.png")
    assert (tmp_path / "class.png").read_bytes().startswith(b"\x89PNG")


def test_the_picture_tells_what_is_still_to_be_graded() -> None:
    title = class_picture_title([with_text(CLASS[1]), with_text(CLASS[1], 2.0)])
    assert title == "svm: 2 students, mean score 55 of 58 (4 still to be graded by hand)"
