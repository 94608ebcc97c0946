"""The loss with any penalty by other roads."""

import numpy as np

from autograder.assignments.variant import variant


@variant("regularized_loss")
def penalty_asked_twice(data_loss, data_gradient, W, reg, penalty):
    """Calls the penalty once for each part."""
    loss = data_loss + reg * penalty(W)[0]
    return loss, data_gradient + reg * penalty(W)[1]


@variant("regularized_loss")
def penalty_of_a_copy(data_loss, data_gradient, W, reg, penalty):
    """Adds into copies, by a helper inside; the loss is a 0-d array."""

    def added(to, what):
        total = np.array(to, dtype=float)
        total += reg * np.asarray(what)
        return total

    R, dR = penalty(W.copy())
    return added(data_loss, R), added(data_gradient, dR)


@variant("regularized_loss")
def regularized_in_float32(data_loss, data_gradient, W, reg, penalty):
    """Computes in float32, with the penalty's argument named, and warns."""
    import warnings

    warnings.warn("still testing", stacklevel=1)
    both = penalty(W=np.asarray(W))
    gradient = np.float32(reg) * np.asarray(both[1], np.float32)
    return (
        np.float32(data_loss) + np.float32(reg) * np.float32(both[0]),
        np.asarray(data_gradient, np.float32) + gradient,
    )


@variant("regularized_loss")
def both_parts_by_zip(data_loss, data_gradient, W, reg, penalty):
    """The same sum for both parts, by a comprehension over pairs; gives a list."""
    data = (data_loss, data_gradient)
    return [own + reg * more for own, more in zip(data, penalty(W), strict=True)]


@variant("regularized_loss")
def both_parts_by_map(data_loss, data_gradient, W, reg, penalty):
    """map with a lambda over the two pairs, made into a tuple."""
    return tuple(map(lambda d, r: d + reg * r, (data_loss, data_gradient), penalty(W)))


@variant("regularized_loss")
def nothing_to_ask_at_lambda_zero(data_loss, data_gradient, W, reg, penalty):
    """With λ = 0 it returns what it was given, and doesn't call the penalty."""
    if not reg:
        return data_loss, data_gradient
    R, gradient = penalty(W)
    gradient = gradient * reg
    gradient += data_gradient
    return data_loss + R * reg, gradient


@variant("regularized_loss")
def polynomial_in_lambda(data_loss, data_gradient, W, reg, penalty):
    """A straight line in λ, which np.polyval draws: for the loss, and for each slope."""
    R, gradient = penalty(W)
    return np.polyval([R, data_loss], reg), np.polyval(np.array([gradient, data_gradient]), reg)


@variant("regularized_loss")
def one_long_vector(data_loss, data_gradient, W, reg, penalty):
    """Loss and gradient in one vector, with the loss in front, taken apart at the end."""

    def flat(loss, gradient):
        return np.concatenate([[loss], np.ravel(gradient)])

    total = flat(data_loss, data_gradient) + reg * flat(*penalty(W))
    return total[0], total[1:].reshape(W.shape)


@variant("regularized_loss")
def weighed_by_dot(data_loss, data_gradient, W, reg, penalty):
    """The strengths (1, λ), by a dot product and by tensordot over a stack."""
    R, gradient = penalty(W)
    strengths = np.array([1.0, reg])
    return (
        strengths @ np.array([data_loss, R]),
        np.tensordot(strengths, np.stack([data_gradient, gradient]), axes=([0], [0])),
    )


@variant("regularized_loss")
def weight_by_weight(data_loss, data_gradient, W, reg, penalty):
    """A loop over all weights, into a new array."""
    answer = penalty(W)
    gradient = np.empty(W.shape)
    for place, slope in np.ndenumerate(data_gradient):
        gradient[place] = slope + reg * answer[1][place]
    return float(data_loss) + float(reg) * float(answer[0]), gradient


@variant("regularized_loss")
def sum_of_many_terms(data_loss, data_gradient, W, reg, penalty):
    """A list of (strength, loss, gradient), so that further terms can be added."""
    terms = [(1, data_loss, data_gradient), (reg, *penalty(W))]
    loss = sum(strength * value for strength, value, _ in terms)
    gradient = sum(strength * slope for strength, _, slope in terms)
    return loss, gradient


@variant("regularized_loss")
def with_an_accumulator(data_loss, data_gradient, W, reg, penalty):
    """A small class that keeps the two sums; ufuncs with `out` for the gradient."""

    class Total:
        def __init__(self):
            self.loss, self.gradient = 0.0, np.zeros_like(W, dtype=float)

        def add(self, strength, loss, gradient):
            self.loss += strength * loss
            np.add(self.gradient, np.multiply(strength, gradient), out=self.gradient)
            return self

    total = Total().add(1.0, data_loss, data_gradient).add(reg, *penalty(W))
    return np.array([total.loss]), total.gradient


@variant("regularized_loss")
def penalty_of_protected_weights(data_loss, data_gradient, W, reg, penalty):
    """Hands the penalty a read-only view in Fortran order; nested lists for the gradient."""
    view = np.asfortranarray(W).view()
    view.setflags(write=False)
    R, gradient = penalty(view)
    rows = np.vectorize(lambda own, more: own + reg * more, otypes=[float])
    return data_loss + np.multiply(reg, R), rows(data_gradient, gradient).tolist()
