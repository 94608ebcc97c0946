"""What holds of every reference function: it is described, and leaves what it is given alone."""

import copy
import inspect
from importlib import import_module

import numpy as np
import pytest

from autograder.assignments.registry import points, questions
from autograder.authoring.selftest.bars import HELD
from autograder.course import load_course

ASSIGNMENTS = [one.name for one in load_course().assignments]
RNG = np.random.default_rng(0)
X, OTHER_X, W, V = (RNG.normal(size=shape) for shape in ((12, 5), (9, 5), (4, 5), (4, 5)))
B, Y, INTEGERS = RNG.normal(size=4), np.arange(12) % 4, np.array([-2, 0, 1, 3])
P, Q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.2, 0.6])


def half_of_squares(W):
    return float(np.sum(W * W) / 2), W.copy()


def ones(W, X, y, reg):
    return 1.0, np.ones(W.shape)


# Arguments of each function, those that a function has to be given among them. A new assignment
# is tried as soon as it stands here.
GIVEN = {
    "knn": {
        "l1_distance": (X[0], X[1]),
        "l2_distance": (X[0], X[1]),
        "distances_two_loops": (OTHER_X, X),
        "distances_one_loop": (OTHER_X, X),
        "distances_no_loops": (OTHER_X, X),
        "predict_labels": (np.abs(RNG.normal(size=(9, 12))), Y, 3),
        "cross_validate": (X, Y, [1, 2], 3),
    },
    "linear": {
        "linear_scores": (X, W, B),
        "append_bias": (X, W, B),
        "predict": (X, W, B),
    },
    "svm": {
        "hinge_loss": (B, 1),
        "svm_loss_naive": (W, X, Y, 0.1),
        "svm_loss_vectorized": (W, X, Y, 0.1),
    },
    "softmax": {
        "softmax": (X,),
        "cross_entropy_loss": (B, 1),
        "softmax_loss_naive": (W, X, Y, 0.5),
        "softmax_loss_vectorized": (W, X, Y, 0.5),
        "kl_divergence": (P, Q),
        "nll_loss": (np.log([P, Q]), np.array([0, 2])),
    },
    "regularization": {
        "l2_penalty": (W,),
        "l1_penalty": (W,),
        "elastic_net_penalty": (W, 0.7),
        "regularized_loss": (1.0, V, W, 0.3, half_of_squares),
        "fit_polynomial": (INTEGERS, np.array([5, -1, 2, 4]), 2, 1.5),
    },
    "sgd": {
        "random_search": (lambda W: float(np.sum(W)), (2, 3), 4, 0.1, np.random.default_rng(1)),
        "numerical_gradient": (lambda W: float(np.sum(W * W)), INTEGERS),
        "relative_error": (W, V),
        "gradient_descent": (half_of_squares, W, 0.1, 3),
        "sample_minibatch": (X, Y, 5, np.random.default_rng(1)),
        "sgd": (ones, W, X, Y, 0.1, 0.0, 5, 3, np.random.default_rng(1)),
        "linear_regression_loss": (B, X[:, :4], RNG.normal(size=12)),
    },
    "backprop": {
        "sigmoid_neuron": (np.append(B, 0.5), B),
        "svm_graph": (W, X[0], 2, 0.5),
    },
}
FLOAT32 = (("linear", "linear_scores"), ("linear", "append_bias"), ("softmax", "softmax"))
EACH = pytest.mark.parametrize(
    ("assignment", "name"),
    [(assignment, name) for assignment, functions in GIVEN.items() for name in functions],
)


def reference(assignment: str, name: str):
    return getattr(import_module(f"solutions.{assignment}"), name)


@pytest.mark.parametrize("assignment", sorted({*HELD, *GIVEN}))
def test_every_answer_that_is_a_function_is_given_something_here(assignment) -> None:
    answers = set(points(assignment)) - set(questions(assignment))
    functions = {one for one in answers if inspect.isfunction(reference(assignment, one))}
    assert functions == set(GIVEN[assignment])


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_answer_says_what_it_returns(assignment) -> None:
    for name in set(points(assignment)) - set(questions(assignment)):
        assert inspect.getdoc(reference(assignment, name)), name


@EACH
def test_arguments_are_left_as_they_are(assignment, name) -> None:
    given = GIVEN[assignment][name]
    before = copy.deepcopy(given)
    reference(assignment, name)(*given)
    for one, earlier in zip(given, before, strict=True):
        if not isinstance(one, np.random.Generator):  # which is there to be drawn from
            np.testing.assert_array_equal(one, earlier)


@pytest.mark.parametrize(("assignment", "name"), FLOAT32)
def test_float32_stays_float32(assignment, name) -> None:
    given = [one.astype(np.float32) for one in GIVEN[assignment][name]]
    got = reference(assignment, name)(*given)
    for array in got if isinstance(got, tuple) else [got]:
        assert array.dtype == np.float32
