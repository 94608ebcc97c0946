"""The visual viewpoint: a score is how well an image agrees with a template."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np

from coursework.datasets import Dataset
from coursework.plots.linear.fitting import Classifier, scores_of
from coursework.plots.style import WIDTH, styled


@styled
def template_match(
    linear_scores: Classifier, number: int, W: np.ndarray, b: np.ndarray, data: Dataset
) -> None:
    """Draw a test image, and what each pixel adds to the scores of the three classes in front."""
    x = data.X_test[number]
    (scores,) = scores_of(linear_scores, x[np.newaxis], W, b)
    first = np.argsort(-scores, kind="stable")[:3]
    added = W[first] * x
    if len(data.image_shape) == 3:  # the three colours of a pixel together
        added = added.reshape(3, -1, data.image_shape[2]).sum(axis=2)
    largest = float(np.quantile(np.abs(added), 0.995)) or 1.0

    _, panels = plt.subplots(1, 4, figsize=(WIDTH, 2.2))
    panels[0].imshow(x.reshape(data.image_shape), cmap="gray_r")
    panels[0].set_title(f"image: {data.class_names[data.y_test[number]]}")
    for axes, c, pixels in zip(panels[1:], first, added, strict=True):
        axes.imshow(
            pixels.reshape(data.image_shape[:2]), cmap="PuOr_r", vmin=-largest, vmax=largest
        )
        axes.set_title(data.class_names[c])
        score, bias = round(scores[c], 3), round(b[c], 3)
        # Not rounded by itself: what stands there adds up.
        parts = (f"{one:.3f}".replace("-", "−") for one in (score - bias, bias, score))
        axes.set_xlabel("sum {}\n+ bias {}\n= score {}".format(*parts), fontsize=9)
    for axes in panels:
        axes.set(xticks=[], yticks=[])
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
