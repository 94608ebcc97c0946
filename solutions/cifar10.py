"""The reference on real photographs: what a student's functions can be expected to reach.

Run by ``python -m solutions.cifar10 [FOLDER]``, where FOLDER holds the binary files of
CIFAR-10; without it they are downloaded. Writes `docs/cifar10.md` and the picture in it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np

from coursework.datasets import Dataset, load_cifar10
from coursework.plots.images import templates
from coursework.plots.knn import right_by_k
from solutions.knn import cross_validate, distances_no_loops, predict_labels
from solutions.sgd import sgd
from solutions.softmax import softmax_loss_vectorized
from solutions.svm import svm_loss_vectorized

DOCS = Path(__file__).resolve().parent.parent / "docs"
SEED = 0
KS = (1, 3, 5, 7, 10, 15, 20)
LEARNING_RATES, STRENGTHS = (0.001, 0.003, 0.01), (0.0001, 0.001, 0.01)
BATCH_SIZE, STEPS = 256, 2000

Loss = Callable[..., tuple[float, np.ndarray]]


def main() -> None:
    """Measure, and write the page."""
    data = load_cifar10(sys.argv[1] if len(sys.argv) > 1 else None)
    rows = [*nearest_neighbours(data)]
    for name, loss in (("SVM", svm_loss_vectorized), ("softmax", softmax_loss_vectorized)):
        row, W = linear_classifier(name, loss, data)
        rows.append(row)
    templates(W[:, :-1], data)  # of the softmax classifier, without the biases
    plt.savefig(DOCS / "images" / "cifar10-templates.png", dpi=150)
    (DOCS / "cifar10.md").write_text(page(data, rows), encoding="utf-8")


def nearest_neighbours(data: Dataset) -> list[tuple[str, str, float]]:
    """Return method, settings and test accuracy for k = 1 and for the best k of 5 folds."""
    X = np.concatenate([data.X_train, data.X_val])
    y = np.concatenate([data.y_train, data.y_val])
    accuracies = cross_validate(X, y, KS, 5)
    best = max(KS, key=lambda k: np.mean(accuracies[k]))
    right = right_by_k(
        distances_no_loops, predict_labels, (X, y), (data.X_test, data.y_test), (1, best)
    )
    return [
        (
            f"kNN, {why}",
            f"k = {k}, {np.mean(accuracies[k]):.3f} in 5-fold cross-validation",
            float(np.mean(of_k)),
        )
        for k, why, of_k in zip((1, best), ("nearest neighbour", "best k"), right, strict=True)
    ]


def linear_classifier(
    name: str, loss: Loss, data: Dataset
) -> tuple[tuple[str, str, float], np.ndarray]:
    """Train with every learning rate and λ, choose on validation data, return the row and W."""
    mean_image = data.X_train.mean(axis=0)

    def prepared(X: np.ndarray) -> np.ndarray:
        return np.column_stack([X - mean_image, np.ones(len(X))])

    X_train, X_val, X_test = map(prepared, (data.X_train, data.X_val, data.X_test))
    trained = {}
    for rate, reg in product(LEARNING_RATES, STRENGTHS):
        rng = np.random.default_rng(SEED)
        W = 0.0001 * rng.standard_normal((10, X_train.shape[1]))
        W, _ = sgd(loss, W, X_train, data.y_train, rate, reg, BATCH_SIZE, STEPS, rng)
        trained[rate, reg] = accuracy(W, X_val, data.y_val), W
    (rate, reg), (on_validation, W) = max(trained.items(), key=lambda item: item[1][0])
    settings = f"learning rate {rate:g}, λ = {reg:g}, {on_validation:.3f} on validation data"
    return (name, settings, accuracy(W, X_test, data.y_test)), W


def accuracy(W: np.ndarray, X: np.ndarray, y: np.ndarray) -> float:
    """Return the share of the examples whose largest score is the right class's."""
    return float(np.mean((X @ W.T).argmax(axis=1) == y))


def page(data: Dataset, rows: list[tuple[str, str, float]]) -> str:
    """Return the page as Markdown."""
    table = "\n".join(f"| {name} | {settings} | {score:.3f} |" for name, settings, score in rows)
    sizes = [f"{len(y):,}" for y in (data.y_train, data.y_val, data.y_test)]
    return f"""\
# The course's classifiers on CIFAR-10

Made by `python -m solutions.cifar10 [FOLDER]` from the reference solutions: {sizes[0]} training,
{sizes[1]} validation and {sizes[2]} test images, pixels from 0 to 1. kNN has the validation images
for training, too; its best k is chosen by 5-fold cross-validation. SVM and softmax see the pixels
less the mean image and are trained by the course's own `sgd`: {STEPS:,} steps with minibatches of
{BATCH_SIZE}, seed {SEED}. Learning rates {listed(LEARNING_RATES)} and λ {listed(STRENGTHS)}
were tried, and the best chosen on the validation images. The test images were used once.

| classifier | settings | test accuracy |
|---|---|---|
{table}

Guessing gives 0.1. With the whole data set, expect a few hundredths more.

![Ten blurred colour templates, one for each class](images/cifar10-templates.png)

The softmax classifier's weights, a row for each class, as images: what each class looks for. A
class has one template only, so that a horse may well look to both sides.
"""


def listed(numbers: tuple[float, ...]) -> str:
    """Return numbers as a text: ``0.1, 0.2 and 0.3``."""
    texts = [f"{number:g}" for number in numbers]
    return f"{', '.join(texts[:-1])} and {texts[-1]}"


if __name__ == "__main__":
    main()
