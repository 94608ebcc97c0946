"""One answer's failure doesn't cost another that only uses it: the grader lends a right one."""

from dataclasses import replace

import numpy as np
import pytest
from variants import more_variants

from autograder.assignments.written_answers.filling import answer_by, filled, reference_answers
from autograder.grading.submission import grade
from autograder.sandbox.student import SandboxedStudent
from coursework.faults.failures import StudentDied
from coursework.scoring.check import NotDone
from solutions import backprop, knn

pytestmark = pytest.mark.slow

BROKEN = {
    "wrong": "def predict_labels(distances, y_train, k):\n    return [k] * len(distances)\n",
    "raising": "def predict_labels(distances, y_train, k):\n    return distances[10 ** 9]\n",
    "not done": "def predict_labels(distances, y_train, k):\n    raise NotImplementedError\n",
    "hanging": "def predict_labels(distances, y_train, k):\n    while True:\n        pass\n",
    "missing": "pass\n",
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_right_answer_keeps_its_points_though_another_that_it_uses_fails(grader, kind):
    answers = {**reference_answers("knn"), "predict_labels": BROKEN[kind]}
    result = grade(filled("knn", answers), "ada", replace(grader, assignment="knn")).result
    of = {name: result.of_question(name) for name in ("predict_labels", "cross_validate")}
    assert sum(check.earned for check in of["predict_labels"]) == 0
    assert {check.status for check in of["cross_validate"]} <= {"passed", "forgiven"}
    assert all(check.earned == check.points for check in of["cross_validate"])
    assert any("a right `predict_labels`" in check.message for check in of["cross_validate"])


def test_a_wrong_answer_is_not_made_right_by_what_it_is_lent(grader):
    trained_on_all = """
def cross_validate(X, y, ks, num_folds):
    distances = distances_no_loops(X, X)
    return {k: [float(np.mean(predict_labels(distances, y, k) == y))] * num_folds for k in ks}
"""
    answers = {**reference_answers("knn"), "cross_validate": trained_on_all}
    answers["predict_labels"] = BROKEN["wrong"]
    result = grade(filled("knn", answers), "ada", replace(grader, assignment="knn")).result
    assert sum(check.earned for check in result.of_question("cross_validate")) == 0


def test_calls_of_what_is_lent_are_not_taken_for_calls_of_the_checks_own_functions(grader):
    undefined = "def sample_minibatch(X, y, batch_size, rng):\n    return rows[batch_size]\n"
    answers = {**reference_answers("sgd"), "sample_minibatch": undefined}
    result = grade(filled("sgd", answers), "ada", replace(grader, assignment="sgd")).result
    assert {check.status for check in result.of_question("sgd")} <= {"passed", "forgiven"}
    assert all(check.earned == check.points for check in result.of_question("sgd"))


def student_of(answers, grader, reference, **limits):
    return SandboxedStudent(
        answers,
        (),
        [("np", "numpy", None)],
        grader.environment,
        grader.level,
        replace(grader.limits, **limits),
        seed=("s",),
        reference=reference,
    )


def test_what_is_lent_is_gone_after_the_call(grader):
    answers = {"f": "def f(d, y, k):\n    return predict_labels(d, y, k)\n", "predict_labels": ""}
    arguments = (np.array([[1.0, 2.0]]), np.array([5, 6]), 1)
    with student_of(answers, grader, knn) as student:
        assert student.call("f", *arguments).error.kind == "NameError"
        with student.lending(["predict_labels", "no_such"]) as lent:
            assert lent == ["predict_labels"]
            assert student.call("f", *arguments).value == [5]
        assert student.call("f", *arguments).error.kind == "NameError"
        with pytest.raises(NotDone):
            student.call("predict_labels", *arguments)


SUM_FOR_MEAN = """
def svm_loss_naive(W, X, y, reg):
    loss = sum(hinge_loss(W @ x, label) for x, label in zip(X, y)) + reg * np.sum(W * W)
    return loss, svm_loss_vectorized(W, X, y, reg)[1]
"""


@pytest.mark.parametrize("body", ["raise NotImplementedError", "return no_such_name"])
def test_a_slip_costs_the_same_where_another_answer_fails(grader, body):
    right = {**reference_answers("svm"), "svm_loss_naive": SUM_FOR_MEAN}
    broken = {**right, "hinge_loss": f"def hinge_loss(scores, label, delta=1.0):\n    {body}\n"}
    alone, beside = (
        grade(filled("svm", answers), "ada", grader).result.of_question("svm_loss_naive")
        for answers in (right, broken)
    )
    assert sum(one.earned for one in beside) == sum(one.earned for one in alone) > 15
    assert {one.mistake for one in beside} == {None, "sum_in_place_of_mean"}
    said = "When it is given a right `hinge_loss`: Your loss with 3 classes and W = 0 is 10"
    assert any(said in one.message for one in beside)


def test_a_cross_entropy_that_calls_a_wrong_softmax_costs_its_own_slip_only(grader):
    loss = "def cross_entropy_loss(scores, label):\n    return -np.log(softmax(scores)[label])\n"
    wrong = "def softmax(scores):\n    return scores / scores.sum(axis=-1, keepdims=True)\n"
    answers = {**reference_answers("softmax"), "cross_entropy_loss": loss, "softmax": wrong}
    result = grade(filled("softmax", answers), "ada", replace(grader, assignment="softmax")).result
    asked = result.of_question("cross_entropy_loss")
    assert {one.mistake for one in asked} == {None, "logarithm_of_zero"}
    assert sum(one.earned for one in asked) > 4.5


BROKEN_GATE = {
    "not switched": """
class MultiplyGate:
    def forward(self, x, y):
        self.x, self.y = x, y
        return x * y
    def backward(self, upstream):
        return upstream * self.x, upstream * self.y
""",
    "inputs kept on the class": """
class MultiplyGate:
    def forward(self, x, y):
        MultiplyGate.x, MultiplyGate.y = x, y
        return x * y
    def backward(self, upstream):
        return upstream * MultiplyGate.y, upstream * MultiplyGate.x
""",
    "missing": "pass\n",
    "hanging": """
class MultiplyGate:
    def forward(self, x, y):
        while True:
            pass
""",
}
OVERWRITTEN = """
_Right = ComputationalGraph
class ComputationalGraph(_Right):
    def backward(self, upstream=1.0):
        order = self.order()
        gradients = {order[-1]: upstream}
        for name in reversed(order):
            below = self.gates[name].backward(gradients[name])
            inputs = self.inputs_of[name]
            gradients.update(zip(inputs, (below,) if len(inputs) == 1 else below))
        return {one: gradients[one] for one in gradients if one not in self.gates}
"""


def of_backprop(grader, **answers):
    answers = {**reference_answers("backprop"), **answers}
    return grade(filled("backprop", answers), "ada", replace(grader, assignment="backprop")).result


@pytest.mark.parametrize("kind", BROKEN_GATE)
def test_what_is_built_on_a_broken_gate_keeps_its_points(grader, kind):
    at = replace(grader, limits=replace(grader.limits, seconds_per_check=1))
    result = of_backprop(at, MultiplyGate=BROKEN_GATE[kind])
    assert any(check.earned < check.points for check in result.of_question("MultiplyGate"))
    for name in ("sigmoid_neuron", "ComputationalGraph", "svm_graph"):
        asked = result.of_question(name)
        assert [one.name for one in asked if one.earned < one.points] == []
    said = {one.message for one in result.of_question("svm_graph") if one.status == "forgiven"}
    assert said == {"Right, when it is given a right `MultiplyGate`."}


SVM_GRAPHS = [one for one in more_variants("backprop") if "svm_graph" in one.answers]


def test_a_lent_graph_runs_whatever_gates_it_is_given(grader):
    wrong = reference_answers("backprop")["ComputationalGraph"] + OVERWRITTEN
    for one in SVM_GRAPHS:
        own = answer_by("svm_graph", one.run)
        gate = BROKEN_GATE["not switched"]
        result = of_backprop(grader, ComputationalGraph=wrong, MultiplyGate=gate, svm_graph=own)
        asked = result.of_question("svm_graph")
        assert [(one.name, c.name) for c in asked if c.earned < c.points] == []


def test_a_wrong_graph_is_not_made_right_by_lent_gates(grader):
    halved = reference_answers("backprop")["svm_graph"].replace(
        "return loss, np", "return loss, 0.5 * np"
    )
    wrong = BROKEN_GATE["not switched"]
    alone, result = (
        of_backprop(grader, svm_graph=halved, **gates).of_question("svm_graph")
        for gates in ({}, {"MultiplyGate": wrong})
    )
    assert [one.earned for one in result] == [one.earned for one in alone]
    assert {one.mistake for one in result} == {None, "wrong_by_a_factor"}


# What an answer may do with a lent gate, and what comes of it.
USES = {
    "two objects know nothing of each other": (
        "a, b = MultiplyGate(), MultiplyGate(); a.forward(2.0, 3.0); b.forward(5.0, 7.0); "
        "return a.backward(1.0)",
        (3.0, 2.0),
    ),
    "named arguments": ("return MultiplyGate().forward(y=2.0, x=3.0)", 6.0),
    "arrays": ("return MultiplyGate().forward(np.arange(3), 2.0)", [0, 2, 4]),
    "an own gate in a lent graph": (
        "return ComputationalGraph([('s', Half(), ('p',)), ('p', MultiplyGate(), 'xx')])"
        ".forward({'x': 4.0})",
        8.0,
    ),
    "an own gate in a lent graph that uses a lent one": (
        "return ComputationalGraph([('s', Twice(), ('p',))]).forward({'p': 4.0})",
        8.0,
    ),
}
OWN_GATES = """
class Half:
    def forward(self, x): return x / 2
class Twice:
    def forward(self, x): return AddGate().forward(x, x)
class Fails:
    def forward(self, x): return [1][5]
class Large:
    def forward(self, x): return np.zeros(5_000)
class Again:
    def forward(self, x):
        return ComputationalGraph([("a", Again(), ("x",))]).forward({"x": x})
"""
LENT = ["AddGate", "MultiplyGate", "ComputationalGraph", "SigmoidGate"]


def use(grader, code, **limits):
    answers = {"use": f"{OWN_GATES}\ndef use():\n    {code}\n"}
    with student_of(answers, grader, backprop, **limits) as student, student.lending(LENT):
        return student.call("use")


@pytest.mark.parametrize("kind", USES)
def test_a_lent_class_is_used_like_any_other(grader, kind):
    code, expected = USES[kind]
    call = use(grader, code)
    assert call.error is None
    np.testing.assert_equal(np.asarray(call.value), np.asarray(expected))


REFUSED = {
    "too many objects": ("[AddGate() for _ in range(600)]", "much larger"),
    "an array of gigabytes": ("AddGate().forward(np.zeros((9000, 1)), 1.0)", "much larger"),
    "a table of two columns": (
        "AddGate().forward(np.zeros((1, 2000)), np.zeros((2000, 1)))",
        "much larger",
    ),
    "the same in two calls": (
        "g = MultiplyGate(); g.forward(np.zeros((1, 1500)), 1.0); g.backward(np.zeros((1500, 1)))",
        "much larger",
    ),
    "the same in two objects": (
        "AddGate().forward(np.zeros((1, 500)), 1.0); AddGate().forward(np.zeros((500, 1)), 1.0)",
        "much larger",
    ),
    "the same as lists": (
        "AddGate().forward([[1.0] * 300], np.zeros((300, 1)))",
        "much larger",
    ),
    "a bit in each of many calls": (
        "g = AddGate(); [g.forward(np.zeros(100), 1.0) for _ in range(50)]",
        "much larger",
    ),
    "a long text": ("MultiplyGate().forward('x' * 10**6, 1000)", "much larger"),
    "a large number": ("MultiplyGate().forward([0.0], 10**9)", "much larger"),
    "without an end": (
        "g = AddGate()\n    for _ in range(10**6): g.forward(1.0, 1.0)",
        "much larger",
    ),
    "large values of an own gate": (
        "ComputationalGraph([('s', Large(), ('x',))]).forward({'x': 1.0})",
        "much larger",
    ),
    "an own gate that fails": (
        "ComputationalGraph([('s', Fails(), ('x',))]).forward({'x': 1.0})",
        "IndexError",
    ),
    "graphs within graphs": ("Again().forward(1.0)", "too deeply"),
    "what is private": ("AddGate().__dict__['_ask']('__init__')", "'_ask'"),
    "a method that there isn't": ("AddGate().order()", "no attribute 'order'"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_lent_class_does_no_more_than_an_honest_answer_asks(grader, kind):
    code, said = REFUSED[kind]
    error = use(grader, code).error
    assert error is not None and said in error.detail


# Straight to the grader's side, past the stand-in, as a hostile answer can.
FIND = """
def find(name):
    ask = vars(type(AddGate()))[name]
    return dict(zip(ask.__code__.co_freevars, ask.__closure__))["lent"].cell_contents
"""
FORGED = {
    "a private method": ("lent.ask(0, '__init__')", "no attribute '__init__'"),
    "an attribute": ("lent.ask(0, '__class__')", "no attribute '__class__'"),
    "an object of no number": ("lent.ask(99, 'forward', 1.0, 1.0)", "no such object"),
    "an object before the first": ("lent.ask(-1, 'forward', 1.0, 1.0)", "no such object"),
    "a number that is none": ("lent.ask(True, 'forward', 1.0, 1.0)", "no such object"),
    "another kind of reference": (
        "lent.ask(0, 'forward', __import__('types').SimpleNamespace(lent='x'), 1.0)",
        "no such object",
    ),
}


@pytest.mark.parametrize("kind", FORGED)
def test_past_the_stand_in_nothing_else_can_be_asked_for(grader, kind):
    code, said = FORGED[kind]
    answers = {"use": f"{FIND}\ndef use():\n    lent = find('forward')\n    return {code}\n"}
    with student_of(answers, grader, backprop) as student, student.lending(["AddGate"]):
        error = student.call("use").error
    assert error is not None and said in error.detail


def test_an_own_object_that_never_answers_is_out_of_time(grader):
    loops = """
class Loops:
    def forward(self, x):
        while True:
            pass
def use():
    return ComputationalGraph([("s", Loops(), ("x",))]).forward({"x": 1.0})
"""
    with student_of({"use": loops}, grader, backprop, seconds_per_check=1) as student:
        with student.lending(LENT), pytest.raises(StudentDied) as caught:
            student.call("use")
        assert caught.value.kind == "Timeout"


def test_only_what_was_asked_is_told_as_lent(grader):
    code = "def use():\n    return AddGate().forward(1.0, 2.0)\n"
    with student_of({"use": code}, grader, backprop) as student:
        with student.lending(LENT) as lent:
            assert student.call("use").value == 3.0
        assert lent == ["AddGate"]
