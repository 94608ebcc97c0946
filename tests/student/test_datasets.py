"""The data sets: what a row of X is, how the parts are split, and what a bad file is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from autograder.course import ROOT
from coursework.datasets import CIFAR10_CLASSES, Dataset, load_cifar10, load_digits
from coursework.downloads import RECORD_SIZE, TEST_FILE, TRAIN_FILES

NAMES = (*TRAIN_FILES, TEST_FILE)
SAMPLE = ROOT.parent / "shared" / "cifar10-sample"
needs_sample = pytest.mark.skipif(not SAMPLE.is_dir(), reason="the CIFAR-10 sample is not here")


def parts(data: Dataset) -> list[tuple[np.ndarray, np.ndarray]]:
    return [(data.X_train, data.y_train), (data.X_val, data.y_val), (data.X_test, data.y_test)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six small files of random images, 20 records each."""
    rng = np.random.default_rng(3)
    for name in NAMES:
        records = rng.integers(0, 256, (20, RECORD_SIZE), dtype=np.uint8)
        records[:, 0] %= 10
        (tmp_path / name).write_bytes(records.tobytes())
    return tmp_path


# --- digits --------------------------------------------------------------------------------


def test_digits_are_float64_rows_from_0_to_1_with_integer_labels() -> None:
    data = load_digits()
    assert [X.shape for X, _ in parts(data)] == [(1197, 64), (300, 64), (300, 64)]
    for X, y in parts(data):
        assert X.dtype == np.float64 and y.dtype == np.int64 and y.shape == (len(X),)
        assert X.min() == 0 and X.max() == 1
        assert set(y) == set(range(10))
    assert data.class_names == tuple("0123456789")


def test_the_three_parts_of_digits_are_all_the_images_once() -> None:
    from sklearn.datasets import load_digits as load_bundled_digits

    bundled = load_bundled_digits()
    data = load_digits()
    ours = np.vstack([np.column_stack([y, X * 16]) for X, y in parts(data)])
    theirs = np.column_stack([bundled.target, bundled.data])
    assert np.array_equal(ours[np.lexsort(ours.T)], theirs[np.lexsort(theirs.T)])


