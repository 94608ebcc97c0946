"""A right answer keeps its points though another that it uses fails, and a wrong one gains none."""

from dataclasses import replace

import numpy as np
import pytest
from lent import student_of
from variants import more_variants

from autograder.assignments.written_answers.filling import answer_by, filled, reference_answers
from autograder.grading.submission import grade
from coursework.scoring.check import NotDone
from solutions import knn

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
