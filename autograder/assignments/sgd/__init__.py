"""The assignment on gradients and SGD: what students aren't given of it."""