def test_digits_are_read_without_loading_scikit_learn() -> None:
    loads = "import sys; from coursework.datasets import load_digits; load_digits()"
    told = subprocess.run(
        [sys.executable, "-c", f"{loads}; print('sklearn' in sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout == "False\n"


def test_digits_are_the_same_where_scikit_learn_keeps_them_elsewhere(monkeypatch) -> None:
    by_file = load_digits()
    monkeypatch.setattr("coursework.datasets.find_spec", lambda package: None)
    for (X, y), (its_X, its_y) in zip(parts(by_file), parts(load_digits()), strict=True):
        assert np.array_equal(X, its_X) and np.array_equal(y, its_y) and y.dtype == its_y.dtype


def test_the_split_of_digits_is_the_documented_one_on_every_machine() -> None:
    data = load_digits()
    assert data.y_val[:10].tolist() == [2, 8, 2, 6, 6, 7, 1, 9, 8, 5]
    assert np.array_equal(data.X_train, load_digits().X_train)


def test_a_row_of_digits_reshapes_to_the_picture() -> None:
    from sklearn.datasets import load_digits as load_bundled_digits

    data = load_digits()
    pictures = load_bundled_digits().images / 16
    assert (data.X_test[0].reshape(data.image_shape) == pictures).all(axis=(1, 2)).any()


def test_a_student_may_subtract_the_mean_in_place_without_changing_the_next_load() -> None:
    data = load_digits()
    before = data.X_train.copy()
    data.X_train[:] -= data.X_train.mean(axis=0)
    assert np.array_equal(load_digits().X_train, before)


def test_a_dataset_shows_its_sizes_and_not_its_arrays() -> None:
    assert repr(load_digits()) == (
        "Dataset(1,197 training, 300 validation and 300 test images of 8 × 8, 10 classes)"
    )


def test_importing_the_module_loads_neither_scikit_learn_nor_pooch_nor_requests() -> None:
    code = (
        "import sys, coursework.datasets; "
        "print([m for m in ('sklearn', 'pooch', 'requests', 'urllib3') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- CIFAR-10 ------------------------------------------------------------------------------


def test_a_pixel_of_cifar_is_its_red_green_and_blue_in_row_and_column(folder: Path) -> None:
    record = np.zeros(RECORD_SIZE, dtype=np.uint8)
    record[0] = 7
    record[1 + 0 * 1024 + 5 * 32 + 9] = 255  # red plane first, then rows of 32
    record[1 + 1 * 1024 + 5 * 32 + 9] = 102
    record[1 + 2 * 1024 + 31 * 32 + 0] = 51
    (folder / TEST_FILE).write_bytes(record.tobytes())

    data = load_cifar10(folder)

    assert data.image_shape == (32, 32, 3)
    assert data.y_test.tolist() == [7] and data.class_names[7] == "horse"
    picture = data.X_test[0].reshape(data.image_shape)
    assert picture[5, 9].tolist() == [1.0, 0.4, 0.0]
    assert picture[31, 0].tolist() == [0.0, 0.0, 0.2]
    assert np.count_nonzero(picture) == 3


def test_a_tenth_of_the_training_files_is_for_validation_and_no_image_is_in_two_parts(
    folder: Path,
) -> None:
    data = load_cifar10(folder)
    assert [len(X) for X, _ in parts(data)] == [90, 10, 20]
    images = np.vstack([X for X, _ in parts(data)])
    assert len(np.unique(images, axis=0)) == 120
    stored = np.frombuffer(b"".join((folder / name).read_bytes() for name in NAMES), np.uint8)
    labels = stored.reshape(-1, RECORD_SIZE)[:, 0]
    loaded = np.concatenate([y for _, y in parts(data)])
    assert np.array_equal(np.bincount(loaded, minlength=10), np.bincount(labels, minlength=10))


def test_images_of_cifar_keep_their_labels_through_the_shuffle(folder: Path) -> None:
    stored = np.vstack(
        [np.frombuffer((folder / n).read_bytes(), np.uint8).reshape(20, -1) for n in TRAIN_FILES]
    )
    label_of = {record[1:].tobytes(): record[0] for record in stored}
    data = load_cifar10(folder)
    for X, y in parts(data)[:2]:
        planes = np.rint(X.reshape(-1, 32, 32, 3).transpose(0, 3, 1, 2) * 255).astype(np.uint8)
        assert [label_of[image.tobytes()] for image in planes] == y.tolist()


def test_asking_for_fewer_images_keeps_the_first_and_the_validation_part(folder: Path) -> None:
    data, fewer = load_cifar10(folder), load_cifar10(folder, num_train=7, num_test=3)
    assert np.array_equal(fewer.X_train, data.X_train[:7])
    assert np.array_equal(fewer.y_test, data.y_test[:3])
    assert np.array_equal(fewer.X_val, data.X_val)


@pytest.mark.parametrize("number", [0, -1, 91])
def test_asking_for_more_images_than_there_are_or_for_none_is_an_error(
    folder: Path, number: int
) -> None:
    with pytest.raises(ValueError, match=f"num_train should be from 1 to 90, but is {number}"):
        load_cifar10(folder, num_train=number)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "data_batch_4.bin").unlink()
    with pytest.raises(FileNotFoundError, match=r"has no data_batch_4\.bin"):
        load_cifar10(folder)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere should hold the six \.bin files"):
        load_cifar10(tmp_path / "nowhere")


@pytest.mark.parametrize("size", [0, RECORD_SIZE - 1, 20 * RECORD_SIZE + 1])
def test_a_file_that_is_cut_off_is_named(folder: Path, size: int) -> None:
    (folder / "data_batch_2.bin").write_bytes(bytes(size))
    with pytest.raises(ValueError, match=r"data_batch_2\.bin is damaged: it has [\d,]+ bytes"):
        load_cifar10(folder)


def test_a_label_above_9_is_named_with_its_file_and_record(folder: Path) -> None:
    content = bytearray((folder / TEST_FILE).read_bytes())
    content[3 * RECORD_SIZE] = 10
    (folder / TEST_FILE).write_bytes(content)
    with pytest.raises(ValueError, match=r"test_batch\.bin is damaged: record 3 has the label 10"):
        load_cifar10(folder)


@needs_sample
def test_real_cifar_records_load_with_every_class_in_every_part() -> None:
    data = load_cifar10(SAMPLE)
    assert [X.shape for X, _ in parts(data)] == [(4577, 3072), (508, 3072), (1017, 3072)]
    for X, y in parts(data):
        assert X.dtype == np.float64 and X.min() == 0 and X.max() == 1
        assert set(y) == set(range(len(CIFAR10_CLASSES)))


@needs_sample
def test_real_photographs_are_smooth_in_the_documented_pixel_order() -> None:
    # In a photograph a pixel resembles the one beside it and the one below it, and its red
    # resembles its green. Any mix-up of rows, columns and planes would break this.
    pictures = load_cifar10(SAMPLE, num_train=1).X_test.reshape(-1, 32, 32, 3)
    beside = np.abs(np.diff(pictures, axis=2)).mean()
    below = np.abs(np.diff(pictures, axis=1)).mean()
    colours = np.abs(np.diff(pictures, axis=3)).mean()
    shuffled = np.random.default_rng(0).permutation(pictures.ravel()).reshape(pictures.shape)
    chance = np.abs(np.diff(shuffled, axis=2)).mean()
    assert max(beside, below, colours) < chance / 3
