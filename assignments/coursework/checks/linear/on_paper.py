"""Small whole numbers, of which scores and labels can be followed on paper."""

import numpy as np

from coursework.checks.linear import slips
from coursework.expecting.naming import Slip

# Five points in the plane and three classes; the notebook has them, too.
X = np.array([[-1.0, 1.0], [0.0, 0.0], [-3.0, 3.0], [3.0, 1.0], [-3.0, -1.0]])
W = np.array([[2.0, 1.0], [-1.0, 1.0], [0.0, -2.0]])
B = np.array([-1.0, -3.0, -2.0])
SCORES = np.array([[-2, -1, -4], [-1, -3, -2], [-4, 3, -8], [6, -5, -4], [-8, -1, 0]])
LABELS = np.array([1, 0, 1, 0, 2])
X_AND_ONES = np.array([[-1, 1, 1], [0, 0, 1], [-3, 3, 1], [3, 1, 1], [-3, -1, 1]])
W_AND_BIAS = np.array([[2, 1, -1], [-1, 1, -3], [0, -2, -2]])

# Twelve examples of three numbers, and four classes: by more labels, mistakes can be told apart.
MORE_X = np.array(
    [
        *([3, -1, 3], [2, -3, 4], [-3, -1, -2], [3, -2, -2], [-3, -2, -2], [-3, -1, -3]),
        *([-2, 0, 2], [-4, 2, -2], [-2, 4, 1], [4, -2, 3], [2, -1, 2], [2, 3, 2]),
    ],
    dtype=float,
)
MORE_W = np.array([[2.0, -3.0, 2.0], [0.0, -1.0, 0.0], [1.0, 1.0, 2.0], [2.0, 3.0, 2.0]])
MORE_B = np.array([1.0, -4.0, 4.0, 5.0])
MORE_LABELS = np.array([0, 0, 1, 0, 1, 1, 2, 3, 3, 0, 0, 3])
MORE_SCORES = np.array(
    [
        *([16, -3, 12, 14], [22, -1, 11, 8], [-6, -3, -4, -8], [9, -2, 1, 1]),
        *([-3, -2, -5, -11], [-8, -3, -6, -10], [1, -4, 6, 5], [-17, -6, -2, -1]),
        *([-13, -8, 8, 15], [21, -2, 12, 13], [12, -3, 9, 10], [0, -7, 13, 22]),
    ]
)

MORE_X_AND_ONES = np.array([[*x, 1] for x in MORE_X])
MORE_W_AND_BIAS = np.array([[*w, bias] for w, bias in zip(MORE_W, MORE_B, strict=True)])

# What NumPy says of X, W and B above where a product doesn't fit.
OF_SHAPES: list[Slip] = [
    (slips.WEIGHTS_NOT_TRANSPOSED, "(size 3 is different from 2)"),
    (slips.WEIGHTS_NOT_TRANSPOSED, "shapes (5,2) and (3,2) not aligned"),
    (slips.WEIGHTS_NOT_TRANSPOSED, "(5,2)->(5,newaxis,2) (3,2)->(2,3)"),
    (slips.WEIGHTS_TIMES_EXAMPLES, "(size 5 is different from 2)"),
    (slips.WEIGHTS_TIMES_EXAMPLES, "shapes (3,2) and (5,2) not aligned"),
    (slips.TRANSPOSED_PRODUCT_PLUS_BIAS, "shapes (3,5) (3,)"),
    (slips.PRODUCT_BY_ENTRIES, "shapes (5,2) (2,3)"),
    (slips.PRODUCT_BY_ENTRIES, "shapes (5,2) (3,2)"),
    (slips.PRODUCT_BY_ENTRIES, "shapes (2,3) (5,2)"),
    (slips.PRODUCT_BY_ENTRIES, "shapes (3,2) (5,2)"),
]


def many_points(num_examples: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw the arguments for a number of examples."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(num_examples, 6)), rng.normal(size=(5, 6)), rng.normal(size=5)
