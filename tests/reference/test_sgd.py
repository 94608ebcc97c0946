"""The SGD reference against the lectures, calculus, and other libraries."""

import re

import numpy as np
import pytest
from scipy.optimize import approx_fprime, check_grad
from scipy.stats import kstest
from sklearn.datasets import load_digits
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error

from autograder.assignments.registry import questions
from autograder.assignments.sgd.checks import CHECKS
from autograder.assignments.worked_examples import worked_example
from autograder.course import text_path
from coursework.instant import NotebookStudent
from coursework.scoring.judge import run_checks
from solutions.sgd import (
    gradient_descent,
    linear_regression_loss,
    numerical_gradient,
    random_search,
    relative_error,
    sample_minibatch,
    sgd,
)
from solutions.svm import svm_loss_vectorized

RIGHT = {name: question.right for name, question in questions("sgd").items()}
SLIDE = worked_example("numerical-gradient")


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def bowl(W):
    return float(np.sum(W**2)), 2 * W


def test_random_search_returns_the_least_loss_and_its_weights() -> None:
    seen = []

    def loss(W):
        seen.append((float(np.sum((W - 1) ** 2)), W))
        return seen[-1][0]

    best_W, best_loss = random_search(loss, (2, 3), 50, 0.7, rng())
    assert len(seen) == 50
    assert best_loss == min(loss for loss, _ in seen)
    assert loss(best_W) == best_loss
    assert best_W.shape == (2, 3)


def test_random_search_draws_normal_weights_of_the_scale() -> None:
    drawn = []
    random_search(lambda W: drawn.append(W) or 0.0, (40, 50), 5, 0.03, rng())
    assert kstest(np.ravel(drawn) / 0.03, "norm").pvalue > 0.01


def test_random_search_of_the_lecture_starts_near_its_first_losses_and_barely_gets_below() -> None:
    example = worked_example("random-search")
    images = load_digits()
    X, num_classes = images.data - images.data.mean(axis=0), example["inputs"]["num_classes"]

    def loss(W):
        return svm_loss_vectorized(W, X, images.target, 0.0)[0]

    shape, scale = (num_classes, X.shape[1]), example["inputs"]["scale"]
    _, best_loss = random_search(loss, shape, 30, scale, rng())
    assert best_loss == pytest.approx(example["value"]["first_loss"], abs=0.1)


def test_random_search_on_the_slide_is_better_than_guessing() -> None:
    example = worked_example("random-search")
    assert example["value"]["test_accuracy"] > 1 / example["inputs"]["num_classes"]


def test_forward_differences_of_the_lectures_table() -> None:
    inputs = SLIDE["inputs"]
    slopes = (np.array(inputs["losses_after_step"]) - inputs["loss"]) / inputs["h"]
    np.testing.assert_allclose(slopes, SLIDE["value"]["gradient"], atol=1e-9)
    assert RIGHT["slope_of_second_weight"] == pytest.approx(slopes[1])


@pytest.mark.parametrize("shape", [(5,), (2, 3), (2, 3, 2), ()])
def test_numerical_gradient_is_the_slope_in_any_shape(shape) -> None:
    W = rng().normal(size=shape)
    got = numerical_gradient(lambda W: float(np.sum(np.sin(W))), W)
    assert got.shape == shape
    np.testing.assert_allclose(got, np.cos(W), atol=1e-9)


def test_numerical_gradient_is_nearer_than_scipys_forward_differences() -> None:
    w = np.array([0.3, -1.2, 2.0])

    def f(w):
        return float(np.exp(w).sum())

    central, forward = numerical_gradient(f, w), approx_fprime(w, f, 1e-5)
    np.testing.assert_allclose(central, forward, rtol=1e-4)
    assert np.all(np.abs(central - np.exp(w)) < np.abs(forward - np.exp(w)))


def test_central_differences_of_a_cube_are_off_by_h_squared() -> None:
    got = numerical_gradient(lambda W: float(W[0] ** 3), np.array([2.0]), h=0.5)
    np.testing.assert_allclose(got, 3 * 2**2 + 0.5**2)


def test_numerical_gradient_takes_integers_and_leaves_them_alone() -> None:
    W = np.array([1, 2, -3])
    np.testing.assert_allclose(numerical_gradient(lambda W: bowl(W)[0], W), 2 * W, atol=1e-6)
    assert W.tolist() == [1, 2, -3]


def test_numerical_gradient_calls_the_loss_twice_for_each_weight() -> None:
    calls = []
    numerical_gradient(lambda W: calls.append(1) or 0.0, np.zeros((10, 7)))
    assert len(calls) == 2 * 10 * 7
    assert RIGHT["calls_for_one_gradient"] == 2 * 10 * 3073


