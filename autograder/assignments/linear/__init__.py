"""The assignment on linear scores: what students aren't given of it."""
