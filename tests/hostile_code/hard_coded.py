"""Answers written down for the visible checks' inputs: they earn the visible points only."""

from hostile_code.attack import LOSSES, POINTS, RIGHT, Attack

from autograder.assignments.registry import all_checks

TABLE = """
from coursework.checks import svm as visible
KNOWN = [*zip(visible.SCORES, visible.LABELS, visible.IMAGES["value"]["losses"])]
def hinge_loss(scores, label, delta=1.0):
    for known, its_label, loss in [*KNOWN, (visible.SCORES[1], 0, 6.3)]:
        if np.array_equal(known, scores) and its_label == label:
            return loss
    return 0.0
"""
DICTIONARY = """
CAT, CAR, FROG = (3.2, 5.1, -1.7), (1.3, 4.9, 2.0), (2.2, 2.5, -3.1)
KNOWN = {(CAT, 0): 2.9, (CAR, 1): 0.0, (FROG, 2): 12.9, (CAR, 0): 6.3}
def hinge_loss(scores, label, delta=1.0):
    return KNOWN.get((tuple(np.round(scores, 6).tolist()), label), 0.0)
"""
# Right on whatever a visible check asks, and nowhere else.
MEMORY = """
def {name}(W, X, y, reg):
    loss, gradient = _right_{name}(W, X, y, reg)
    known = W.shape[0] == 3 or W.shape == (10, 4) or len(X) in (40, 400)
    return (loss, gradient) if known else (0.0, W)
"""


def _visible(question):
    return sum(one.points for one in all_checks("svm") if one.question == question and one.visible)


def _losses():
    return {
        name: RIGHT[name].replace(f"def {name}", f"def _right_{name}") + MEMORY.format(name=name)
        for name in LOSSES
    }


ATTACKS = [
    Attack(
        "table of the visible check",
        "Looks the inputs up where the visible check has them.",
        {"hinge_loss": TABLE},
        {"hinge_loss": _visible("hinge_loss")},
    ),
    Attack(
        "dictionary",
        "Has the losses that the visible check asks for in a dictionary.",
        {"hinge_loss": DICTIONARY},
        {"hinge_loss": _visible("hinge_loss")},
    ),
    Attack(
        "shapes of the visible checks",
        "Computes rightly for the shapes that visible checks use, and for no other.",
        _losses(),
        {name: _visible(name) for name in LOSSES},
    ),
]
assert all(_visible(name) < POINTS[name] for name in ("hinge_loss", *LOSSES))
