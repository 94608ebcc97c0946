"""The assignment on backpropagation: what students aren't given of it."""
