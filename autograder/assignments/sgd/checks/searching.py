"""Hidden checks of what is drawn at random: the tries of a search, and minibatches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.assignments.sgd import mistakes as known
from coursework.asking.asked import Call
from coursework.checks.sgd import BATCH, expect_best, slips
from coursework.checks.sgd.batches import (
    expect_drawn,
    expect_drawn_one_by_one,
    looks_random,
    rows_in_batch,
    rows_of_batch,
)
from coursework.expecting.naming import naming
from coursework.expecting.unchanged import expect_inputs_unchanged
from coursework.expecting.values import as_array, close
from coursework.faults.failures import StudentError
from coursework.scoring.check import Asked, Failure, Mistake, check, checks_in

SEARCH = "(best_W, best_loss)"


def new_generator(student: Asked) -> np.random.Generator:
    """Return a random generator to hand over."""
    return np.random.default_rng(int(student.rng.integers(2**32)))


@check("random_search", points=2)
def best_of_other_losses(student: Asked) -> None:
    """It finds the best of very large losses, and of negative ones."""

    def large(W: Any) -> float:
        return 1e7 * (2 + float(np.sum(np.sin(np.asarray(W, float)))))

    def negative(W: Any) -> float:
        return -1.0 - float(np.sum(np.asarray(W, float) ** 2))

    calls = [
        student.call_for_part(0, SEARCH, loss, (2, 3), 15, 0.2, new_generator(student))
        for loss in (large, negative)
    ]
    for call in calls:
        expect_best(call, told=False)


@check("random_search", points=2)
def weights_are_normal(student: Asked) -> None:
    """The weights are drawn afresh for each try, as `scale` times standard normal numbers."""
    scale = 0.03
    call = student.call(
        lambda W: float(np.sum(np.asarray(W, float))), (30, 20), 100, scale, new_generator(student)
    )
    tried = [as_array(called.arguments[0], "W") for called in call.called_back]
    if not tried:
        raise Failure("Your function never called the loss.")
    if any(one.shape != (30, 20) for one in tried):
        raise Failure("Your function tried a W of a shape other than (30, 20).")
    if len(tried) > 1 and all(close(one / scale, tried[0] / scale) for one in tried):
        raise Failure("All tries had the same weights.", slips.SAME_WEIGHTS)
    if len({one.tobytes() for one in tried}) < 99:  # that it should be 100 is for another check
        raise Failure("In 100 tries, your function tried fewer than 100 different W.")
    weights = np.stack(tried)
    mean, spread, largest = weights.mean() / scale, weights.std() / scale, np.abs(weights).max()
    if len(np.unique(weights)) < 0.9 * weights.size:
        raise Failure("Many of your weights are the same number. A normal has hardly any twice.")
    # Of 60,000 numbers, the mean is 0 within 0.004, the standard deviation 1 within 0.003, and
    # the largest is above 3.5. (Asked for what is right: with NaN, no comparison is true.)
    if not (abs(mean) <= 0.1 and abs(spread - 1) <= 0.1 and largest >= 3.5 * scale):
        raise Failure(
            f"With scale = {scale:g}, your weights had mean {weights.mean():.2g} and standard "
            f"deviation {weights.std():.2g}, and the largest was {largest:.2g}; "
            f"expected are 0, {scale:g}, and more than {3.5 * scale:g}.",
            discreet=f"With scale = {scale:g}, your weights should have mean 0 and standard "
            f"deviation {scale:g}, as {scale:g} times a standard normal has.",
        )


@check("random_search", points=2, role="part")
def search_takes_its_numbers_from_rng(student: Asked) -> None:
    """All random numbers come from `rng`: the same generator gives the same search."""

    def loss(W: Any) -> float:
        return float(np.sum(np.asarray(W, float) ** 2))

    def drawn(call: Call) -> list[np.ndarray]:
        return [as_array(called.arguments[0], "W") for called in call.called_back]

    expect_numbers_from_rng(student, lambda rng: student.call(loss, (2, 2), 4, 1.0, rng), drawn)


def expect_numbers_from_rng(
    student: Asked,
    ask: Callable[[np.random.Generator], Call],
    drawn: Callable[[Call], list[np.ndarray]],
) -> None:
    """Fail unless an answer, whose last argument is a generator, takes its numbers from there.

    Parameters
    ----------
    ask
        Calls the answer with a generator.
    drawn
        Tells from a call what was drawn.
    """
    seed, other = (int(number) for number in student.rng.integers(2**32, size=2))
    calls = [ask(np.random.default_rng(one)) for one in (seed, seed, other)]
    first, again, different = (drawn(call) for call in calls)
    if not first:
        raise Failure("Your function draws no numbers.")
    # What comes from no generator at all is another mistake than to take the wrong one.
    drawn_somewhere = np.mean([looks_random(one) for one in (*first, *again, *different)]) > 0.5
    if not same(first, again):
        raise Failure(
            "Called twice with the same generator, your function draws different numbers.",
            known.numbers_not_from_rng if drawn_somewhere else None,
        )
    before = np.random.default_rng(seed).bit_generator.state
    after = calls[0].arguments_after[-1].bit_generator.state
    if same(first, different) or before == after:
        raise Failure(
            "Called with different generators, your function draws the same numbers.",
            known.generator_made_anew if drawn_somewhere else None,
        )


def same(some: list[Any], others: list[Any]) -> bool:
    """Tell whether two lists hold the same arrays."""
    return len(some) == len(others) and all(map(close, some, others))


def data(rng: np.random.Generator, N: int, D: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Draw N examples, no two alike, with labels that tell them apart."""
    return rng.normal(size=(N, D)) + 10 * np.arange(N)[:, np.newaxis], rng.permutation(N)


