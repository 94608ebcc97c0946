"""Pictures of images and their distances: pixel by pixel, nearest, and equally far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from coursework.datasets import Dataset
from coursework.expecting.values import as_array, as_number
from coursework.plots.style import BLUE, CENTRED, GREY, ORANGE, WIDTH, styled, with_minus

Distance = Callable[[np.ndarray, np.ndarray], Any]


@styled
def pixel_differences(l1_distance: Distance, test: np.ndarray, train: np.ndarray) -> None:
    """Draw two small images and, pixel by pixel, how much they differ."""
    total = as_number(l1_distance(test.copy(), train.copy()), "distance")
    differences = np.abs(np.asarray(test, float) - train)

    _, panels = plt.subplots(1, 3, figsize=(WIDTH, 2.5))
    names = ("test image", "training image", f"differences: {total:g} in all")
    for axes, numbers, name, cmap in zip(
        panels, (test, train, differences), names, ("gray", "gray", "Oranges"), strict=True
    ):
        axes.imshow(numbers, cmap=cmap, vmin=0, vmax=255)
        for (row, column), number in np.ndenumerate(numbers):
            dark = (number > 128) == (cmap == "Oranges")
            colour = "white" if dark else "black"
            axes.text(column, row, with_minus(number), color=colour, **CENTRED)
        axes.set(title=name, xticks=[], yticks=[])
        axes.grid(visible=False)


@styled
def points_at_distance_one() -> None:
    """Draw all points of the plane whose L1, or L2, distance from the middle is 1."""
    angle = np.linspace(0, 2 * np.pi, 401)
    circle = np.stack([np.cos(angle), np.sin(angle)])
    diamond = circle / np.abs(circle).sum(axis=0)

    _, axes = plt.subplots(figsize=(WIDTH, 3.4))
    axes.plot(*circle, color=BLUE, label="L2 distance 1")
    axes.plot(*diamond, color=ORANGE, linestyle="--", label="L1 distance 1")
    axes.plot(0, 0, "o", color="black", markersize=5)
    axes.set(
        xlabel="difference in the first pixel",
        ylabel="in the second pixel",
        title="All images at distance 1 from the one in the middle",
        aspect="equal",
        xlim=(-1.2, 3.4),
        ylim=(-1.2, 1.2),
        xticks=[-1, 0, 1],
        yticks=[-1, 0, 1],
    )
    axes.legend(loc="center right")


@styled
def nearest_images(classifier: Any, data: Dataset, num_rows: int = 5, num_nearest: int = 6) -> None:
    """Draw test images, their nearest training images by L1, and what was predicted.

    Parameters
    ----------
    classifier
        A trained one, with a method `predict`.
    """
    from scipy.spatial.distance import cdist

    tests = [int(np.flatnonzero(data.y_val == label)[0]) for label in range(num_rows)]
    X = data.X_val[tests]
    predicted = as_array(classifier.predict(X.copy()), "array of predictions").ravel()

    _, panels = plt.subplots(
        num_rows, num_nearest + 1, figsize=(WIDTH, 1.12 * num_rows), squeeze=False
    )
    neighbours = cdist(X, data.X_train, "cityblock").argsort()[:, :num_nearest]
    for row, image, index, label, nearest in zip(
        panels, X, tests, predicted, neighbours, strict=True
    ):
        true = int(data.y_val[index])
        known = 0 <= label < len(data.class_names)
        name = data.class_names[int(label)] if known else f"{label:g}"
        _show(row[0], image, data, f"predicted: {name}", GREY)
        for axes, neighbour in zip(row[1:], nearest, strict=True):
            its_class = int(data.y_train[neighbour])
            title = data.class_names[its_class]
            _show(axes, data.X_train[neighbour], data, title, BLUE if its_class == true else ORANGE)


def _show(axes: Any, image: np.ndarray, data: Dataset, title: str, colour: str) -> None:
    axes.imshow(image.reshape(data.image_shape), cmap="gray_r", vmin=0, vmax=1)
    axes.set_title(title, fontsize=8.5)
    axes.set(xticks=[], yticks=[])
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set(visible=True, color=colour, linewidth=2)


@styled
def same_distance_copies(l2_distance: Distance, data: Dataset, index: int) -> None:
    """Draw an image, three copies at one and the same L2 distance, and another class's image.

    The copies are shifted by one pixel, occluded and tinted. The last image is the
    nearest training image of another class.
    """
    original = data.X_train[index].reshape(data.image_shape)
    shifted = original[:, [0, *range(original.shape[1] - 1)]]
    far = float(np.linalg.norm(shifted - original))
    others = data.X_train[data.y_train != data.y_train[index]]
    nearest = others[np.linalg.norm(others - original.ravel(), axis=1).argmin()]
    pictures = {
        "original": original,
        "shifted (1 pixel)": shifted,
        "occluded": _occluded(original, far),
        "tinted": _moved_towards(original, _tint(original), far),
        "another class": nearest.reshape(data.image_shape),
    }
    distances = [
        as_number(l2_distance(original.copy(), picture.copy()), "distance")
        for picture in pictures.values()
    ]

    _, panels = plt.subplots(1, len(pictures), figsize=(WIDTH, 1.9))
    for axes, (name, picture), distance in zip(panels, pictures.items(), distances, strict=True):
        copied = name not in ("original", "another class")
        _show(axes, picture, data, name, BLUE if copied else GREY)
        axes.set_xlabel(f"distance {distance:.2f}", fontsize=9)


def _moved_towards(original: np.ndarray, end: np.ndarray, far: float) -> np.ndarray:
    """Return the picture on the straight line from one to the other that is so far away."""
    share = far / float(np.linalg.norm(end - original))
    return np.asarray(original + share * (end - original))


def _occluded(original: np.ndarray, far: float) -> np.ndarray:
    """Cover the middle with a box, as small as can be to get so far away."""
    height, width = original.shape[:2]
    for size in range(1, height):
        top, left = (height - size) // 2, (width - size) // 2
        covered = original.copy()
        box = covered[top : top + size, left : left + size]
        box[...] = 0 if box.mean() > 0.5 else 1
        if np.linalg.norm(covered - original) >= far:
            break
    return _moved_towards(original, covered, far)


def _tint(original: np.ndarray) -> np.ndarray:
    """Return the plain picture whose colour the tinted copy takes on."""
    grey = original.ndim == 2
    return np.ones(original.shape) * (1.0 if grey else np.array([0.1, 0.3, 1.0]))
