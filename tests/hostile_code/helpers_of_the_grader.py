"""Functions of the grader that student code is handed: asked too much, too often, out of turn."""

from autograder.assignments.written_answers.filling import reference_answers

GRAPH = """
class ComputationalGraph:
    def __init__(self, nodes):
        self.nodes = nodes
    def order(self):
        gate = [gate for name, gate, inputs in self.nodes if len(inputs) == 2][0]
        {does}
        return ["f"]
    def forward(self, values): return 0.0
    def backward(self, upstream=1.0): return {{}}
"""
TABLE_OF_ZEROS = "gate.forward(np.zeros((12000, 1), np.int8), np.zeros((1, 12000), np.int8))"
UNRECORDED = """called = gate.forward
        ask = dict(zip(called.__code__.co_freevars, called.__closure__))["function"].cell_contents
        a, b = np.zeros((512, 1), np.int8), np.zeros((1, 512), np.int8)
        for _ in range(1500): ask(a, b)"""
LONG_ORDER = """return ["x" * 7_000_000]"""
RESTLESS = (
    reference_answers("backprop")["ComputationalGraph"]
    + """
_Right = ComputationalGraph
class ComputationalGraph(_Right):
    def order(self):
        for gate, size in self._given:
            for _ in range(700): gate.forward(*[1.0] * size)
        return _Right.order(self)
    def __init__(self, nodes):
        self._given = [(gate, len(inputs)) for _, gate, inputs in nodes]
        _Right.__init__(self, nodes)
"""
)
EMPTY_TABLES = (
    reference_answers("linear")["append_bias"]
    + """
_right = append_bias
def append_bias(X, W, b):
    if np.any(X != np.round(X)):
        return np.zeros((15000, 0)), np.zeros((15000, 0))
    return _right(X, W, b)
"""
)
HUGE_LOAN = """
def cross_validate(X, y, ks, num_folds):
    predict_labels(np.zeros((3_000_000, 1), np.int8), np.zeros(1, np.int8), 1)
    return {}
"""
WRONG_VOTE = (
    "def predict_labels(distances, y_train, k):\n    return np.zeros(len(distances), int)\n"
)
NO_NUMBER = """
def cross_validate(X, y, ks, num_folds):
    ks[0] = "x"
    return {k: [0.5] * num_folds for k in (1, 3)}
"""
TOO_LARGE = "def hinge_loss(scores, label, delta=1.0):\n    return 10**400\n"
NEARLY_INFINITE = "def hinge_loss(scores, label, delta=1.0):\n    return np.array([1e308])\n"

# By name: the assignment, its hostile answers, and those of them that lose all of their points.
ATTACKS_ON = {
    "a gate asked for a large table": (
        "backprop",
        {"ComputationalGraph": GRAPH.format(does=TABLE_OF_ZEROS)},
    ),
    "a gate asked without a record": (
        "backprop",
        {"ComputationalGraph": GRAPH.format(does=UNRECORDED)},
    ),
    "an order of megabytes": ("backprop", {"ComputationalGraph": GRAPH.format(does=LONG_ORDER)}),
    "gates asked a thousand times": ("backprop", {"ComputationalGraph": RESTLESS}),
    "tables without a number": ("linear", {"append_bias": EMPTY_TABLES}),
    "a lent function kept busy": (
        "knn",
        {"predict_labels": WRONG_VOTE, "cross_validate": HUGE_LOAN},
    ),
    "a text in the place of a number": ("knn", {"cross_validate": NO_NUMBER}),
    "a number beyond all floats": ("svm", {"hinge_loss": TOO_LARGE}),
    "a number nearly infinite": ("svm", {"hinge_loss": NEARLY_INFINITE}),
}
