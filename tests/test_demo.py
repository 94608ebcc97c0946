"""The made-up class of `make demo` gets just the points it deserves, for the reasons it should."""

import pytest

from autograder.demo import class_of
from autograder.fill import filled
from autograder.grade import grade

DESERVED = {
    "blank": (0, []),
    "cheat": (0, []),
    "endless-loop": (66, ["endless_loop"]),
    "gradient-forgotten": (92, ["gradient_lacks_regularization"]),
    "half-finished": (30, []),
    "right-class-included": (92, ["right_class_included"]),
    "right-by-einsum": (96, []),
    "right-with-loops": (96, []),
    "slide-slip": (
        88,
        ["frog_loss_of_slide", "mean_loss_of_slide", "margin_forgotten_in_hinge"],
    ),
    "syntax-error": (86, ["syntax_error"]),
}


def test_the_class_has_every_kind_of_student() -> None:
    assert set(class_of("svm")) == set(DESERVED)


@pytest.mark.parametrize("student", DESERVED)
def test_student_gets_the_points_deserved_and_the_mistake_named(student: str, grader) -> None:
    result = grade(filled("svm", class_of("svm")[student]), student, grader).result
    score, mistakes = DESERVED[student]
    assert (result.score, result.mistakes) == (score, mistakes)
    assert all(check.message for check in result.checks if check.status != "passed")


def test_the_cheat_is_told_that_it_has_no_effect(grader) -> None:
    result = grade(filled("svm", class_of("svm")["cheat"]), "cheat", grader).result
    assert any("np.testing.assert_allclose" in warning for warning in result.warnings)
