"""An attack: what a hostile notebook holds, and the points that it honestly earns all the same."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from autograder.assignments.registry import points
from autograder.assignments.written_answers.filling import filled, reference_answers, wrong_answer

RIGHT = reference_answers("svm")
POINTS = points("svm")
FULL = sum(POINTS.values())
LOSSES = ("svm_loss_naive", "svm_loss_vectorized")


@dataclass(frozen=True)
class Attack:
    """A hostile notebook.

    Parameters
    ----------
    name
        In a few words.
    tries
        What it is after, in one sentence.
    answers
        Source texts that stand in the answers' cells; where an answer isn't among them, the
        reference's stands there. ``@TCP@`` and the like are filled in by the scene.
    earns
        What the answers of the attack honestly earn: 0, where it isn't said. All others earn
        all of their points.
    edit
        Changes the notebook as a whole: metadata, other cells.
    """

    name: str
    tries: str
    answers: Mapping[str, str] = field(default_factory=dict)
    earns: Mapping[str, float] = field(default_factory=dict)
    edit: Callable[[dict], None] | None = None

    def __str__(self):
        return self.name

    def notebook(self, places: Mapping[str, str]) -> bytes:
        """Return the notebook's bytes; `places` are the scene's files and addresses."""
        answers = {}
        for name, source in self.answers.items():
            for place, value in places.items():
                source = source.replace(f"@{place}@", value)
            answers[name] = source
        content = filled("svm", {**RIGHT, **answers})
        if self.edit is None:
            return content
        notebook = json.loads(content)
        self.edit(notebook)
        return json.dumps(notebook).encode()

    def honest(self) -> dict[str, float]:
        """Return what each answer earns."""
        attacked = {name: self.earns.get(name, 0) for name in (*self.answers, *self.earns)}
        return {**POINTS, **attacked}


def everywhere(prelude: str, value: str) -> dict[str, str]:
    """Return an answer to everything that is the same value, after a prelude."""
    answers = {name: wrong_answer(name, "X").replace("'X'", value) for name in POINTS}
    for name in LOSSES:
        answers[name] = f"def {name}(W, X, y, reg):\n    return {value}, {value}\n"
    answers["hinge_loss"] = hinge(f"return {value}")
    answers["loss_after_shift"] = "pass\n"  # it is 0, which many attacks say everywhere
    answers["loss_of_frog"] = f"{prelude}\n{answers['loss_of_frog']}"
    return answers


def hinge(body: str, prelude: str = "") -> str:
    """Return an answer that defines `hinge_loss` with this body."""
    lines = "\n".join(f"    {line}" for line in body.strip("\n").split("\n"))
    return f"{prelude}\ndef hinge_loss(scores, label, delta=1.0):\n{lines}\n"


def in_hinge(body: str, prelude: str = "") -> dict[str, str]:
    """Return the answers of a notebook that is right but for an attack in `hinge_loss`."""
    return {"hinge_loss": hinge(body, prelude)}


def beside(code: str) -> dict[str, str]:
    """Return a right `hinge_loss` with an attack below it, which costs no points."""
    return {"hinge_loss": f"{RIGHT['hinge_loss']}\ntry:\n{_indented(code)}\nfinally:\n    pass\n"}


def _indented(code: str) -> str:
    return "\n".join(f"    {line}" for line in code.strip("\n").split("\n"))
