"""The visible checks of distances: of two images, to the nearest one, and of all to all."""

import numpy as np

from coursework.asking.asked import Asked
from coursework.checks.knn import slips
from coursework.expecting.given_examples import worked_example
from coursework.expecting.loops import expect_no_loop
from coursework.expecting.naming import naming
from coursework.expecting.values import as_array, close, expect_array, expect_number
from coursework.faults.failures import Failure
from coursework.scoring.check import check, checks_in

SLIDE = worked_example("l1-distance")
TEST_IMAGE, TRAIN_IMAGE = (np.array(SLIDE["inputs"][name], dtype=float) for name in SLIDE["inputs"])

# Two test and three training points: all distances are whole numbers.
X_TEST = np.array([[0.0, 0.0], [6.0, 8.0]])
X_TRAIN = np.array([[3.0, 4.0], [6.0, 0.0], [0.0, 8.0]])
DISTANCES = np.array([[5, 6, 8], [5, 8, 6]])
BY_L1 = np.array([[7, 6, 8], [7, 8, 6]])

# Differences of −60 and 80, as image files hold pixels; and what comes out where they wrap.
UNSIGNED = (np.array([10, 240], np.uint8), np.array([70, 160], np.uint8))
WRAPPED = (196 + 80, 4, np.hypot(196, 80))

TABLES = ("distances_two_loops", "distances_one_loop", "distances_no_loops")


@check("l1_distance", points=2, hint="The first row of differences is 46, 12, −14, 1; it adds 73.")
def lectures_images_by_l1(student: Asked) -> None:
    """The L1 distance of the lecture's two images is 456."""
    got = [student.answer(TEST_IMAGE, TRAIN_IMAGE), student.answer(X_TRAIN[0], X_TEST[1])]
    total = np.sum(TEST_IMAGE - TRAIN_IMAGE)
    signed = [(slips.ABSOLUTE_VALUE_FORGOTTEN, one) for one in ([total, -7], [-total, 7])]
    with naming(got, *signed):
        expect_number(got[0], SLIDE["value"]["l1"], "distance", "for the lecture's images")
        expect_number(got[1], 7, "distance", "from (3, 4) to (6, 8)")


@check("l2_distance", points=2, hint="Square each difference, add all squares, then take the root.")
def lectures_images_by_l2(student: Asked) -> None:
    """The L2 distance of the same two images is 162.11."""
    got = [student.answer(TEST_IMAGE, TRAIN_IMAGE), student.answer(X_TRAIN[0], X_TEST[1])]
    squared = (slips.SQUARE_ROOT_FORGOTTEN, [SLIDE["value"]["l2"] ** 2, 25])
    by_l1 = (slips.L1_IN_PLACE_OF_L2, [SLIDE["value"]["l1"], 7])
    with naming(got, squared, by_l1):
        expect_number(got[0], SLIDE["value"]["l2"], "distance", "for the lecture's images")
        expect_number(got[1], 5, "distance", "from (3, 4) to (6, 8)")


@check("l1_distance", "l2_distance", points=1, role="part")
def small_unsigned_images(student: Asked) -> None:
    """It is right for two images of dtype uint8, too: [10, 240] and [70, 160]."""
    got = student.answer(*UNSIGNED)
    if student.question == "l1_distance":
        expected, others = 140, []
    else:
        expected = 100
        others = [(slips.SQUARE_ROOT_FORGOTTEN, [10000]), (slips.L1_IN_PLACE_OF_L2, [140])]
    wrapped = [(slips.UNSIGNED_WRAPS, [wrong]) for wrong in WRAPPED]
    with naming([got], *others, *wrapped):
        expect_number(got, expected, "distance", "of the two images of dtype uint8")


@check(
    "NearestNeighbor",
    points=3,
    hint="Which training image is at the smallest L1 distance? Its label is the prediction.",
)
def nearest_on_paper(student: Asked) -> None:
    """Points in the plane get the label of the training point that is nearest by L1 distance."""
    y = np.array([7, 3, 9])
    # From the fifth, (6, 0) is nearest by L1, but (3, 4) by L2; from the last, it is so by L1 and
    # L2, but not by the largest difference.
    X = np.array([[5.0, 1.0], [1.0, 8.0], [2.0, 3.0], [8.0, 1.0], [0.0, 0.0], [6.0, 3.1]])
    got = student.use_for_last(("train", X_TRAIN, y), ("predict", X))
    with naming(
        got,
        (slips.NEAREST_BY_L2, [3, 9, 7, 3, 7, 3]),
        # Without absolute values, the smallest sum of all is nearest to everything.
        (slips.ABSOLUTE_VALUE_FORGOTTEN, [3] * 6),
        (slips.ABSOLUTE_VALUE_FORGOTTEN, [9] * 6),
    ):
        expect_array(got, np.array([3, 9, 7, 3, 3, 3]), "array of predictions")


