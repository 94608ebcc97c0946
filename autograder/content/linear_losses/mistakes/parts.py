"""What the mistakes of linear losses are made of."""


def _data_loss(W, X, y):
    raise NotImplementedError("mistakes_of puts the loss in its place")


def _with_penalty(W, X, y, penalty, slope):
    loss, gradient = _data_loss(W, X, y)
    return loss + penalty, gradient + slope
