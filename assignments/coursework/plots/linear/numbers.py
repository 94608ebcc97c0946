"""The algebraic viewpoint: pictures in which every number can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from coursework.expecting.values import as_array
from coursework.plots.linear.fitting import Classifier, labels_of, scores_of
from coursework.plots.style import BLUE, CENTRED, GREEN, GREY, ORANGE, WIDTH, styled, with_minus
from coursework.scoring.check import Failure

PALE, PALE_BLUE, PALE_ORANGE = "#e6e6e6", "#cfe6f5", "#f9d9c0"
Part = tuple[str, Any, str]  # what stands above a grid, its numbers, the sign to its right


@styled
def four_pixels(
    x: np.ndarray,
    W: np.ndarray,
    b: np.ndarray,
    classes: Sequence[str],
    scores: Sequence[float | None],
) -> None:
    """Draw the way from an image of four pixels to its scores; a score of None is a “?”."""
    shown = np.array(["?" if score is None else with_minus(score) for score in scores])
    _, (image, grids) = plt.subplots(
        1, 2, figsize=(WIDTH, 2.4), gridspec_kw={"width_ratios": [1, 4]}
    )
    _image_with_numbers(image, x, "image, 2 × 2")
    _draw_grids(
        grids,
        [
            ("W", W, "×"),
            ("x", x[:, np.newaxis], "+"),
            ("b", b[:, np.newaxis], "="),
            ("scores", shown[:, np.newaxis], ""),
        ],
        colours=[PALE, PALE, PALE, PALE_BLUE],
        right_of_last=classes,
    )


@styled
def rows_as_images(
    linear_scores: Classifier,
    x: np.ndarray,
    W: np.ndarray,
    b: np.ndarray,
    classes: Sequence[str],
) -> None:
    """Draw the image beside the rows of W, each folded back into the shape of the image.

    The last class's score is a “?”: it is asked for in part 1.
    """
    (scores,) = scores_of(linear_scores, x[np.newaxis], W, b)
    _, panels = plt.subplots(1, len(W) + 1, figsize=(WIDTH, 2.3))
    _image_with_numbers(panels[0], x, "image")
    largest = float(np.abs(W).max())
    shown = [*(with_minus(round(score, 4)) for score in scores[:-1]), "?"]
    for axes, row, bias, score, name in zip(panels[1:], W, b, shown, classes, strict=True):
        axes.imshow(row.reshape(2, 2), cmap="PuOr_r", vmin=-1.6 * largest, vmax=1.6 * largest)
        for (line, column), weight in np.ndenumerate(row.reshape(2, 2)):
            axes.text(column, line, with_minus(weight), **CENTRED)
        axes.set_title(f"{name}'s row of W")
        axes.set_xlabel(f"b = {with_minus(bias)}\nscore = {score}")
        _no_ticks(axes)


def _image_with_numbers(axes: Axes, x: np.ndarray, title: str) -> None:
    axes.imshow(x.reshape(2, 2), cmap="gray", vmin=0, vmax=255)
    for (line, column), pixel in np.ndenumerate(x.reshape(2, 2)):
        colour = "white" if pixel < 128 else "black"
        axes.text(column, line, f"{pixel:g}", color=colour, **CENTRED)
    axes.set_title(title)
    _no_ticks(axes)


def _no_ticks(axes: Axes) -> None:
    axes.set(xticks=[], yticks=[])
    axes.grid(visible=False)
    axes.spines[:].set_visible(False)


@styled
def scores_of_points(
    linear_scores: Classifier, X: np.ndarray, W: np.ndarray, b: np.ndarray
) -> None:
    """Draw X Wᵀ + b as grids of numbers; the scores are those of the student's function."""
    scores = scores_of(linear_scores, X, W, b)
    _, axes = plt.subplots(figsize=(WIDTH, 0.5 * (len(X) + 1)))
    _draw_grids(
        axes,
        [
            (f"X {X.shape}", X, "×"),
            (f"Wᵀ {W.T.shape}", W.T, "+"),
            (f"b {b.shape}", b[np.newaxis], "="),
            (f"scores {scores.shape}", scores, ""),
        ],
        colours=[PALE, PALE, PALE, PALE_BLUE],
    )


@styled
def winners(
    linear_scores: Classifier, predict: Classifier, X: np.ndarray, W: np.ndarray, b: np.ndarray
) -> None:
    """Draw the scores with the predicted class of each row marked."""
    scores, labels = scores_of(linear_scores, X, W, b), labels_of(predict, X, W, b)
    marked = np.arange(len(W)) == labels[:, np.newaxis]
    _, axes = plt.subplots(figsize=(WIDTH, 0.5 * (len(X) + 1)))
    _draw_grids(
        axes,
        [("scores", scores, "→"), ("labels", labels[:, np.newaxis], "")],
        colours=[PALE_BLUE, PALE],
        marked=[marked, None],
    )


