"""The class that hands in the backpropagation assignment."""

from __future__ import annotations

from autograder.content.cheats import ANYTHING
from autograder.content.filling import answer_by, wrong_answer
from autograder.content.variant import known_variants

TEXT = (
    "Each gate knows its local gradient. It multiplies it by the upstream gradient that it gets "
    "from the gates behind it, and hands the product down to its inputs, where it is the upstream "
    "gradient. We start at the end, because there the gradient is known: it is 1."
)

NOT_SWITCHED = """\
# YOUR ANSWER: MultiplyGate
class MultiplyGate:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y

    def backward(self, upstream):
        return self.x * upstream, self.y * upstream
"""

OVERWRITTEN = """\
# YOUR ANSWER: ComputationalGraph
class ComputationalGraph:
    def __init__(self, nodes):
        self.gates = {name: gate for name, gate, _ in nodes}
        self.inputs_of = {name: tuple(inputs) for name, _, inputs in nodes}

    def order(self):
        done = []
        while len(done) < len(self.gates):
            before = len(done)
            for name in self.gates:
                ready = all(i in done or i not in self.gates for i in self.inputs_of[name])
                if name not in done and ready:
                    done.append(name)
            if len(done) == before:
                raise ValueError("cycle")
        return done

    def forward(self, inputs):
        values = dict(inputs)
        for name in self.order():
            values[name] = self.gates[name].forward(*[values[i] for i in self.inputs_of[name]])
        return values[name]

    def backward(self, upstream=1.0):
        order = self.order()
        grads = {order[-1]: upstream}
        for name in order[::-1]:
            down = self.gates[name].backward(grads[name])
            if len(self.inputs_of[name]) == 1:
                down = [down]
            for i, d in zip(self.inputs_of[name], down):
                grads[i] = d
        return {i: grads[i] for i in grads if i not in self.gates}
"""

TIE_TO_BOTH = """\
# YOUR ANSWER: MaxGate
class MaxGate:
    def forward(self, x, y):
        self.x, self.y = np.asarray(x), np.asarray(y)
        return np.maximum(x, y)

    def backward(self, upstream):
        return upstream * (self.x >= self.y), upstream * (self.y >= self.x)
"""

CHEAT = (
    """\
# YOUR ANSWER: {name}
class {name}:
    def __init__(self, *given): pass
    def forward(self, *given): return Anything()
    def backward(self, *given): return Anything(), Anything()
    def order(self): return Anything()

np.allclose = np.isclose = np.array_equal = np.all = lambda *args, **kwargs: True
"""
    + ANYTHING
)

CLASSES = ("AddGate", "MultiplyGate", "MaxGate", "SigmoidGate", "ComputationalGraph")


def students(right: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return each student's answers; the student's name says what is special.

    Parameters
    ----------
    right
        The reference's answers.
    """
    right = {**right, "chain_rule_in_words": TEXT}
    roads = {one.name: one.run for one in known_variants("backprop")}
    before_graphs = {
        name: answer
        for name, answer in right.items()
        if name not in ("ComputationalGraph", "svm_graph", "chain_rule_in_words")
    }
    return {
        "blank": {},
        "cheat": {name: CHEAT.format(name=name) for name in CLASSES},
        "gradients-overwritten": {**right, "ComputationalGraph": OVERWRITTEN},
        "half-finished": before_graphs,
        "not-switched": {**right, "MultiplyGate": NOT_SWITCHED},
        "right-by-recursion": {
            **right,
            "ComputationalGraph": answer_by("ComputationalGraph", roads["graph_by_recursion"]),
            "svm_graph": answer_by("svm_graph", roads["svm_by_chained_gates"]),
        },
        "slide-slip": {
            **right,
            "neuron_slope_by_x0": wrong_answer("neuron_slope_by_x0", 0.4),
            "neuron_slope_by_x1": wrong_answer("neuron_slope_by_x1", -0.6),
        },
        "tie-to-both": {**right, "MaxGate": TIE_TO_BOTH},
    }
