"""Pictures of images: what a data set holds, what a row of weights looks for."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np

from coursework.datasets import Dataset
from coursework.plots.style import WIDTH, styled


@styled
def images(data: Dataset) -> None:
    """Draw the first training image of each class."""
    first = [
        int(np.flatnonzero(data.y_train == label)[0]) for label in range(len(data.class_names))
    ]
    _show_row([data.X_train[index].reshape(data.image_shape) for index in first], data, "gray_r")


@styled
def templates(W: np.ndarray, data: Dataset) -> None:
    """Draw each row of W as an image: what that class's score looks for."""
    W = np.asarray(W, dtype=float)
    largest = max(float(np.abs(W).max()), 1e-12)
    if len(data.image_shape) == 3:
        pictures = [0.5 + row.reshape(data.image_shape) / (2 * np.abs(row).max()) for row in W]
    else:
        pictures = [row.reshape(data.image_shape) for row in W]
    _show_row(pictures, data, "PuOr_r", vmin=-largest, vmax=largest)


def _show_row(pictures: Sequence[np.ndarray], data: Dataset, cmap: str, **limits: float) -> None:
    columns = 5
    rows = -(-len(pictures) // columns)
    _, panels = plt.subplots(rows, columns, figsize=(WIDTH, 1.45 * rows), squeeze=False)
    for axes in panels.flat:
        axes.axis("off")
    for axes, picture, name in zip(panels.flat, pictures, data.class_names, strict=False):
        axes.imshow(picture, cmap=cmap, **limits)
        axes.set_title(name)
