"""The questions of the regularization assignment, and what each wrong answer shows."""

from autograder.content.question import Question
from coursework.checks.regularization import QUESTIONS as FORMS

QUESTIONS = [
    Question(
        "lambda_that_tips",
        "From which λ on is the simple fit's loss the smaller one?",
        0.5,
        wrong={
            0.3: (
                "penalty_of_simple_fit_forgotten",
                "The simple fit has a penalty of its own: compare 0 + 20λ with 6 + 8λ.",
            ),
            0.75: (
                "penalty_of_wiggly_fit_forgotten",
                "The wiggly fit has the larger penalty: compare 0 + 20λ with 6 + 8λ.",
            ),
            6 / 28: (
                "penalties_added_up",
                "Each fit pays for its own weights. Compare 0 + 20λ with 6 + 8λ: what counts is "
                "the difference of the two penalties, 20 − 8.",
            ),
            2.0: (
                "lambda_upside_down",
                "20λ is larger than 6 + 8λ as soon as 12λ is larger than 6. That is 6/12, not "
                "12/6.",
            ),
        },
    ),
    Question(
        "l2_of_third_vector",
        "What is the L2 penalty of (2, −1, 0, 0)?",
        5.0,
        wrong={
            3.0: (
                "square_of_negative_is_negative",
                "The square of −1 is +1, so it adds to the 4. (If you added magnitudes, you have "
                "the L1 penalty.)",
            ),
            1.0: (
                "weights_summed_before_squaring",
                "Square each weight before you add: 2² and (−1)², not (2 − 1)².",
            ),
            5**0.5: (
                "root_of_sum_of_squares",
                "That is the length of the vector. The penalty is the sum of the squares itself, "
                "without the root.",
            ),
            2.5: (
                "half_the_sum_of_squares",
                "Some books put a ½ in front. This course takes ΣW² as it is.",
            ),
            1.25: (
                "mean_of_squares",
                "That is the mean of the four squares. The penalty is their sum.",
            ),
        },
    ),
    Question(
        "l2_of_doubled_weights",
        "How many times as large is the L2 penalty when every weight is doubled?",
        4.0,
        wrong={
            2.0: (
                "penalty_doubles_with_weights",
                "Each weight doubles, but the penalty adds squares: (2w)² = 4w².",
            ),
            1.0: (
                "penalty_blind_to_scale",
                "The hinge loss may stay as it is; the penalty doesn't. Try W = (3, −4) and "
                "(6, −8).",
            ),
            16.0: (
                "square_taken_twice",
                "(2w)² = 4w²: the factor 2 is squared once.",
            ),
        },
    ),
    Question(
        "l1_of_third_vector",
        "What is the L1 penalty of (2, −1, 0, 0)?",
        3.0,
        wrong={
            1.0: (
                "minus_sign_kept",
                "A weight of −1 has the size 1. It adds to the penalty, it doesn't take off.",
            ),
            5.0: (
                "squares_for_magnitudes",
                "Those are the squares. L1 adds the magnitudes |2| + |−1|.",
            ),
            2.0: (
                "number_or_largest_of_weights",
                "That is the largest weight, or the number of weights that aren't 0. L1 adds all "
                "magnitudes.",
            ),
            0.75: (
                "mean_of_magnitudes",
                "That is the mean of the four magnitudes. The penalty is their sum.",
            ),
        },
    ),
    Question(
        "beta_for_twice_penalty",
        "For which β is the elastic net's penalty of w1 twice that of w2?",
        2.0,
        wrong={
            0.0: (
                "only_one_part_doubled",
                "Twice the penalty of w2 is β/2 + 2: the 1 doubles, too. At β = 0 both "
                "penalties are 1.",
            ),
            1.0: (
                "penalty_of_two_for_twice",
                "At β = 1 the penalty of w1 is 2, but that of w2 is 1.25. Solve "
                "β + 1 = 2 · (β/4 + 1).",
            ),
            4.0: (
                "penalty_of_w2_made_two",
                "At β = 4 the penalty of w2 is 2, but that of w1 is 5. Solve "
                "β + 1 = 2 · (β/4 + 1).",
            ),
            -4 / 7: (
                "twice_on_the_wrong_side",
                "You have made w2's penalty twice that of w1. And a negative β would reward "
                "large weights.",
            ),
        },
    ),
    Question(
        "smallest_l1_with_score_one",
        "With x = (4, 3), how small can the L1 penalty of a w with w·x = 1 be?",
        0.25,
        wrong={
            0.04: (
                "smallest_l2_with_score_one",
                "That is the smallest L2 penalty, at w = (0.16, 0.12). L1 asks for the sum of the "
                "magnitudes.",
            ),
            0.28: (
                "l1_of_the_best_for_l2",
                "(0.16, 0.12) has the smallest L2 penalty. For L1 there is a better vector: use "
                "only the input that gives the most score for each bit of weight.",
            ),
            1 / 3: (
                "smaller_input_used",
                "(0, ⅓) scores 1, but the other input is larger: there, less weight is enough.",
            ),
            2 / 7: (
                "equal_weights",
                "Equal weights of 1/7 score 1, but the weight on 3 would do more on 4. Move it "
                "all there.",
            ),
            0.2: (
                "length_of_the_best_for_l2",
                "That is the length of (0.16, 0.12), the square root of the smallest L2 penalty. "
                "L1 asks for the sum of the magnitudes.",
            ),
        },
    ),
    Question(
        "l2_step_of_weight",
        "What is a weight of 3 after one L2 step with η = 0.5 and λ = 0.2?",
        2.4,
        wrong={
            2.7: (
                "half_the_decay",
                "The derivative of λw² is 2λw: the factor is 1 − 2ηλ = 0.8, not 1 − ηλ.",
            ),
            3.6: (
                "step_uphill",
                "The step goes down the slope: subtract η times the gradient.",
            ),
            1.8: (
                "learning_rate_forgotten",
                "The gradient 2λw = 1.2 is multiplied by η = 0.5 before it is subtracted.",
            ),
            0.0: (
                "lambda_forgotten_in_step",
                "The gradient is 2λw = 2 · 0.2 · 3. You may have left out the λ.",
            ),
            2.9: (
                "l1_step_for_l2",
                "That is the step of L1, which takes ηλ from any weight. L2's step is in "
                "proportion to the weight.",
            ),
        },
    ),
    Question(
        "l1_step_of_weight",
        "What is a weight of −3 after one L1 step with η = 0.5 and λ = 0.2?",
        -2.9,
        wrong={
            -3.1: (
                "step_away_from_zero",
                "The slope of |w| at a negative w is −1, so the step goes up, toward 0.",
            ),
            -2.4: (
                "l2_step_for_l1",
                "That is the step of L2. L1 takes the same ηλ from any weight, large or small.",
            ),
            -2.7: (
                "step_in_proportion",
                "You took a step in proportion to the weight. The slope of |w| is 1 or −1, "
                "however large w is.",
            ),
            -2.8: (
                "factor_two_in_l1_step",
                "The 2 belongs to w², whose derivative is 2w. |w| has slope 1 or −1.",
            ),
            2.9: (
                "sign_of_weight_lost",
                "The weight was −3 and moves by 0.1 only: it stays negative.",
            ),
        },
    ),
    Question(
        "slope_with_penalty",
        "With λ = 1, what is the slope w_1 of the best line through (−1, 1), (0, 4), (1, 7)?",
        2.0,
        wrong={
            3.0: (
                "slope_without_penalty",
                "That is the line without a penalty. λ adds 2λw_1 to the derivative by w_1.",
            ),
            1.5: (
                "penalty_counted_twice",
                "The 2 of 2λw_1 cancels with the 2 before the sum: 2w_1 − 6 + w_1 = 0.",
            ),
            2.4: (
                "penalty_counted_half",
                "The derivative of λw_1² is 2λw_1. Divided by 2, all of it: 2w_1 − 6 + w_1 = 0.",
            ),
            1.2: (
                "penalty_counted_for_each_point",
                "The penalty is added once, not once for each of the three points.",
            ),
            6.0: (
                "penalty_subtracted_from_slope",
                "The penalty is added to the loss, so the weight in front of w_1 grows from 2 to "
                "3; it doesn't fall to 1.",
            ),
        },
    ),
    Question(
        "who_chooses_lambda",
        "By which error do you choose λ?",
        "B",
        choices=FORMS["who_chooses_lambda"],
        wrong={
            "A": (
                "lambda_by_training_error",
                "The training error is smallest with no penalty at all, so it would always "
                "choose λ = 0.",
            ),
            "C": (
                "lambda_by_test_error",
                "Then the test set has taken part in the choice, and its error is no honest "
                "forecast any more. It is used once, at the very end.",
            ),
        },
    ),
]
