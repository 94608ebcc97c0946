"""One answer's failure doesn't cost another that only uses it: the grader lends a right one."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.fill import filled, reference_answers
from autograder.grade import grade
from autograder.sandbox import SandboxedStudent
from coursework.checking import NotDone
from solutions import knn as reference

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
    assert {check.status for check in of["cross_validate"]} == {"passed"}
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
    student = SandboxedStudent(
        {"f": "def f(d, y, k):\n    return predict_labels(d, y, k)\n", "predict_labels": ""},
        (),
        [("np", "numpy", None)],
        grader.environment,
        grader.level,
        grader.limits,
        seed=("s",),
        reference=reference,
    )
    arguments = (np.array([[1.0, 2.0]]), np.array([5, 6]), 1)
    with student:
        assert student.call("f", *arguments).error.kind == "NameError"
        with student.lending(["predict_labels", "NearestNeighbor", "no_such"]) as lent:
            assert lent == ["predict_labels"]  # a class can't be lent
            assert student.call("f", *arguments).value == [5]
        assert student.call("f", *arguments).error.kind == "NameError"
        with pytest.raises(NotDone):
            student.call("predict_labels", *arguments)
