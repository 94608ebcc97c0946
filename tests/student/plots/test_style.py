"""What `styled` does beside the look: a picture is drawn once, when its cell ends."""

import matplotlib.pyplot as plt

from coursework.plots.style import styled


@styled
def picture():
    plt.subplots()[1].plot([1, 2])


def drawings_at_the_end_of_a_cell(monkeypatch):
    """Return the figures that pyplot draws before the notebook does."""
    drawn = []
    monkeypatch.setattr(plt.gcf().canvas, "draw_idle", lambda: drawn.append(plt.gcf().number))
    plt.draw_all()
    return drawn


def test_pyplot_does_not_draw_a_picture_that_the_notebook_is_going_to_draw(monkeypatch):
    picture()
    assert drawings_at_the_end_of_a_cell(monkeypatch) == []


def test_what_a_cell_changes_in_the_picture_is_drawn(monkeypatch):
    picture()
    plt.title("mine")
    assert drawings_at_the_end_of_a_cell(monkeypatch) == [1]


def test_picture_that_draws_nothing_makes_no_figure():
    styled(lambda: None)()
    assert plt.get_fignums() == []
