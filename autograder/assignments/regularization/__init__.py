"""The assignment on regularization: what students aren't given of it."""
