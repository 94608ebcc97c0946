"""Wrong classifiers of one nearest neighbour."""

# A mistake is named in small letters, a class as well as a function.
# ruff: noqa: N801

import numpy as np

from autograder.assignments.knn.mistakes.distances import absolute_value_forgotten
from autograder.assignments.mistake import mistake, same_as
from coursework.checks.knn import slips
from solutions import knn as right


@mistake(
    "NearestNeighbor",
    hint="You predict the label of the farthest image: the smallest distance is found with "
    "`argmin`, not `argmax`.",
    misconception="the farthest image is taken for the nearest",
)
class predicts_farthest(right.NearestNeighbor):
    def predict(self, X):
        return [self.y_train[np.abs(self.X_train - x).sum(axis=1).argmax()] for x in X]


@mistake(
    "NearestNeighbor",
    hint="You return the number of the nearest image. What is asked for is its label: look it up "
    "in y.",
    slip="one look-up is missing at the end",
)
class predicts_index(right.NearestNeighbor):
    def predict(self, X):
        return [np.abs(self.X_train - x).sum(axis=1).argmin() for x in X]


@mistake(
    "NearestNeighbor",
    hint="You return the smallest distance. What is asked for is the label of the image at that "
    "distance: `argmin` tells which it is.",
    misconception="a distance is taken for a label",
)
class predicts_distance(right.NearestNeighbor):
    def predict(self, X):
        return [np.abs(self.X_train - x).sum(axis=1).min() for x in X]


@same_as(slips.NEAREST_BY_L2, "NearestNeighbor")
class nearest_by_l2(right.NearestNeighbor):
    def predict(self, X):
        return [self.y_train[((self.X_train - x) ** 2).sum(axis=1).argmin()] for x in X]


@same_as(absolute_value_forgotten, "NearestNeighbor")
class nearest_by_signed_sum(right.NearestNeighbor):
    def predict(self, X):
        return [self.y_train[(self.X_train - x).sum(axis=1).argmin()] for x in X]


@same_as(absolute_value_forgotten, "NearestNeighbor")
class nearest_by_other_signed_sum(right.NearestNeighbor):
    def predict(self, X):
        return [self.y_train[(x - self.X_train).sum(axis=1).argmin()] for x in X]


@mistake(
    "NearestNeighbor",
    hint="You predict the first training image's label for everything. `np.sum` without an axis "
    "adds up all images, and `argmin` of the one number left is 0: take `axis=1`.",
    omission="the images play no role: the first label comes back each time",
)
class all_images_summed(right.NearestNeighbor):
    def predict(self, X):
        return [self.y_train[np.argmin(np.abs(self.X_train - x).sum())] for x in X]


@mistake(
    "NearestNeighbor",
    hint="`axis=0` adds up the images and leaves a number for each pixel. For a number for each "
    "training image, sum over the pixels: `axis=1`.",
    misconception="images are added up in place of pixels",
    raises="IndexError",
)
class images_summed(right.NearestNeighbor):
    def predict(self, X):
        return [self.y_train[np.abs(self.X_train - x).sum(axis=0).argmin()] for x in X]


@mistake(
    "NearestNeighbor",
    hint="After a second `train`, the first data are still there. Training starts afresh: set the "
    "attributes, don't add to them.",
    slip="one trap, of training again",
)
class keeps_old_data(right.NearestNeighbor):
    X_train = None

    def train(self, X, y):
        if self.X_train is not None:
            X, y = np.concatenate([self.X_train, X]), np.concatenate([self.y_train, y])
        self.X_train, self.y_train = X, y

    def predict(self, X):
        return [self.y_train[np.abs(self.X_train - x).sum(axis=1).argmin()] for x in X]


@mistake(
    "NearestNeighbor",
    hint="All classifiers share the data of the one trained last. Keep them in the object, as "
    "`self.X_train`, and not in the class or in a global variable.",
    slip="one trap, of two classifiers at once",
)
class data_kept_in_the_class(right.NearestNeighbor):
    both: tuple[np.ndarray, ...] = ()

    def train(self, X, y):
        super().train(X, y)
        type(self).both = self.X_train, self.y_train

    def predict(self, X):
        self.X_train, self.y_train = self.both
        return super().predict(X)


@mistake(
    "NearestNeighbor",
    hint="All predictions but the first are 0: the function returns too early. Is `return` "
    "indented too far, so that it stands inside the loop?",
    slip="one line stands too deep",
)
class returns_after_first_image(right.NearestNeighbor):
    def predict(self, X):
        predictions = np.zeros(len(X))
        predictions[0] = self.y_train[np.abs(self.X_train - X[0]).sum(axis=1).argmin()]
        return predictions


@mistake(
    "NearestNeighbor",
    hint="Only one label comes back, that of the last image. Fill an array with one label for "
    "each image.",
    misconception="one image is taken for all",
)
class last_label_only(right.NearestNeighbor):
    def predict(self, X):
        return self.y_train[np.abs(self.X_train - X[-1]).sum(axis=1).argmin()]


@mistake(
    "NearestNeighbor",
    hint="Your `train` makes bytes (uint8) of the images, in which numbers below 0 and fractions "
    "have no room. Keep the images as they come.",
    slip="one type of numbers",
)
class training_images_cut_to_bytes(right.NearestNeighbor):
    def train(self, X, y):
        self.X_train, self.y_train = X.astype(np.uint8), y

    def predict(self, X):
        return [self.y_train[np.abs(self.X_train - x).sum(axis=1).argmin()] for x in X]
