"""What holds of every picture of every notebook: the modules beside this one name them."""

from importlib import import_module
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from coursework import needs

# By those that are there: a new assignment may have no picture, or no such module yet.
BEGIN = "test_plots_"
NAMES = sorted(path.stem for path in Path(__file__).parent.glob(f"{BEGIN}*.py"))
MODULES = {name.removeprefix(BEGIN): import_module(name) for name in NAMES}


def each(pictures: str):
    """Run a test for each picture among those that every module lists under a name."""
    return pytest.mark.parametrize(
        ("module", "name"),
        [
            pytest.param(module, name, id=f"{assignment}-{name}")
            for assignment, module in MODULES.items()
            for name in getattr(module, pictures)
        ],
    )


@each("PICTURES")
def test_panels_are_labelled_and_the_picture_is_white_and_fits_a_notebook(module, name):
    module.PICTURES[name]()
    (number,) = plt.get_fignums()
    figure = plt.figure(number)
    figure.draw_without_rendering()
    without = getattr(module, "WITHOUT", {}).get(name, ())
    panels = [axes for axes in figure.axes if axes.get_label() != "<colorbar>"]
    with_axes = [axes for axes in panels if axes.axison]
    assert "title" in without or all(axes.get_title() for axes in panels)
    assert "x" in without or all(axes.get_xlabel() for axes in with_axes)
    assert "y" in without or not with_axes or with_axes[0].get_ylabel()
    assert figure.get_facecolor() == (1, 1, 1, 1)
    assert 6 <= figure.get_figwidth() <= getattr(module, "WIDEST", 7)


@each("UNFINISHED")
def test_function_that_is_not_done_leaves_a_line_and_no_figure(module, name, capsys):
    before = dict(plt.rcParams)
    with needs("some_answer"):
        module.UNFINISHED[name]()
    assert capsys.readouterr().out == "This appears when `some_answer` is done.\n"
    assert plt.get_fignums() == []
    assert dict(plt.rcParams) == before