@check(
    "NearestNeighbor",
    points=1.5,
    role="part",
    hint="The nearest training image of a training image is itself.",
)
def training_points_themselves(student: Asked) -> None:
    """Each training image gets its own label, as its distance to itself is 0."""
    X = np.array([[0.0], [12.0], [17.0], [1.0], [10.0], [4.0]]) * np.array([1.0, -2.0, 0.5])
    y = np.array([4, 0, 11, 2, 7, 5])
    got = student.use_for_last(("train", X, y), ("predict", X[::-1].copy()))
    expect_array(got, y[::-1], "array of predictions", "for the training images")


@check(
    *TABLES,
    points=3,
    hint="Row i is for test image i, column j for training image j. So [0, 0] is the distance from "
    "(0, 0) to (3, 4), √(9 + 16) = 5, and [1, 0] is that from (6, 8) to (3, 4), 5 as well.",
)
def distances_on_paper(student: Asked) -> None:
    """The distances of two points to three others, and the other way round, are those on paper."""
    # Three to two come first: of two, which have two pixels, images are easily taken for pixels.
    turned = student.answer(X_TRAIN, X_TEST)
    got = [student.answer(X_TEST, X_TRAIN), turned]
    without_two = np.array([[5, 6, 8], [np.sqrt(75), 10, 10]])
    with naming(
        got,
        (slips.SQUARE_ROOT_FORGOTTEN, [DISTANCES**2, DISTANCES.T**2]),
        (slips.L1_IN_PLACE_OF_L2, [BY_L1, BY_L1.T]),
        (slips.TABLE_TRANSPOSED, [DISTANCES.T, DISTANCES]),
        (slips.FACTOR_TWO_LOST, [without_two, without_two.T]),
        (slips.RETURNED_EARLY, [[[5, 6, 8], [0, 0, 0]], [[5, 5], [0, 0], [0, 0]]]),
        (slips.RETURNED_AT_ONCE, [[[5, 0, 0], [0, 0, 0]], [[5, 0], [0, 0], [0, 0]]]),
    ):
        expect_array(got[0], DISTANCES, "table of distances", "of two points to three")
        expect_array(got[1], DISTANCES.T, "table of distances", "of three points to two")


# A constant takes no loop: this counts on right values.
@check(
    "distances_one_loop",
    points=2,
    role="form",
    builds_on=["distances_on_paper"],
)
def one_loop_at_most(student: Asked) -> None:
    """There is no loop over training images: Python takes no more steps for 400 than for 40."""
    rng = np.random.default_rng(0)
    X_test = rng.normal(size=(6, 5))
    expect_no_loop(student, lambda number: (X_test, rng.normal(size=(number, 5))), 40, 400)


@check(
    "distances_no_loops",
    points=3,
    role="form",
    builds_on=["distances_on_paper"],
)
def no_loop_at_all(student: Asked) -> None:
    """There is no loop at all: Python takes no more steps for 400 images than for 40."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(6, 5))
    expect_no_loop(student, lambda number: (rng.normal(size=(number, 5)), X), 40, 400)
    expect_no_loop(student, lambda number: (X, rng.normal(size=(number, 5))), 40, 400)


@check("distances_no_loops", points=2, role="part")
def no_nan_for_itself(student: Asked) -> None:
    """The distance of an image to itself is 0 up to rounding, and not NaN, for 60 images."""
    # So many that on every machine some are rounded to below 0.
    X = np.random.default_rng(0).normal(size=(60, 30))
    expect_zero_for_itself(student, X)


def expect_zero_for_itself(student: Asked, X: np.ndarray) -> None:
    """Fail unless the distances of images to themselves are 0, and no others."""
    table = as_array(student.answer(X, X.copy()), "table of distances")
    if table.shape != (len(X), len(X)):
        name = "Your table of distances of 60 images to themselves"
        raise Failure(
            f"{name} has shape {table.shape}.", discreet=f"{name} should have shape (60, 60)."
        )
    own, others = np.diagonal(table), ~np.eye(len(X), dtype=bool)
    if np.isnan(own).any():
        right = np.sqrt(((X[:, np.newaxis] - X) ** 2).sum(axis=2))
        raise Failure(
            f"The distance of an image to itself is NaN (not a number) for "
            f"{np.isnan(own).sum()} of {len(own)} images.",
            slips.ROOT_BELOW_ZERO if close(table[others], right[others]) else None,
            "The distance of an image to itself is NaN (not a number) for some images.",
        )
    # In float32, the root of a rounding error is far larger than the error.
    if np.abs(own).max() > 0.05:
        raise Failure(
            f"The distance of an image to itself is {np.abs(own).max():.3g}, not 0.",
            discreet="The distance of an image to itself isn't 0.",
        )
    if not (table[others] > 0.05).all():
        raise Failure("The distance of two different images should be above 0.")


CHECKS = checks_in(globals(), visible=True)
