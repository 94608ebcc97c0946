"""The reference on linear scores against the lectures, scikit-learn and PyTorch."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression, Ridge

from autograder.assignments.linear.checks import problem, telling_problem
from autograder.assignments.mistake import known_mistakes
from autograder.assignments.worked_examples import worked_example
from coursework.checks import linear as visible
from coursework.checks.linear import slips
from coursework.instant import NotebookStudent
from coursework.scoring.check import Mistake
from coursework.scoring.judge import run_checks
from solutions.linear import append_bias, linear_scores, predict

FOUR_PIXELS = worked_example("linear-scores")


def arrays(example: dict, *names: str) -> list[np.ndarray]:
    return [np.array(example["inputs"][name], dtype=float) for name in names]


@pytest.mark.parametrize(
    "name", ["linear-scores", "linear-scores-cat-and-dog", "four-pixels-hinge"]
)
def test_four_pixel_images_have_the_lectures_scores(name: str) -> None:
    example = worked_example(name)
    x, W, b = arrays(example, "x", "W", "b")
    scores = linear_scores(x[np.newaxis], W, b)
    np.testing.assert_allclose(scores, [example["value"]["scores"]])


def test_the_slip_of_the_slide_is_the_ship_score_without_its_bias() -> None:
    x, W, b = arrays(FOUR_PIXELS, "x", "W", "b")
    without = linear_scores(x[np.newaxis], W, b * [1, 1, 0])
    np.testing.assert_allclose(without, [FOUR_PIXELS["slip"]["value"]["scores"]])


def test_what_students_are_given_is_the_example_without_the_ship() -> None:
    given = worked_example("linear-scores-cat-and-dog")
    assert given["inputs"]["x"] == FOUR_PIXELS["inputs"]["x"]
    for name in ("classes", "W", "b"):
        assert given["inputs"][name] == FOUR_PIXELS["inputs"][name][:2]
    assert given["value"]["scores"] == FOUR_PIXELS["value"]["scores"][:2]


def test_numbers_on_paper_are_the_references() -> None:
    given = visible.X, visible.W, visible.B
    np.testing.assert_array_equal(linear_scores(*given), visible.SCORES)
    np.testing.assert_array_equal(predict(*given), visible.LABELS)
    more = predict(visible.MORE_X, visible.MORE_W, visible.MORE_B)
    np.testing.assert_array_equal(more, visible.MORE_LABELS)
    images, weights = append_bias(*given)
    np.testing.assert_array_equal(images, visible.X_AND_ONES)
    np.testing.assert_array_equal(weights, visible.W_AND_BIAS)


@pytest.mark.parametrize("shape", [(7, 4, 5), (1, 4, 5), (5, 2, 3), (3, 6, 2), (4, 4, 4)])
def test_bias_trick_leaves_scores_as_they_are_and_adds_a_column_to_both(shape) -> None:
    X, W, b = problem(np.random.default_rng(0), *shape)
    images, weights = append_bias(X, W, b)
    N, C, D = shape
    assert images.shape == (N, D + 1) and weights.shape == (C, D + 1)
    np.testing.assert_allclose(images @ weights.T, linear_scores(X, W, b))
    assert np.all(images[:, -1] == 1) and np.array_equal(weights[:, -1], b)


def test_scores_are_the_matrix_form_of_the_lecture_for_each_example() -> None:
    X, W, b = problem(np.random.default_rng(1))
    np.testing.assert_allclose(linear_scores(X, W, b), [W @ x + b for x in X])


def test_scores_and_labels_agree_with_scikit_learn() -> None:
    X, _, _ = problem(np.random.default_rng(2), N=60)
    y = np.random.default_rng(3).integers(0, 4, 60)
    classifier = LogisticRegression().fit(X, y)
    W, b = classifier.coef_, classifier.intercept_
    np.testing.assert_allclose(linear_scores(X, W, b), classifier.decision_function(X))
    np.testing.assert_array_equal(predict(X, W, b), classifier.predict(X))
    regression = Ridge().fit(X, np.eye(4)[y])
    expected = regression.predict(X)
    np.testing.assert_allclose(linear_scores(X, regression.coef_, regression.intercept_), expected)


def test_scores_agree_with_pytorch() -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    X, W, b = problem(np.random.default_rng(4))
    expected = torch.nn.functional.linear(*map(torch.tensor, (X, W, b)))
    np.testing.assert_allclose(linear_scores(X, W, b), expected.numpy())


def test_smaller_label_wins_a_tie() -> None:
    X = np.array([[1.0, 1.0], [0.0, 0.0]])
    W = np.array([[0.0, 0.0], [1.0, 2.0], [2.0, 1.0]])
    np.testing.assert_array_equal(predict(X, W, np.zeros(3)), [1, 0])


def test_labels_are_integers_from_0_to_c_minus_1() -> None:
    labels = predict(*telling_problem(np.random.default_rng(5)))
    assert labels.dtype.kind == "i"
    assert set(labels) <= set(range(4))


def test_labels_do_not_change_when_all_weights_and_biases_are_doubled() -> None:
    X, W, b = telling_problem(np.random.default_rng(6))
    np.testing.assert_array_equal(predict(X, 2 * W, 2 * b), predict(X, W, b))


def test_sizes_for_cifar10_are_the_lectures() -> None:
    sizes = worked_example("cifar10-sizes")["value"]
    C, D = sizes["W_shape"]
    X, W, b = np.zeros((3, D)), np.zeros((C, D)), np.zeros(sizes["b_shape"])
    assert linear_scores(X, W, b).shape == (3, C)
    assert W.size == sizes["num_weights"]
    images, weights = append_bias(X, W, b)
    assert images.shape[1] == weights.shape[1] == sizes["num_pixels_with_bias"]


VISIBLE_SLIPS = [one for one in vars(slips).values() if isinstance(one, Mistake)]


@pytest.mark.parametrize("slip", VISIBLE_SLIPS, ids=lambda slip: slip.name)
def test_likeliest_slips_are_named_in_the_notebook_too(slip: Mistake) -> None:
    same = [one for one in known_mistakes("linear") if one.name == slip.name]
    assert same and all((one.hint, one.kind) == (slip.hint, slip.kind) for one in same)
    for one in same:
        for function in set(one.functions) - {"predict" if len(same) > 1 else ""}:
            checks = [check for check in visible.CHECKS if check.question == function]
            verdicts = run_checks(checks, NotebookStudent({function: one.run}))
            assert slip.name in {verdict.mistake for verdict in verdicts}


def test_hints_in_the_notebook_do_not_tell_the_ships_score() -> None:
    assert not any(number in slip.hint for slip in VISIBLE_SLIPS for number in ("60.75", "61.95"))
