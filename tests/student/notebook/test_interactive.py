"""Sliders under a picture: where they work, and what stands there where they don't."""

import sys

import nbformat
import pytest
from nbclient import NotebookClient

from coursework.interactive import NOBODY_THERE, explore


def test_without_ipywidgets_a_line_says_how_to_get_sliders(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    explore(lambda k: None, k=(1, 5, 2))
    assert "pip install ipywidgets" in capsys.readouterr().out


def test_with_ipywidgets_the_picture_is_drawn_once_at_its_defaults():
    drawn = []
    explore(lambda k=3, metric="L1": drawn.append((k, metric)), k=(1, 5, 2), metric=["L1", "L2"])
    assert drawn == [(3, "L1")]


@pytest.mark.parametrize("name", NOBODY_THERE)
def test_where_nobody_moves_sliders_the_picture_is_drawn_once_without_any(monkeypatch, name):
    monkeypatch.setenv(name, "1")
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    drawn = []
    explore(lambda k=3: drawn.append(k), k=(1, 5, 2))
    assert drawn == [3]


@pytest.mark.slow
def test_a_kernel_shows_the_slider_and_the_picture_follows_it(tmp_path):
    source = """
from coursework.interactive import explore
from ipywidgets import Widget
seen = []
def draw(k=3):
    seen.append(k)
explore(draw, k=(1, 5, 2))
(slider,) = [one for one in Widget.widgets.values() if type(one).__name__ == "IntSlider"]
slider.value = 5
print(seen)
"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    printed = [one.text for one in notebook.cells[0].outputs if one.output_type == "stream"]
    assert "[3, 5]\n" in printed
