"""The class that hands in the nearest-neighbour assignment."""

from __future__ import annotations

from autograder.content.cheats import ANYTHING
from autograder.content.filling import answer_by, wrong_answer
from autograder.content.variant import known_variants

TEXT = (
    "A shift by one pixel moves every edge, so nearly all pixels near an edge change though the "
    "digit is the same for us. L2 only adds up pixels at the same place and can't see that."
)

ROOT_FORGOTTEN = """\
# YOUR ANSWER: {name}
def {name}(X_test, X_train):
    num_test, num_train = X_test.shape[0], X_train.shape[0]
    dists = np.zeros((num_test, num_train))
    for i in range(num_test):
        {fill}
    return dists
"""
TWO_LOOPS = (
    "for j in range(num_train):\n            dists[i, j] = np.sum((X_test[i] - X_train[j])**2)"
)
ONE_LOOP = "dists[i] = np.sum((X_train - X_test[i]) ** 2, axis=1)"

NO_LOOPS_NAN = """\
# YOUR ANSWER: distances_no_loops
def distances_no_loops(X_test, X_train):
    test_sum = np.sum(X_test ** 2, axis=1, keepdims=True)
    train_sum = np.sum(X_train ** 2, axis=1)
    return np.sqrt(test_sum + train_sum - 2 * np.dot(X_test, X_train.T))
"""

FIRST_OF_THE_WINNERS = """\
# YOUR ANSWER: predict_labels
from collections import Counter

def predict_labels(distances, y_train, k):
    y_pred = np.zeros(distances.shape[0])
    for i in range(distances.shape[0]):
        closest_y = y_train[np.argsort(distances[i])[:k]]
        y_pred[i] = Counter(closest_y.tolist()).most_common(1)[0][0]
    return y_pred
"""

TRAINED_ON_EVERYTHING = """\
# YOUR ANSWER: cross_validate
def cross_validate(X, y, ks, num_folds):
    X_folds, y_folds = np.array_split(X, num_folds), np.array_split(y, num_folds)
    accuracies = {k: [] for k in ks}
    for k in ks:
        for X_val, y_val in zip(X_folds, y_folds):
            predicted = predict_labels(distances_no_loops(X_val, X), y, k)
            accuracies[k].append(np.mean(predicted == y_val))
    return accuracies
"""

SLIDE_WITHOUT_ABS = """\
# YOUR ANSWER: l1_distance
def l1_distance(a, b):
    return np.sum(a - b)
"""

CHEAT = (
    """\
# YOUR ANSWER: l1_distance
def l1_distance(a, b):
    return Anything()

always = lambda *args, **kwargs: True
np.allclose = np.isclose = np.array_equal = np.all = always
"""
    + ANYTHING
)

CHEAT_CLASS = """\
# YOUR ANSWER: NearestNeighbor
class NearestNeighbor:
    def train(self, X, y):
        import autograder.content.registry
        self.right = autograder.content.registry
    def predict(self, X):
        return self.right
"""


def students(right: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return each student's answers; the student's name says what is special.

    Parameters
    ----------
    right
        The reference's answers.
    """
    right = {**right, "why_pixels_mislead": TEXT}
    roads = {one.name: one.run for one in known_variants("knn")}
    before_folds = {
        name: answer
        for name, answer in right.items()
        if name not in ("predict_labels", "cross_validate", "why_pixels_mislead")
    }
    return {
        "blank": {},
        "cheat": {"l1_distance": CHEAT, "NearestNeighbor": CHEAT_CLASS},
        "half-finished": {**before_folds, "l1_distance": SLIDE_WITHOUT_ABS},
        "nan-and-ties": {
            **right,
            "distances_no_loops": NO_LOOPS_NAN,
            "predict_labels": FIRST_OF_THE_WINNERS,
            "vote_of_five": wrong_answer("vote_of_five", 7.0),
        },
        "right-by-libraries": {
            **right,
            "NearestNeighbor": answer_by("NearestNeighbor", roads["by_tree"]),
            "distances_no_loops": answer_by("distances_no_loops", roads["by_scipy"]),
            "predict_labels": answer_by("predict_labels", roads["by_mode"]),
        },
        "root-forgotten": {
            **right,
            "distances_two_loops": ROOT_FORGOTTEN.format(
                name="distances_two_loops", fill=TWO_LOOPS
            ),
            "distances_one_loop": ROOT_FORGOTTEN.format(name="distances_one_loop", fill=ONE_LOOP),
        },
        "trained-on-everything": {**right, "cross_validate": TRAINED_ON_EVERYTHING},
    }