@styled
def bias_trick(
    append_bias: Callable[..., Any], X: np.ndarray, W: np.ndarray, b: np.ndarray
) -> None:
    """Draw the product of the two longer arrays, with what was appended marked."""
    pair = append_bias(X.copy(), W.copy(), b.copy())
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise Failure("Your `append_bias` should return two arrays.")
    images, weights = (as_array(one, "array") for one in pair)
    if images.ndim != 2 or weights.ndim != 2 or images.shape[1] != weights.shape[1]:
        raise Failure(f"Arrays of shapes {images.shape} and {weights.shape} don't fit together.")
    new = np.arange(images.shape[1]) >= X.shape[1]
    _, axes = plt.subplots(figsize=(WIDTH, 0.5 * (len(X) + 1)))
    _draw_grids(
        axes,
        [
            (f"X with ones {images.shape}", images, "×"),
            (f"(W with b)ᵀ {weights.T.shape}", weights.T, "="),
            ("scores", images @ weights.T, ""),
        ],
        colours=[PALE, PALE, PALE_BLUE],
        marked=[np.tile(new, (len(images), 1)), np.tile(new, (len(weights), 1)).T, None],
    )


def _draw_grids(
    axes: Axes,
    parts: Sequence[Part],
    colours: Sequence[str],
    marked: Sequence[np.ndarray | None] = (),
    right_of_last: Sequence[str] = (),
) -> None:
    """Draw tables of numbers side by side; marked entries are orange."""
    tallest = max(len(numbers) for _, numbers, _ in parts)
    start = 0.0
    for place, ((name, numbers, sign), colour) in enumerate(zip(parts, colours, strict=True)):
        texts = np.array([[_as_text(number) for number in row] for row in numbers])
        rows, columns = texts.shape
        # A cell is a square, or wider if a number is long.
        wide = 1 + 0.2 * max(0, max(len(text) for text in texts.flat) - 4)
        top, width = (tallest - rows) / 2, wide * columns
        marks = marked[place] if marked else None
        axes.pcolormesh(
            start + wide * np.arange(columns + 1),
            top + np.arange(rows + 1),
            np.zeros(texts.shape) if marks is None else marks.astype(float),
            cmap=ListedColormap([colour, PALE_ORANGE]),
            vmin=0,
            vmax=1,
            edgecolors="white",
            linewidth=2,
        )
        for (row, column), text in np.ndenumerate(texts):
            at = start + wide * (column + 0.5), top + row + 0.5
            axes.text(*at, text, fontsize=9, **CENTRED)
        axes.text(start + width / 2, top - 0.4, name, fontsize=9, **CENTRED)
        axes.text(start + width + 0.75, tallest / 2, sign, fontsize=15, **CENTRED)
        start += width + 1.5
    for row, text in enumerate(right_of_last):
        axes.text(start - 1.3, top + row + 0.5, text, color=GREY, va="center")
    right = start - 1.3 + (1.2 if right_of_last else 0.3)
    axes.set(xlim=(-0.3, right), ylim=(tallest, -0.8), aspect="equal")
    axes.axis("off")


def _as_text(number: float | str) -> str:
    return number if isinstance(number, str) else with_minus(round(float(number), 4))


@styled
def fading_image(
    linear_scores: Classifier,
    x: np.ndarray,
    W: np.ndarray,
    b: np.ndarray,
    classes: Sequence[str],
) -> None:
    """Draw the scores while the image goes from black to brighter than it is, and near black."""
    spans = (np.linspace(0, 1.5, 31), np.linspace(0, 0.02, 31))
    scores = [scores_of(linear_scores, span[:, np.newaxis] * x, W, b) for span in spans]

    _, panels = plt.subplots(1, 2, figsize=(WIDTH, 3.2))
    for axes, span, lines in zip(panels, spans, scores, strict=True):
        for line, name, colour, style in zip(
            lines.T, classes, (BLUE, ORANGE, GREEN), ("-", "--", "-."), strict=True
        ):
            axes.plot(span, line, color=colour, linestyle=style, label=name)
        axes.set_xlabel("brightness: 0 is black, 1 the image")
    panels[0].axvline(1, color=GREY, linestyle=":", linewidth=1.5)
    panels[0].set(ylabel="score", title="Scores are straight lines …")
    panels[1].set(ylabel="score", title="… and this is where they start")
    panels[0].legend(loc="upper left")