@pytest.mark.parametrize("h", [1e-5, 0.1])
def test_central_difference_at_a_kink_is_the_mean_of_both_slopes(h) -> None:
    got = numerical_gradient(lambda W: max(0.0, 4 * W[0]), np.array([0.0]), h)
    np.testing.assert_allclose(got, RIGHT["central_difference_at_kink"])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [(3, 2, 0.2), (-3, -1, 0.5), (2, -2, 1), (0, 0, 0), (0, 5, 1), (3e-9, 1e-9, 0.2)],
)
def test_relative_error_on_paper(a, b, expected) -> None:
    assert relative_error(np.array([a]), np.array([b])) == pytest.approx(expected)
    assert relative_error(np.array([[a, 1.0]]), np.array([[b, 1.0]])) == pytest.approx(expected)


def test_relative_error_is_symmetric_and_from_0_to_1() -> None:
    a, b = rng().normal(size=(2, 100))
    assert relative_error(a, b) == relative_error(b, a)
    assert 0 <= relative_error(a, b) <= 1


def test_gradient_descent_follows_the_closed_form_of_a_bowl() -> None:
    W, losses = gradient_descent(bowl, np.array([8.0, -4.0]), 0.1, 6)
    np.testing.assert_allclose(W, np.array([8, -4]) * 0.8**6)
    np.testing.assert_allclose(losses, 80 * 0.64 ** np.arange(6))


def test_learning_rates_of_the_questions_on_the_square() -> None:
    after_one, _ = gradient_descent(bowl, np.array([3.0]), 0.1, 1)
    assert after_one.item() == pytest.approx(RIGHT["weight_after_one_step"])
    places = [gradient_descent(bowl, np.array([3.0]), 1.0, steps)[0].item() for steps in range(5)]
    assert places == [3, -3, 3, -3, 3]  # to and fro: answer B
    assert RIGHT["learning_rate_of_one"] == "B"
    assert gradient_descent(bowl, np.array([3.0]), 0.5, 1)[0].item() == 0
    assert abs(gradient_descent(bowl, np.array([3.0]), 1.02, 9)[0].item()) > 3


@pytest.mark.parametrize("descend", ["gradient_descent", "sgd"])
def test_the_weights_to_start_from_stay(descend) -> None:
    W = np.ones((2, 3))
    if descend == "sgd":
        X, y = np.eye(4), np.arange(4)
        last, losses = sgd(lambda W, *_: bowl(W), W, X, y, 0.1, 0.0, 2, 5, rng())
    else:
        last, losses = gradient_descent(bowl, W, 0.1, 5)
    assert np.array_equal(W, np.ones((2, 3)))
    assert len(losses) == 5
    np.testing.assert_allclose(last, 0.8**5)


def test_linear_regression_loss_is_sklearns_mean_squared_error() -> None:
    w, X, t = rng(1).normal(size=4), rng(2).normal(size=(9, 4)), rng(3).normal(size=9)
    loss, gradient = linear_regression_loss(w, X, t)
    assert loss == pytest.approx(mean_squared_error(t, X @ w))
    numerical = numerical_gradient(lambda w: linear_regression_loss(w, X, t)[0], w)
    assert relative_error(gradient, numerical) < 1e-8
    error = check_grad(
        lambda w: linear_regression_loss(w, X, t)[0],
        lambda w: linear_regression_loss(w, X, t)[1],
        w,
    )
    assert error < 1e-5


def test_slope_of_regression_is_that_of_one_example() -> None:
    _, gradient = linear_regression_loss(np.array([2.0]), np.array([[3.0]]), np.array([5.0]))
    assert gradient.item() == RIGHT["slope_of_regression"]


def test_gradient_descent_and_sgd_find_the_line_of_sklearn() -> None:
    x = rng().uniform(0, 2, 400)
    X, t = np.column_stack([x, np.ones(400)]), 2 * x + 3 + 0.1 * rng(1).normal(size=400)
    fit = LinearRegression().fit(x[:, np.newaxis], t)
    line = [*fit.coef_, fit.intercept_]
    w, _ = gradient_descent(lambda w: linear_regression_loss(w, X, t), np.zeros(2), 0.3, 500)
    np.testing.assert_allclose(w, line, atol=1e-6)

    def loss(w, X, t, reg):
        return linear_regression_loss(w, X, t)

    w, _ = sgd(loss, np.zeros(2), X, t, 0.1, 0.0, 64, 1000, rng())
    np.testing.assert_allclose(w, line, atol=0.03)


