"""The assignment on k nearest neighbours: what students aren't given of it."""
