"""The visible checks of `svm_graph`."""

import numpy as np

from coursework.expecting.given_examples import worked_example
from coursework.expecting.values import difference, expect_array, expect_number
from coursework.scoring.check import Asked, check

ON_PAPER = worked_example("l2-regularized-hinge")["inputs"]
W, REG = np.array(ON_PAPER["W"], dtype=float), ON_PAPER["reg"]

# The images of the SVM notebook's example on paper: one with both margins above 0, one with one.
EXAMPLES = (
    (np.array([1.0, -1.0]), 2, 5.0, np.array([[1.0, -1.0], [1.0, -1.0], [-2.0, 2.0]])),
    (np.array([2.0, 1.0]), 0, 1.0, np.array([[-2.0, -1.0], [2.0, 1.0], [0.0, 0.0]])),
)
# What a graph of the loss may be built of.
GATES = ("AddGate", "MultiplyGate", "MaxGate", "ComputationalGraph")


@check(
    "svm_graph",
    points=2,
    uses=GATES,
    hint="Work out the scores W x, then max(0, s_j − s_y + 1) for j ≠ y.",
)
def loss_on_paper(student: Asked) -> None:
    """Without regularization, the loss is the hinge loss of the example."""
    got = [student.loss(W, x, label, 0.0) for x, label, _, _ in EXAMPLES]
    for value, (x, label, loss, _) in zip(got, EXAMPLES, strict=True):
        expect_number(value, loss, "loss", _given(x, label))


@check(
    "svm_graph",
    points=2,
    uses=GATES,
    hint="Each positive margin gives x to its own row and −x to the right class's row. In the "
    "graph, both come by themselves if each row of W is an input, and each node has a gate "
    "object of its own.",
)
def gradient_on_paper(student: Asked) -> None:
    """Without regularization, the gradient is the one worked out on paper."""
    got = [student.gradient(W, x, label, 0.0) for x, label, _, _ in EXAMPLES]
    for value, (x, label, _, gradient) in zip(got, EXAMPLES, strict=True):
        expect_array(value, gradient, "gradient", _given(x, label))


@check(
    "svm_graph",
    points=1,
    role="part",
    uses=GATES,
    hint="Add λ times the sum of all squared weights.",
)
def penalty_in_loss(student: Asked) -> None:
    """Regularization adds λΣW² to the loss."""
    x, label, _, _ = EXAMPLES[0]
    with_penalty, without = (student.loss(W, x, label, reg) for reg in (REG, 0.0))
    got = difference(with_penalty, without, "loss")
    expected = REG * np.sum(W * W)
    expect_number(got, expected, "loss at λ = 0.5 minus the loss at λ = 0")


@check(
    "svm_graph",
    points=1,
    role="part",
    uses=GATES,
    hint="Along how many wires does w go into w · w?",
)
def penalty_in_gradient(student: Asked) -> None:
    """Regularization adds the derivative of λΣW² to the gradient."""
    x, label, _, _ = EXAMPLES[0]
    with_penalty, without = (student.gradient(W, x, label, reg) for reg in (REG, 0.0))
    got = difference(with_penalty, without, "gradient")
    expect_array(got, 2 * REG * W, "gradient at λ = 0.5 minus the gradient at λ = 0")


def _given(x: np.ndarray, label: int) -> str:
    return f"for x = ({x[0]:g}, {x[1]:g}) and class {label}".replace("-", "−")