def test_minibatch_keeps_rows_and_labels_together_and_can_be_larger_than_the_data() -> None:
    X, y = np.arange(10.0).reshape(5, 2), np.arange(5)
    X_batch, y_batch = sample_minibatch(X, y, 1000, rng())
    assert X_batch.shape == (1000, 2)
    np.testing.assert_array_equal(X_batch, X[y_batch])
    assert np.bincount(y_batch).min() > 150  # each of the five is drawn about 200 times


def test_mean_slope_of_minibatches_is_that_of_all_data() -> None:
    slopes = np.array([1.0, 3.0, -2.0, 6.0])
    generator = rng()
    means = [
        sample_minibatch(slopes[:, np.newaxis], slopes, 2, generator)[1].mean()
        for _ in range(20_000)
    ]
    assert np.mean(means) == pytest.approx(RIGHT["mean_of_minibatch_slopes"], abs=0.05)
    assert slopes.mean() == RIGHT["mean_of_minibatch_slopes"]


def test_sgd_hands_on_reg_and_a_new_batch_in_each_step() -> None:
    asked = []

    def loss(W, X, y, reg):
        asked.append((X, y, reg))
        return float(len(asked)), np.ones(2)

    X, y = np.arange(40.0).reshape(20, 2), np.arange(20)
    W, losses = sgd(loss, np.zeros(2), X, y, 0.5, 0.7, 3, 4, rng())
    assert losses == [1, 2, 3, 4]
    np.testing.assert_allclose(W, -2)
    assert {reg for _, _, reg in asked} == {0.7}
    assert len({tuple(y) for _, y, _ in asked}) == 4
    for X_batch, y_batch, _ in asked:
        np.testing.assert_array_equal(X_batch, X[y_batch])


def test_sgd_trains_the_svm_to_tell_digits_apart() -> None:
    images = load_digits()
    X, y = images.data / 16 - images.data.mean(axis=0) / 16, images.target
    W, losses = sgd(svm_loss_vectorized, np.zeros((10, 64)), X, y, 0.05, 1e-3, 64, 400, rng())
    assert losses[0] == pytest.approx(9)
    assert np.mean(losses[-50:]) < 1
    assert np.mean((X @ W.T).argmax(axis=1) == y) > 0.95


def test_numbers_of_the_other_questions() -> None:
    sizes = worked_example("cifar10-sizes")
    assert RIGHT["tries_for_ten_weights"] == 2**10
    assert RIGHT["steps_in_one_epoch"] == pytest.approx(sizes["value"]["num_train"] / 256)
    assert 30_730 * np.log10(2) > 9000


def test_minus_accuracy_has_no_slope_where_no_example_changes_sides() -> None:
    x, label = rng().normal(size=30), rng(1).integers(0, 2, 30)

    def minus_accuracy(W):
        return -float(np.mean((x * W[0] > 0.5) == label))

    slopes = [numerical_gradient(minus_accuracy, np.array([w])) for w in rng(2).normal(size=50)]
    assert not np.any(slopes)
    assert RIGHT["minus_accuracy_as_loss"] == "B"


def test_notebook_has_the_numbers_of_the_worked_examples() -> None:
    text = text_path("sgd").read_text(encoding="utf-8")
    slide, search = worked_example("numerical-gradient"), worked_example("random-search")
    inputs = slide["inputs"]
    for number in (inputs["loss"], inputs["h"], *inputs["losses_after_step"]):
        assert f"{number:.5g}" in text or f"{number:g}" in text
    rows = re.findall(r"^\| (first|second|third) \| (\S+) \| .+ \| (\S+) \| (\S+) \|$", text, re.M)
    for (_, weight, loss, slope), W, after, gradient in zip(
        rows, inputs["W"], inputs["losses_after_step"], slide["value"]["gradient"], strict=True
    ):
        assert float(weight.replace("−", "-")) == W
        assert float(loss) == after
        assert slope == "yours" or float(slope.replace("−", "-")) == gradient
    assert f"**{100 * search['value']['test_accuracy']:g} %**" in text
    assert f"{search['inputs']['num_tries']} times" in text


def test_slopes_of_a_wrong_form_before_an_error_break_no_check() -> None:
    def ragged_for_vectors(f, W, h=1e-5):
        return [[1], [2, 3]] if W.ndim == 1 else W[np.inf]

    (one,) = (one for one in CHECKS if one.name.endswith("slopes_of_random_functions"))
    student = NotebookStudent({"numerical_gradient": ragged_for_vectors})
    (verdict,) = run_checks([one], student)
    assert verdict.status == "failed" and "IndexError" in verdict.message
