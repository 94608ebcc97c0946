"""Data sets for the assignments: images as rows of numbers, split for an honest experiment.

Every loader returns a `Dataset`. Pixels are scaled to 0…1 and not centred: subtracting
the mean image is a step of the assignments. The scale is what `matplotlib` expects of
colour images, and on it a learning rate near 0.01 suits both digits and CIFAR-10.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from coursework import downloads

CIFAR10_CLASSES = (
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
)


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """Labelled images in three parts: to train on, to choose settings with, to report on.

    Attributes
    ----------
    X_train, X_val, X_test : ndarray of float64, (N, D)
        One image a row, pixels from 0 to 1. ``X_train[i].reshape(image_shape)`` is
        the picture.
    y_train, y_val, y_test : ndarray of int64, (N,)
        The class of each image, from 0 to C − 1.
    class_names : tuple of str
        The name of each class, in the order of the labels.
    image_shape : tuple of int
        ``(height, width)`` of grey images, ``(height, width, 3)`` of colour images, in
        the order red, green, blue: what ``plt.imshow`` takes.
    """

    X_train: np.ndarray
    y_train: np.ndarray
    X_val: np.ndarray
    y_val: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    image_shape: tuple[int, ...]

    def __repr__(self) -> str:
        sizes = [f"{len(y):,}" for y in (self.y_train, self.y_val, self.y_test)]
        return (
            f"Dataset({sizes[0]} training, {sizes[1]} validation and {sizes[2]} test images of "
            f"{' × '.join(map(str, self.image_shape))}, {len(self.class_names)} classes)"
        )


def load_digits() -> Dataset:
    """Load the handwritten digits that come with scikit-learn; needs no network.

    Returns
    -------
    Dataset
        1,797 grey images of 8 × 8 (D = 64), 10 classes: 1,197 to train, 300 to validate
        and 300 to test. The original values 0…16 are divided by 16.

    Notes
    -----
    The images are shuffled once, in the same way on every machine, because in the
    original order neighbours come from the same writer.

    Source: E. Alpaydin and C. Kaynak, *Optical Recognition of Handwritten Digits*, UCI
    Machine Learning Repository, 1998.
    """
    bundled = _bundled_digits()
    X, y = bundled[:, :-1] / 16.0, bundled[:, -1].astype(np.int64)
    val, test, train = np.split(_shuffled(len(X)), [300, 600])
    return Dataset(
        X_train=X[train],
        y_train=y[train],
        X_val=X[val],
        y_val=y[val],
        X_test=X[test],
        y_test=y[test],
        class_names=tuple("0123456789"),
        image_shape=(8, 8),
    )


def _bundled_digits() -> np.ndarray:
    """Return scikit-learn's digits, (1797, 65): in each row an image, and then its label."""
    # From the file itself: to load scikit-learn for it takes two seconds.
    package = find_spec("sklearn")
    if package is not None and package.origin is not None:
        file = Path(package.origin).parent / "datasets" / "data" / "digits.csv.gz"
        if file.is_file():
            return np.loadtxt(file, delimiter=",")
    from sklearn.datasets import load_digits as load_bundled_digits

    bundled = load_bundled_digits()
    return np.column_stack([bundled.data, bundled.target])


def load_cifar10(
    folder: str | os.PathLike[str] | None = None,
    num_train: int | None = None,
    num_test: int | None = None,
) -> Dataset:
    """Load CIFAR-10: small colour photographs of ten kinds of things.

    Without `folder`, the first call downloads 170 MB and keeps the unpacked files (see
    `coursework.downloads.data_folder`); later calls need no network.

    Parameters
    ----------
    folder
        A folder that already holds ``data_batch_1.bin`` … ``data_batch_5.bin`` and
        ``test_batch.bin``; nothing is downloaded then.
    num_train, num_test
        Keep only the first so many training or test images; all by default. An image
        takes 24 kB as float64, the whole data set 1.5 GB.

    Returns
    -------
    Dataset
        Colour images of 32 × 32 × 3 (D = 3072), 10 classes: 45,000 to train, 5,000 to
        validate and 10,000 to test. The original values 0…255 are divided by 255.

    Raises
    ------
    coursework.downloads.DownloadError
        The download failed.
    FileNotFoundError
        `folder` lacks one of the six files.
    ValueError
        A file is damaged, or there are fewer images than asked for.

    Notes
    -----
    The training images are shuffled once, in the same way on every machine; a tenth of
    them is for validation, whatever `num_train` is. The test images are the original ones
    in the original order. The files store an image as a red, a green and a blue plane;
    a row of X holds red, green and blue of the first pixel, then of the next to its right.

    Source: A. Krizhevsky, *Learning Multiple Layers of Features from Tiny Images*,
    technical report, University of Toronto, 2009.
    """
    where = downloads.cifar10_folder() if folder is None else Path(folder).expanduser()
    names = (*downloads.TRAIN_FILES, downloads.TEST_FILE)
    missing = [name for name in names if not (where / name).is_file()]
    if missing:
        raise FileNotFoundError(
            f"{where} should hold the six .bin files of CIFAR-10's binary version, "
            f"but has no {', '.join(missing)}."
        )
    records = np.concatenate([_read_records(where / name) for name in downloads.TRAIN_FILES])
    val, train = np.split(_shuffled(len(records)), [len(records) // 10])
    X_train, y_train = _decode(records[_first(train, num_train, "num_train")])
    X_val, y_val = _decode(records[val])
    test_records = _read_records(where / downloads.TEST_FILE)
    X_test, y_test = _decode(_first(test_records, num_test, "num_test"))
    return Dataset(
        X_train, y_train, X_val, y_val, X_test, y_test, CIFAR10_CLASSES, image_shape=(32, 32, 3)
    )


def _read_records(path: Path) -> np.ndarray:
    """Return a binary batch as (N, 3073) bytes, a label in front of each image."""
    content = np.fromfile(path, dtype=np.uint8)
    if len(content) == 0 or len(content) % downloads.RECORD_SIZE:
        raise ValueError(
            f"{path} is damaged: it has {len(content):,} bytes, which is not a whole number "
            f"of records of {downloads.RECORD_SIZE:,}. Delete it and get it again."
        )
    records = content.reshape(-1, downloads.RECORD_SIZE)
    wrong = np.flatnonzero(records[:, 0] >= len(CIFAR10_CLASSES))
    if len(wrong):
        raise ValueError(
            f"{path} is damaged: record {wrong[0]} has the label {records[wrong[0], 0]}, "
            "but the classes are 0 to 9. Delete it and get it again."
        )
    return records


def _decode(records: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the images, (N, 3072) in the order row, column, colour, and the labels."""
    planes = records[:, 1:].reshape(-1, 3, 32, 32)
    images = planes.transpose(0, 2, 3, 1).reshape(len(records), -1)
    return images / 255.0, records[:, 0].astype(np.int64)


def _first(items: np.ndarray, number: int | None, name: str) -> np.ndarray:
    if number is not None and not 1 <= number <= len(items):
        raise ValueError(f"{name} should be from 1 to {len(items):,}, but is {number}.")
    return items[:number]


def _shuffled(number: int) -> np.ndarray:
    # RandomState, because numpy promises that its numbers stay the same in later versions.
    return np.random.RandomState(0).permutation(number)
