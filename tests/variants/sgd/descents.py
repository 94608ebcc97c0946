"""Gradient descent by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("gradient_descent")
def in_place_on_a_copy(loss_and_gradient, W, learning_rate, num_steps):
    """Copies W once, then changes the copy in place; the losses are an array."""
    W, losses = W.copy(), np.zeros(num_steps)
    for i in range(num_steps):
        losses[i], dW = loss_and_gradient(W)
        W -= learning_rate * dW
    return W, losses


@variant("gradient_descent")
def with_while(loss_and_gradient, W, learning_rate, num_steps):
    """Counts down in a while loop; adds the negative gradient; returns a list."""
    losses: list[float] = []
    while len(losses) < num_steps:
        both = loss_and_gradient(W)
        losses += [float(both[0])]
        W = W + -learning_rate * np.asarray(both[1])
    return [W, tuple(losses)]


@variant("gradient_descent")
def by_recursion(loss_and_gradient, W, learning_rate, num_steps):
    """Takes a step, and leaves the others to itself."""

    def descend(W, steps):
        if steps == 0:
            return W, []
        loss, gradient = loss_and_gradient(W)
        last, losses = descend(W - learning_rate * gradient, steps - 1)
        return last, [loss, *losses]

    return descend(W, num_steps)


@variant("gradient_descent")
def descent_by_reduce(loss_and_gradient, W, learning_rate, num_steps):
    """Folds the steps by functools.reduce; the state is a pair of weights and losses."""
    from functools import reduce

    def step(state, _):
        W, losses = state
        loss, gradient = loss_and_gradient(W)
        return W - learning_rate * gradient, [*losses, loss]

    return reduce(step, range(num_steps), (W, []))


@variant("gradient_descent")
def descent_by_accumulate(loss_and_gradient, W, learning_rate, num_steps):
    """Accumulates the weights of all steps by itertools, noting losses down on the way."""
    from itertools import accumulate, repeat

    losses = []

    def step(W, _):
        loss, gradient = loss_and_gradient(W)
        losses.append(loss)
        return W - learning_rate * gradient

    *_, last = accumulate(repeat(None, num_steps), step, initial=W)
    return last, losses


@variant("gradient_descent")
def descent_by_generator(loss_and_gradient, W, learning_rate, num_steps):
    """An endless generator of steps, of which islice takes so many; unzips them at the end."""
    from itertools import islice

    def steps(W):
        while True:
            loss, gradient = loss_and_gradient(W)
            W = W - learning_rate * gradient
            yield W, loss

    taken = list(islice(steps(W), num_steps))
    return (taken[-1][0] if taken else W), [loss for _, loss in taken]


@variant("gradient_descent")
def descent_with_whole_path(loss_and_gradient, W, learning_rate, num_steps):
    """Keeps the weights of every step in one array, and the last are its last entry."""
    path = np.empty((num_steps + 1, *W.shape))
    path[0], losses = W, np.full((num_steps,), np.nan)
    for i in range(num_steps):
        losses[i], slope = loss_and_gradient(path[i])
        path[i + 1] = path[i] - learning_rate * slope
    return path[-1], list(losses)


@variant("gradient_descent")
def descent_by_sum_of_gradients(loss_and_gradient, W, learning_rate, num_steps):
    """Adds all gradients up, and takes the sum from the start each time."""
    start, total, losses = np.asarray(W), np.zeros(np.shape(W)), []
    for _ in range(num_steps):
        value, gradient = loss_and_gradient(start - learning_rate * total)
        losses.append(np.array(value))
        total = total + gradient
    return start - learning_rate * total, losses


@variant("gradient_descent")
def descent_in_plain_python(loss_and_gradient, W, learning_rate, num_steps):
    """Flat lists of Python's own numbers, moved by a comprehension."""
    flat, losses = [float(weight) for weight in np.ravel(W)], []
    for _ in [None] * num_steps:
        loss, gradient = loss_and_gradient(np.array(flat).reshape(W.shape))
        losses.append(float(loss))
        slopes = np.ravel(gradient).tolist()
        flat = [w - learning_rate * slope for w, slope in zip(flat, slopes, strict=True)]
    return np.array(flat).reshape(W.shape).tolist(), losses


@variant("gradient_descent")
def descent_by_halves(loss_and_gradient, W, learning_rate, num_steps):
    """Takes the first half of the steps, then the second, by recursion."""

    def descend(W, steps):
        if steps <= 1:
            if steps == 0:
                return W, []
            loss, gradient = loss_and_gradient(W)
            return W - learning_rate * gradient, [loss]
        middle, first = descend(W, steps // 2)
        end, second = descend(middle, steps - steps // 2)
        return end, first + second

    return descend(W, num_steps)


@variant("gradient_descent")
def descent_by_walker(loss_and_gradient, W, learning_rate, num_steps):
    """An object walks: a dataclass with a method for a step."""
    from dataclasses import dataclass, field

    @dataclass
    class Walker:
        place: np.ndarray
        losses: list = field(default_factory=list)

        def step(self):
            height, slope = loss_and_gradient(self.place)
            self.losses.append(height)
            self.place = self.place - learning_rate * slope

    walker = Walker(place=W)
    for _ in range(num_steps):
        walker.step()
    return walker.place, walker.losses


@variant("gradient_descent")
def descent_by_closure(loss_and_gradient, W, learning_rate, num_steps):
    """A closure changes the weights by nonlocal and returns the loss; the losses are a list."""
    weights = np.array(W, dtype=float)

    def loss_then_step():
        nonlocal weights
        loss, gradient = loss_and_gradient(weights)
        weights = np.subtract(weights, np.multiply(learning_rate, gradient))
        return loss

    losses = [loss_then_step() for _ in range(num_steps)]
    return weights, losses


@variant("gradient_descent")
def descent_weight_by_weight(loss_and_gradient, W, learning_rate, num_steps):
    """Moves each weight of a copy on its own, through np.ndindex; counts the steps down."""
    from collections import deque

    losses: deque = deque()
    W = np.array(W, dtype=float)
    for left in range(num_steps, 0, -1):
        loss, gradient = loss_and_gradient(W)
        losses.append(loss)
        assert len(losses) == num_steps - left + 1
        for place in np.ndindex(*W.shape):
            W[place] -= learning_rate * gradient[place]
    return W, list(losses)


@variant("gradient_descent")
def descent_with_history(loss_and_gradient, W, learning_rate, num_steps):
    """Two histories, of the weights and of what the loss said; an assignment expression."""
    weights, answers = [W], []
    for _ in range(num_steps):
        answers.append(answer := loss_and_gradient(weights[-1]))
        weights.append(weights[-1] - learning_rate * answer[1])
    losses = [loss for loss, _ in answers]
    return weights.pop(), losses


@variant("gradient_descent")
def descent_in_float32(loss_and_gradient, W, learning_rate, num_steps):
    """Computes in float32, in place on a copy; the losses are an array of float32."""
    W, losses = np.array(W, dtype=np.float32), np.zeros(num_steps, dtype=np.float32)
    for i in range(num_steps):
        losses[i], gradient = loss_and_gradient(W)
        W -= np.float32(learning_rate * gradient)
    return W, losses
