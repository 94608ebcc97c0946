"""The class in one picture: what went well, who stands where, which mistakes were made."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING

from autograder.grading.result import Result
from autograder.readable_text import count, points, shortened, spoken
from autograder.reports.wording import questions_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Blue, sand and rust can be told apart by the colour-blind, and in print by their lightness.
SHARES = {
    "full": ("all points", "#2b6a99", "white"),
    "some": ("some points", "#e3c27a", "black"),
    "none": ("no points", "#b5563c", "white"),
    "waits": ("to be graded by hand", "#dcd8d1", "black"),
}
INK, SOFT, MOST_MISTAKES = "#23211e", "#676159", 15


def class_picture(results: Sequence[Result], path: Path) -> None:
    """Draw a class's results on one assignment into a PNG file.

    Parameters
    ----------
    results
        One a student. Of a submission that could not be read nothing is known but that.
    path
        Where the picture goes.
    """
    # Late, and without pyplot: grading shouldn't wait for it, nor share its global state.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    title = _title(results)
    results = [result for result in results if result.error is None]
    questions = list(dict.fromkeys(one.name for each in results for one in questions_of(each)))
    rows = max(len(questions), min(len(_mistakes(results)), MOST_MISTAKES), 4)
    figure = Figure(
        figsize=(13, 3.6 + 0.36 * rows),
        dpi=120,
        facecolor="white",
        layout=ConstrainedLayoutEngine(w_pad=0.2, h_pad=0.15),
    )
    FigureCanvasAgg(figure)
    figure.suptitle(title, fontsize=15, fontweight="bold", color=INK, parse_math=False)
    grid = figure.add_gridspec(2, 2, height_ratios=[0.36 * rows, 1.9], width_ratios=[1.15, 1])
    _draw_questions(figure.add_subplot(grid[0, 0]), results, questions)
    _draw_scores(figure.add_subplot(grid[1, 0]), results)
    _draw_mistakes(figure.add_subplot(grid[:, 1]), results)
    partial = path.with_name(path.name + ".partial")  # so that no older file's mode is kept
    # To press it hard takes longer than to draw it, and saves little.
    figure.savefig(partial, format="png", pil_kwargs={"compress_level": 1})
    os.replace(partial, path)


def _title(results: Sequence[Result]) -> str:
    if not results:
        return "No submissions yet"
    read = [result for result in results if result.error is None]
    unread = len(results) - len(read)
    mean = sum(result.total for result in read) / max(1, len(read))
    title = f"{results[0].assignment}: {count(len(read), 'student')}"
    if read:
        title += f", mean score {points(round(mean, 1))} of {points(_out_of(read))}"
        left = max(result.to_grade for result in read)
        title += f" ({points(left)} still to be graded by hand)" if left else ""
    return title + (f", {unread:,} more could not be read" if unread else "")


def _out_of(results: Sequence[Result]) -> float:
    return max((result.out_of for result in results), default=0.0)


def _mistakes(results: Sequence[Result]) -> list[tuple[str, int]]:
    """Return the mistakes and how many students made each, most frequent first."""
    made = Counter(mistake for result in results for mistake in result.mistakes)
    return sorted(made.items(), key=lambda item: (-item[1], item[0]))


def _draw_questions(axes: Axes, results: Sequence[Result], questions: list[str]) -> None:
    _dress(axes, "How many students earned the points of a question")
    if not questions:
        _say(axes, "No question was graded.")
        return
    shares = [{question.name: question.share for question in questions_of(one)} for one in results]
    begin = [0.0] * len(questions)
    for share, (label, color, ink) in SHARES.items():
        counts = [sum(one.get(name, "none") == share for one in shares) for name in questions]
        if share == "waits" and not any(counts):
            continue
        percents = [100 * number / len(results) for number in counts]
        bars = axes.barh(questions, percents, left=begin, color=color, label=label, height=0.72)
        # A label needs room for its digits.
        labels = [f"{n:,}" if p >= 6 else "" for n, p in zip(counts, percents, strict=True)]
        axes.bar_label(bars, labels, label_type="center", color=ink, fontsize=9)
        begin = [b + p for b, p in zip(begin, percents, strict=True)]
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("share of the class in %")
    for tick in axes.get_yticklabels():
        tick.set_parse_math(False)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=4,
        columnspacing=1.2,
        frameon=False,
        fontsize=9,
        borderpad=0.1,
        borderaxespad=0.2,
        handlelength=1,
    )


def _draw_scores(axes: Axes, results: Sequence[Result]) -> None:
    from matplotlib.ticker import MaxNLocator

    _dress(axes, "How many students have which score")
    most = _out_of(results) or 1.0
    scores = [min(result.total, most) for result in results]  # extra credit may lead beyond it
    edges = [most * tenth / 10 for tenth in range(11)]
    axes.hist(scores, bins=edges, color=SHARES["full"][1], edgecolor="white", linewidth=1.5)
    if scores:
        mean = sum(result.total for result in results) / len(results)
        axes.axvline(mean, color=INK, linewidth=1.5, linestyle="--")
        axes.annotate(
            f"mean {points(round(mean, 1))}",
            (mean, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            color=INK,
            fontsize=9,
        )
    axes.set_xlim(0, most)
    axes.set_xlabel(f"score, of {points(_out_of(results))} points")
    axes.set_ylabel("students")
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True, min_n_ticks=1))


def _draw_mistakes(axes: Axes, results: Sequence[Result]) -> None:
    mistakes = _mistakes(results)
    _dress(axes, "Mistakes recognised")
    if not mistakes:
        _say(axes, "No known mistake was recognised.")
        return
    drawn = mistakes[:MOST_MISTAKES]
    # Numbers for places: two names that read alike must not fall into one bar.
    places = range(len(drawn))
    bars = axes.barh(places, [number for _, number in drawn], color=SHARES["none"][1], height=0.72)
    made = [count(number, "student") for _, number in drawn]
    axes.bar_label(bars, made, padding=4, color=INK, fontsize=10)
    names = [fill(shortened(spoken(name), 60), 32) for name, _ in drawn]
    axes.set_yticks(places, names, parse_math=False)
    # A few bars stay as thin as many, and stand at the top.
    axes.set_ylim(max(len(drawn), 12) - 0.4, -0.6)
    axes.set_xlim(0, 1.3 * drawn[0][1])  # room for the longest bar's label
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    if len(drawn) < len(mistakes):
        rarer = f"and {count(len(mistakes) - len(drawn), 'rarer one')}"
        axes.text(0, -0.01, rarer, va="top", transform=axes.transAxes, color=SOFT, fontsize=10)


def _dress(axes: Axes, title: str) -> None:
    axes.set_title(title, loc="left", fontsize=12, color=INK, pad=24)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color("#c9c3ba")
    axes.tick_params(colors=INK, length=0, labelsize=10)
    axes.xaxis.label.set_color(SOFT)
    axes.yaxis.label.set_color(SOFT)


def _say(axes: Axes, sentence: str) -> None:
    axes.text(
        0.5,
        0.5,
        sentence,
        ha="center",
        va="center",
        transform=axes.transAxes,
        color=SOFT,
        fontsize=12,
    )
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
