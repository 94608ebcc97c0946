"""Everyone in the made-up classes gets just the points deserved, for the reasons they should."""

from dataclasses import replace

import pytest

from autograder.authoring.demo import class_of
from autograder.content.filling import filled
from autograder.course import load_course
from autograder.grading.submission import grade

DESERVED = {
    "knn": {
        "blank": (0, []),
        "cheat": (0, []),
        "half-finished": (66, ["absolute_value_forgotten", "unsigned_difference_wraps"]),
        "nan-and-ties": (
            88.8,
            ["root_of_a_number_below_zero", "tie_to_nearest", "nearest_breaks_tie_on_paper"],
        ),
        "right-by-libraries": (96, []),
        "root-forgotten": (91.5, ["square_root_forgotten"]),
        "trained-on-everything": (84, ["validation_fold_in_training_data"]),
    },
    "linear": {
        "blank": (0, []),
        "bias-first": (87.5, ["bias_first"]),
        "cheat": (0, []),
        "half-finished": (56, []),
        "right-by-einsum": (96, []),
        "slide-slip": (71, ["ship_score_of_slide", "bias_forgotten"]),
        "wrong-axis": (76, ["best_example_of_each_class"]),
    },
    "svm": {
        "blank": (0, []),
        "cheat": (0, []),
        "endless-loop": (66, ["endless_loop"]),
        "gradient-forgotten": (92, ["gradient_lacks_regularization"]),
        "half-finished": (30, []),
        "right-class-included": (88.5, ["right_class_included"]),
        "right-by-einsum": (96, []),
        "right-with-loops": (96, []),
        "slide-slip": (
            87.5,
            ["frog_loss_of_slide", "mean_loss_of_slide", "margin_forgotten_in_hinge"],
        ),
        "syntax-error": (86, ["syntax_error"]),
    },
    "softmax": {
        "blank": (0, []),
        "cheat": (0, []),
        "half-finished": (56, []),
        "logarithm-to-base-ten": (90, ["logarithm_to_base_ten"]),
        "minus-one-forgotten": (
            81,
            ["minus_one_left_out", "one_maximum_for_the_batch", "gradient_lacks_factor_two"],
        ),
        "right-with-other-answers": (96, []),
        "shift-forgotten": (91.8, ["shift_forgotten", "logarithm_of_zero"]),
        "slide-slip": (92, ["slide_formula_read_as_meant", "losses_swapped_as_in_note"]),
    },
    "regularization": {
        "blank": (0, []),
        "cheat": (0, []),
        "half-finished": (41, []),
        "half-squares": (89.5, ["half_squares_convention"]),
        "kink-and-sign": (
            90.5,
            ["slope_one_at_zero", "minus_sign_kept", "step_away_from_zero"],
        ),
        "penalty-not-called": (83, ["always_l2_penalty"]),
        "polyfit": (77.5, ["highest_degree_first", "polyfit_as_it_is"]),
        "right-by-another-road": (96, []),
    },
    "sgd": {
        "blank": (0, []),
        "cheat": (74, []),  # only its last answer is one
        "half-finished": (74, []),
        "numbers-from-elsewhere": (94, ["crashes_on_large_batch", "numbers_not_from_rng"]),
        "random-undefined": (87, ["name_not_defined"]),
        "right-by-other-roads": (96, []),
        "slide-slip": (
            89.7,
            ["difference_not_divided", "one_sided_difference", "step_lost_in_integers"],
        ),
        "up-the-slope": (89.75, ["step_up_the_slope"]),
    },
    "backprop": {
        "blank": (0, []),
        "cheat": (0, []),
        "gradients-overwritten": (93, ["graph_overwrites_at_branch"]),
        "half-finished": (64, []),
        "not-switched": (89, ["multiply_not_switched"]),
        "right-by-recursion": (96, []),
        "slide-slip": (92, ["slope_by_x0_of_slide", "slope_by_x1_of_slide"]),
        "tie-to-both": (95, ["max_tie_goes_to_both"]),
    },
}
STUDENTS = [(assignment, student) for assignment, those in DESERVED.items() for student in those]


def test_the_classes_have_every_kind_of_student() -> None:
    assert list(DESERVED) == [one.name for one in load_course().assignments]
    for assignment, deserved in DESERVED.items():
        assert set(class_of(assignment)) == set(deserved)
        assert sorted(score for score, _ in deserved.values())[::-1][0] == 96


@pytest.mark.parametrize(("assignment", "student"), STUDENTS)
def test_student_gets_the_points_deserved_and_the_mistake_named(
    assignment: str, student: str, grader
) -> None:
    content = filled(assignment, class_of(assignment)[student])
    result = grade(content, student, replace(grader, assignment=assignment)).result
    score, mistakes = DESERVED[assignment][student]
    assert (result.score, result.mistakes) == (pytest.approx(score), mistakes)
    assert all(check.message for check in result.checks if check.status != "passed")


def test_the_cheat_is_told_that_it_has_no_effect(grader) -> None:
    result = grade(filled("svm", class_of("svm")["cheat"]), "cheat", grader).result
    assert any("np.testing.assert_allclose" in warning for warning in result.warnings)