@check("sample_minibatch", points=1.5)
def every_row_can_be_drawn(student: Asked) -> None:
    """Every row can be drawn, the first and the last too, and each by itself."""
    X, y = data(student.rng, N=7)
    batches = []
    for _ in range(40):  # with 160 rows drawn, one is left out once in 10¹⁰ times
        call = student.call_for_part(0, BATCH, X, y, 4, new_generator(student))
        batches.append(rows_of_batch(call.value, X, y, 4))
    expect_drawn(batches)
    expect_drawn_one_by_one(batches, len(X))
    missing = sorted(set(range(7)) - set(np.concatenate(batches).tolist()))
    if missing:
        raise Failure(
            f"In 40 batches of 4 from 7 rows, row {missing[0]} of X was never drawn.",
            known.last_row_never_drawn if missing == [6] else None,
        )


@check("sample_minibatch", points=1, role="part")
def batch_larger_than_data(student: Asked) -> None:
    """A batch can be larger than the data: rows are drawn with replacement, all equally often."""
    X, y = data(student.rng, N=9)
    batches = [
        as_array(student.part(0, BATCH, X, y, 3, new_generator(student)), "X_batch")
        for _ in range(6)
    ]
    if all(close(one, X) for one in batches):
        raise Failure("Your X_batch is all of X.", known.whole_data_as_batch)
    slip = slip_of_rows([rows_in_batch(one, X, 3) for one in batches], len(X))
    try:
        large = student.call_for_part(0, BATCH, X, y, 3600, new_generator(student))
    except StudentError as error:
        # NumPy and Python say it in words of their own, by each of several functions.
        if slip is None and error.kind == "ValueError" and "larger" in error.detail:
            slip = known.crashes_on_large_batch
        if slip is None:
            raise
        raise Failure(str(error), slip, error.discreet) from None
    with naming(large.value, *([(slip, ...)] if slip else [])):
        rows = rows_of_batch(large.value, X, y, 3600)
        # 400 of each, but for 20 or so: more than 120 is chance once in 10⁸ times.
        if np.abs(np.bincount(rows, minlength=9) - 400).max() > 120:
            raise Failure("In a batch of 3600 from 9 rows, some come much more often than others.")


def slip_of_rows(batches: list[np.ndarray], N: int) -> Mistake | None:
    """Return the slip by which rows aren't drawn, or not one by one, if it is known."""
    try:
        expect_drawn(batches)
        expect_drawn_one_by_one(batches, N)
    except Failure as failure:
        return failure.mistake
    return None


@check("sample_minibatch", points=1, role="part")
def batch_takes_its_numbers_from_rng(student: Asked) -> None:
    """All random numbers come from `rng`, and each batch is drawn afresh."""
    X, y = data(student.rng, N=50)

    def drawn(call: Call) -> list[np.ndarray]:
        return rows_drawn([call.value[0]], X, 6)

    def ask(rng: np.random.Generator) -> Call:
        return student.call_for_part(0, BATCH, X, y, 6, rng)

    expect_numbers_from_rng(student, ask, drawn)


def rows_drawn(batches: list[Any], X: np.ndarray, size: int) -> list[np.ndarray]:
    """Return which rows of X batches hold; fail if they are all of X, or its first rows."""
    got = [as_array(batch, "X_batch") for batch in batches]
    if not all(one.shape[1:] == X.shape[1:] and 0 < len(one) <= len(X) for one in got):
        raise Failure("Your X_batch isn't made of some rows of X.")
    if all(close(one, X) for one in got):
        raise Failure("Your batch is all of X.", known.whole_data_as_batch)
    if all(close(one, X[:size]) for one in got):
        raise Failure("Your batch is the first rows of X.", known.first_rows_taken)
    rows = [np.abs(one[:, np.newaxis] - X).max(axis=2).argmin(axis=1) for one in got]
    if not all(close(one, X[of]) for one, of in zip(got, rows, strict=True)):
        raise Failure("Your X_batch has a row that isn't a row of X.")
    return rows


@check("sample_minibatch", points=1, role="form", builds_on=["every_row_can_be_drawn"])
def data_unchanged(student: Asked) -> None:
    """It leaves X and y as they were."""
    X, y = data(student.rng, N=9)
    expect_inputs_unchanged(student, ["X", "y"], (X, y, 4, new_generator(student)))


CHECKS = checks_in(globals(), visible=False)
