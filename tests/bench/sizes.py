"""How much is measured: all of it, or so little that it takes a minute."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    Attributes
    ----------
    rounds, class_rounds
        How often things are measured in turn, and how often where each grades a class.
    svm_class, other_class
        Notebooks in the class of the SVM assignment, and of each other one.
    sample
        Notebooks of it that other graders grade, which are much slower: tens, so that they are
        as mixed as the class.
    scale
        Notebooks in the class that shows how grading scales.
    largest
        Whether what takes longest is measured, too: the demo, the reference on its largest inputs,
        notebooks in a kernel.
    """

    rounds: int = 3
    class_rounds: int = 2
    svm_class: int = 200
    other_class: int = 80
    sample: int = 10
    scale: int = 1000
    largest: bool = True


FULL = Sizes()
QUICK = Sizes(
    rounds=1, class_rounds=1, svm_class=20, other_class=0, sample=0, scale=30, largest=False
)
