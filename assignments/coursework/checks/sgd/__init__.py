"""The visible checks of the SGD assignment: what the notebook's instant check runs.

They use small integers that can be followed on paper. The losses that they hand over
are losses of W alone, so that W tells every step, whichever batch was drawn.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from coursework.asking import Call
from coursework.checking import Asked, Failure, check, checks_in
from coursework.checks.sgd.batches import expect_shapes, rows_of_batch
from coursework.comparing import as_array, digits, expect_array, expect_number
from coursework.questions import NUMBER, form_checks

QUESTIONS = {
    "tries_for_ten_weights": NUMBER,
    "slope_of_second_weight": NUMBER,
    "calls_for_one_gradient": NUMBER,
    "central_difference_at_kink": NUMBER,
    "weight_after_one_step": NUMBER,
    "learning_rate_of_one": "ABC",
    "slope_of_regression": NUMBER,
    "steps_in_one_epoch": NUMBER,
    "mean_of_minibatch_slopes": NUMBER,
    "minus_accuracy_as_loss": "ABC",
}


def generator(seed: int) -> np.random.Generator:
    """Return a new random generator: the same seed, the same numbers."""
    return np.random.default_rng(seed)


def asked_for_pair(student: Asked, index: int, returns: str, *arguments: Any) -> Call:
    """Call an answer that returns a pair; the check is about its part `index`."""
    student.part(index, returns, *arguments)
    return student.student.calls[-1]


def expect_calls(call: Call, number: int, times: str) -> None:
    """Fail unless the function that was handed over was called so many times."""
    called = len(call.called_back)
    if called != number:
        raise Failure(
            f"In {number} {times}, your function called the loss {called} times; expected {number}."
        )


def bowl_around_one(W: Any) -> float:
    """Loss Σ(W − 1)²."""
    return float(np.sum((np.asarray(W, float) - 1) ** 2))


@check("random_search", points=2, hint="Draw W and call `loss(W)` once each time round the loop.")
def tries_each_once(student: Asked) -> None:
    """The loss is asked for once for each try, with weights of the shape asked for."""
    call = student.call(bowl_around_one, (2, 3), 5, 0.5, generator(0))
    for called in call.called_back:
        tried = as_array(called.arguments[0], "W")
        if tried.shape != (2, 3):
            raise Failure(f"Your function tried a W of shape {tried.shape}; asked for was (2, 3).")
    expect_calls(call, 5, "tries")


@check(
    "random_search",
    points=4,
    hint="Compare each loss with the best so far. If it is smaller, keep it *and* its W.",
)
def keeps_the_best(student: Asked) -> None:
    """What it returns is the smallest loss that was seen, and the W that had it."""
    returns = "(best_W, best_loss)"
    arguments = (bowl_around_one, (3,), 20, 1.0)
    calls = [asked_for_pair(student, 1, returns, *arguments, generator(seed)) for seed in (1, 2)]
    for call in calls:
        expect_best(call)


def expect_best(call: Call) -> None:
    """Fail unless a random search returned the best of the weights that it tried."""
    if not call.called_back:
        raise Failure("Your function never called the loss.")
    losses = [float(called.value) for called in call.called_back]
    best = int(np.argmin(losses))
    best_W, best_loss = call.value
    expect_number(best_loss, losses[best], "best_loss", f"after {len(losses)} tries")
    tried = as_array(call.called_back[best].arguments[0], "W")
    expect_array(best_W, tried, "best_W", f"(the loss of which was {digits(losses[best])})")


def paper_function(W: Any) -> float:
    """Return w₁² + 3 w₁ w₂."""
    first, second = np.asarray(W, float)
    return float(first**2 + 3 * first * second)


def cube(W: Any) -> float:
    """Return (w₁ + 2 w₂)³."""
    first, second = np.asarray(W, float)
    return float((first + 2 * second) ** 3)


@check(
    "numerical_gradient", points=4, hint="Work it out on paper: ∂f/∂w₁ = 2w₁ + 3w₂, ∂f/∂w₂ = 3w₁."
)
def slopes_on_paper(student: Asked) -> None:
    """The slopes of w₁² + 3w₁w₂ at (1, 2) are 8 and 3, at (−1, 0) −2 and −3."""
    points = {(1.0, 2.0): [8, 3], (-1.0, 0.0): [-2, -3]}
    got = [student.answer(paper_function, np.array(point)) for point in points]
    for gradient, (point, expected) in zip(got, points.items(), strict=True):
        given = f"at ({point[0]:g}, {point[1]:g})"
        expect_array(gradient, np.array(expected), "numerical gradient", given)


@check(
    "numerical_gradient",
    points=3,
    hint="For w₁: w₁ + 2w₂ is 3. With h = 1 it becomes 4 and 2, and (4³ − 2³) / 2 = 28. For w₂ it "
    "becomes 5 and 1.",
)
def both_sides(student: Asked) -> None:
    """It takes a step of h to both sides: for (w₁ + 2w₂)³ at (1, 1) and h = 1, 28 and 62."""
    got = student.answer(cube, np.array([1.0, 1.0]), 1.0)
    expect_array(got, np.array([28, 62]), "numerical gradient", "with h = 1")


@check("relative_error", points=3, hint="For 3 and 2: |3 − 2| / (|3| + |2|) = 0.2.")
def numbers_on_paper(student: Asked) -> None:
    """It is 0.2 for 3 and 2, 0.5 for −1 and −3, 1 for 2 and −2, and the largest of several."""
    cases = [([3], [2], 0.2), ([-1], [-3], 0.5), ([2], [-2], 1), ([1, 3, -6], [1, 2, -7], 0.2)]
    got = [student.answer(np.array(a, float), np.array(b, float)) for a, b, _ in cases]
    for value, (a, b, expected) in zip(got, cases, strict=True):
        expect_number(value, expected, "relative error", f"of {a} and {b}")


def bowl(W: Any) -> tuple[float, np.ndarray]:
    """Loss ΣW² and its gradient 2W."""
    W = np.asarray(W, float)
    return float(np.sum(W**2)), 2 * W


STEPS = "(W, losses)"
START = np.array([8.0, -4.0])


@check(
    "gradient_descent",
    points=3,
    hint="The gradient of ΣW² is 2W. With learning rate ¼, each step takes half of W away.",
)
def down_the_bowl(student: Asked) -> None:
    """On ΣW² with learning rate ¼, two steps lead from (8, −4) to (2, −1)."""
    one = student.part(0, STEPS, bowl, START, 0.25, 1)
    two = student.part(0, STEPS, bowl, START, 0.25, 2)
    expect_array(one, np.array([4, -2]), "W", "after one step")
    expect_array(two, np.array([2, -1]), "W", "after two steps")


@check(
    "gradient_descent",
    points=3,
    hint="Before the first step the loss is 8² + 4² = 80. Three steps make three losses.",
)
def losses_before_each_step(student: Asked) -> None:
    """The losses before each of three steps are 80, 20 and 5."""
    losses = student.part(1, STEPS, bowl, START, 0.25, 3)
    expect_array(losses, np.array([80, 20, 5]), "losses")


LINE_X = np.array([[1.0, 0.0], [1.0, 2.0], [3.0, 1.0], [0.0, 1.0]])
LINE_T = np.array([2.0, 3.0, 3.0, -2.0])
LINE_W = np.array([1.0, 2.0])  # predictions 1, 5, 5, 2: residuals −1, 2, 2, 4


@check(
    "linear_regression_loss",
    points=3,
    hint="The predictions are 1, 5, 5, 2 and the targets 2, 3, 3, −2: off by −1, 2, 2, 4.",
)
def squares_on_paper(student: Asked) -> None:
    """For four points, the loss is the mean of the squares 1, 4, 4 and 16."""
    got = student.loss(LINE_W, LINE_X, LINE_T)
    expect_number(got, 6.25, "loss", "for the four points")


@check(
    "linear_regression_loss",
    points=3,
    hint="Differentiate one square by the chain rule; then take the mean over the four.",
)
def regression_gradient_on_paper(student: Asked) -> None:
    """For the same points, the gradient is (3.5, 5)."""
    got = student.gradient(LINE_W, LINE_X, LINE_T)
    expect_array(got, np.array([3.5, 5.0]), "gradient", "for the four points")


# Each row holds its own number, so that a batch tells where it comes from.
NUMBERS = np.arange(7.0)
ROWS_X = np.column_stack([NUMBERS, 10 * NUMBERS, NUMBERS**2])
ROWS_Y = 100 + np.arange(7)
BATCH = "(X_batch, y_batch)"


@check("sample_minibatch", points=2, hint="`X[rows]` has a row for each number in the list `rows`.")
def rows_asked_for(student: Asked) -> None:
    """A batch has as many rows of X, and as many entries of y, as were asked for."""
    for size in (1, 5):
        X_batch = student.part(0, BATCH, ROWS_X, ROWS_Y, size, generator(size))
        y_batch = student.part(1, BATCH, ROWS_X, ROWS_Y, size, generator(size))
        expect_shapes(X_batch, y_batch, ROWS_X, size)


@check("sample_minibatch", points=2, hint="Draw row numbers once, and use them for X and for y.")
def rows_belong_together(student: Asked) -> None:
    """Each row of the batch is a row of X, and comes with its own entry of y."""
    for seed in range(3):
        call = asked_for_pair(student, 1, BATCH, ROWS_X, ROWS_Y, 5, generator(seed))
        rows_of_batch(call.value, ROWS_X, ROWS_Y, 5)


# A student's sgd most often draws its batches by their own sample_minibatch.
MINIBATCH = ("sample_minibatch.rows_asked_for", "sample_minibatch.rows_belong_together")


def bowl_of_batch(W: Any, X: Any, y: Any, reg: Any) -> tuple[float, np.ndarray]:
    """Loss ΣW² and its gradient, whatever the batch."""
    return bowl(W)


@check(
    "sgd",
    points=2,
    builds_on=MINIBATCH,
    hint="The loss here is ΣW² for every batch. With learning rate ¼, each step halves W.",
)
def steps_down_the_bowl(student: Asked) -> None:
    """On ΣW² with learning rate ¼, two steps lead from (8, −4) to (2, −1)."""
    given = (bowl_of_batch, START, ROWS_X, ROWS_Y, 0.25, 0.0, 3)
    one = student.part(0, STEPS, *given, 1, generator(0))
    two = student.part(0, STEPS, *given, 2, generator(1))
    expect_array(one, np.array([4, -2]), "W", "after one step")
    expect_array(two, np.array([2, -1]), "W", "after two steps")


@check(
    "sgd",
    points=2,
    builds_on=MINIBATCH,
    hint="Note down the loss that comes with the gradient, before the step.",
)
def losses_of_the_batches(student: Asked) -> None:
    """The losses before each of three steps are 80, 20 and 5."""
    given = (bowl_of_batch, START, ROWS_X, ROWS_Y, 0.25, 0.0, 3)
    losses = student.part(1, STEPS, *given, 3, generator(2))
    expect_array(losses, np.array([80, 20, 5]), "losses")


@check(
    "sgd",
    points=2,
    builds_on=MINIBATCH,
    hint="Each time round: draw a minibatch, then call the loss on it.",
)
def one_batch_a_step(student: Asked) -> None:
    """Each step asks for the loss once, on a batch of rows with their own labels."""
    call = student.call(bowl_of_batch, START, ROWS_X, ROWS_Y, 0.25, 0.0, 3, 6, generator(3))
    for step, called in enumerate(call.called_back):
        rows_of_batch(called.arguments[1:3], ROWS_X, ROWS_Y, 3, f" in step {step}")
    expect_calls(call, 6, "steps")


CHECKS = [*form_checks(QUESTIONS), *checks_in(globals(), visible=True)]
