"""`make test ASSIGNMENT=svm` runs what an author of that assignment has to look at."""

import pytest
from one_assignment import answers, is_about


@pytest.mark.parametrize(
    "test",
    [
        "tests/reference/test_svm.py::test_naive_and_vectorized_agree",
        "tests/student/plots/test_plots_svm.py::test_panels_are_labelled[margins]",
        "tests/assignments/test_mutation.py::test_every_mutant_loses_points[svm]",
        "tests/authoring/test_demo.py::test_student_gets_the_points_deserved[svm-blank]",
        "tests/assignments/test_slips.py::test_slip_is_named[hinge_loss-margin_forgotten]",
        "tests/assignments/test_lectures.py::test_item_exists[[`svm`](../svm.ipynb) hinge range]",
    ],
)
def test_a_test_is_about_the_assignment_that_its_file_or_a_parameter_names(test):
    assert is_about(test, "svm", {"hinge_loss"})
    assert not is_about(test, "linear", {"linear_scores"})


@pytest.mark.parametrize(
    "test",
    [
        "tests/notebook/test_linear_time.py::test_reading_takes_linear_time",
        "tests/handin/test_handins.py::test_a_notebook_belongs_to_its_student[canvas-linear.ipynb]",
        "tests/reference/test_sgd.py::test_loss_of_linear_regression",
        "tests/assignments/test_slips.py::test_slip_is_named[linear_regression_loss-sign]",
    ],
)
def test_a_word_that_happens_to_be_an_assignments_name_is_not_enough(test):
    assert not is_about(test, "linear", {"linear_scores"})


def test_the_answers_of_an_assignment_are_read_from_its_notebook():
    assert {"hinge_loss", "svm_loss_naive", "squared_or_not"} <= answers("svm")
    assert "check_hinge_loss" not in answers("svm")
