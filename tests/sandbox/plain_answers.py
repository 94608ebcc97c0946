"""Answers of a made-up notebook, each of a given body."""


def plain(**answers):
    return {name: f"def {name}(*args):\n    {body}\n" for name, body in answers.items()}
