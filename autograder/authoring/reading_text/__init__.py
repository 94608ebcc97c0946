"""The text of a notebook as its author writes it: cells, questions, points in prose."""
