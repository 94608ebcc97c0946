"""The questions of the assignment on linear scores, and the order of its answers."""

from autograder.content.question import Question
from autograder.content.worked_examples import worked_example
from coursework.checks.linear import QUESTIONS as FORMS

FOUR_PIXELS = worked_example("linear-scores")
CAT, _, SHIP = FOUR_PIXELS["value"]["scores"]
CAT_BIAS, _, SHIP_BIAS = FOUR_PIXELS["inputs"]["b"]
SHIP_SLIP = FOUR_PIXELS["slip"]["value"]["scores"][2]

QUESTIONS = [
    Question(
        "score_of_ship",
        "What is the ship score of the four-pixel image?",
        SHIP,
        wrong={
            SHIP_SLIP: (
                "ship_score_of_slide",
                "The lecture's slide has this number too, by a slip: it is the weighted sum of "
                "the pixels alone, and the ship's bias of −1.2 is left out.",
            ),
            SHIP_SLIP - SHIP_BIAS: (
                "ship_bias_subtracted",
                "The bias is added, with its own sign: + (−1.2), not − (−1.2).",
            ),
        },
    ),
    Question(
        "winner_of_black_image",
        "Which class wins for an image of which all four pixels are 0?",
        "B",
        choices=FORMS["winner_of_black_image"],
        wrong={
            "A": (
                "first_class_for_black_image",
                "The weighted sum of a black image is 0 for every class, so each score is the "
                "class's bias. Which of 1.1, 3.2 and −1.2 is the largest?",
            ),
            "C": (
                "smallest_bias_wins",
                "The scores of a black image are the biases. The ship's, −1.2, is the smallest "
                "of them; the largest wins.",
            ),
            "D": (
                "bias_forgotten_for_black_image",
                "Only the weighted sums are 0. Each class still adds its bias.",
            ),
        },
    ),
    Question(
        "cat_score_of_doubled_image",
        "What is the cat score when all four pixels are twice as bright?",
        2 * (CAT - CAT_BIAS) + CAT_BIAS,
        wrong={
            2 * CAT: (
                "bias_doubled_with_pixels",
                "You doubled the whole score. The bias isn't multiplied with a pixel, so it "
                "stays as it is: only the weighted sum doubles.",
            ),
            2 * (CAT - CAT_BIAS): (
                "bias_lost_in_doubled_image",
                "The weighted sum doubles, and that is what you have. Then the bias is added, "
                "as ever.",
            ),
            CAT: (
                "score_taken_as_brightness_free",
                "Every product of a weight with a pixel doubles, so the score can't stay.",
            ),
        },
    ),
    Question(
        "number_of_linear_parameters",
        "How many numbers does a linear classifier for CIFAR-10 learn, biases included?",
        "D",
        choices=FORMS["number_of_linear_parameters"],
        wrong={
            "A": (
                "parameters_of_one_row",
                "That is the length of one row of W. There is a row for each of the 10 classes, "
                "and b.",
            ),
            "B": (
                "classes_added_to_pixels",
                "W has as many entries as rows times columns: multiply 10 and 3,072, and then "
                "add the biases.",
            ),
            "C": (
                "biases_not_counted",
                "That is W alone. Each of the 10 classes learns a bias, too.",
            ),
        },
    ),
    Question(
        "kept_by_linear_classifier",
        "What does each classifier have to keep after training?",
        "C",
        choices=FORMS["kept_by_linear_classifier"],
        wrong={
            "A": (
                "linear_classifier_keeps_images",
                "The formula Wx + b has no training image in it. What they taught is in W and b, "
                "so they can go.",
            ),
            "B": (
                "knn_keeps_parameters_only",
                "kNN has learned no parameters. It compares each new image with all training "
                "images, so it needs them to the end.",
            ),
        },
    ),
    Question(
        "shape_after_bias_trick",
        "Which shape does W have for CIFAR-10 after the bias trick?",
        "B",
        choices=FORMS["shape_after_bias_trick"],
        wrong={
            "A": (
                "bias_column_not_counted",
                "That is W before. The biases come in addition, as one more column: 3,073.",
            ),
            "C": (
                "biases_as_a_row",
                "A row of W belongs to a class, and there is no eleventh class. Each class has "
                "one more weight, so there is one more column.",
            ),
            "D": (
                "row_and_column_added",
                "One column is enough: a weight more for each class. An eleventh row would be "
                "an eleventh class.",
            ),
        },
    ),
    Question(
        "template_of_two_horses",
        "What does the horse's template look like if half of the horses look left, half right?",
        "B",
        choices=FORMS["template_of_two_horses"],
        wrong={
            "A": (
                "template_takes_one_side",
                "Then the other half of the horses would get bad scores. One row of weights has "
                "to serve all horses, so it mixes them.",
            ),
            "C": (
                "two_templates_for_a_class",
                "A linear classifier has one row of W for each class, so just one template. It "
                "has to serve both kinds of horses.",
            ),
        },
    ),
    Question(
        "boundary_between_two_lines",
        "At which x₁ do the scores x₁ and 3x₁ − 4 change places?",
        2.0,
        wrong={
            4 / 3: (
                "boundary_where_score_is_zero",
                "There the second score is 0, but the first is larger. The boundary is where "
                "both scores are equal: x₁ = 3x₁ − 4.",
            ),
            0.0: (
                "boundary_at_origin",
                "At x₁ = 0 the scores are 0 and −4. The boundary is where both are equal: "
                "x₁ = 3x₁ − 4.",
            ),
            1.0: (
                "boundary_with_wrong_sign",
                "At x₁ = 1 the scores are 1 and −1. Solve x₁ = 3x₁ − 4: take x₁ off both sides "
                "and mind the signs.",
            ),
        },
    ),
    Question(
        "effect_of_bias_on_line",
        "What becomes of the line w · x + b = 0 when b grows and w stays?",
        "C",
        choices=FORMS["effect_of_bias_on_line"],
        wrong={
            "A": (
                "bias_turns_the_line",
                "The direction of the line comes from w alone: the line is perpendicular to the "
                "arrow. The bias only shifts it.",
            ),
            "B": (
                "line_moves_with_the_arrow",
                "With a larger b, every score is larger, so the score is 0 further back. Try one "
                "dimension: x + b = 0 is at x = −b.",
            ),
        },
    ),
    Question(
        "predictions_after_doubling",
        "What happens to the predictions when all numbers in W and b are doubled?",
        "A",
        choices=FORMS["predictions_after_doubling"],
        wrong={
            "B": (
                "doubling_favours_large_scores",
                "Every score doubles, and the largest of them stays the largest.",
            ),
            "C": (
                "doubling_reverses_negative_scores",
                "Negative scores double, too: −1 and −3 become −2 and −6, and −2 is still larger.",
            ),
        },
    ),
    Question(
        "corners_right_by_a_line",
        "How many of the four points can one straight line get right at most?",
        3.0,
        wrong={
            4.0: (
                "line_separates_opposite_corners",
                "Add up what is asked of the four points: the one class wants b > 0, the other "
                "b < 0. No line does both.",
            ),
            2.0: (
                "line_no_better_than_chance",
                "Cut off a single corner, such as (1, 1): it lies on one side, the other three "
                "on the other side. How many are right then?",
            ),
        },
    ),
    Question(
        "feature_for_ring",
        "Which feature lets a single threshold separate the ring from the rest?",
        "B",
        choices=FORMS["feature_for_ring"],
        wrong={
            "A": (
                "norm_alone_for_ring",
                "The ring's norms lie between 1 and 2, and the other class is on both sides of "
                "them. A single threshold can't cut out a stretch in the middle.",
            ),
            "C": (
                "product_for_ring",
                "The product tells the quadrants apart. Along the ring it takes positive and "
                "negative values, and so it does inside and outside.",
            ),
        },
    ),
    Question(
        "bias_of_linear_against_knn",
        "How does the bias of a linear classifier compare with that of kNN for small k?",
        "A",
        choices=FORMS["bias_of_linear_against_knn"],
        wrong={
            "B": (
                "linear_bias_taken_as_lower",
                "Bias is the error that stays however much data there is. A straight line stays "
                "straight, so it can't follow classes such as opposite quadrants; kNN can.",
            ),
            "C": (
                "linear_bias_taken_as_equal",
                "Look at the opposite quadrants: the linear classifier is wrong on them with any "
                "training set, kNN isn't.",
            ),
        },
    ),
    Question(
        "variance_of_linear_against_knn",
        "How does the variance of a linear classifier on two clouds compare with that of kNN?",
        "B",
        choices=FORMS["variance_of_linear_against_knn"],
        wrong={
            "A": (
                "linear_variance_taken_as_higher",
                "Variance is how much the result depends on the training set that was drawn. "
                "The line uses a weighted sum of all the data and hardly moves; the border of "
                "one nearest neighbour follows single points.",
            ),
            "C": (
                "linear_variance_taken_as_equal",
                "Compare the rows of panels: from one training set to the next the straight "
                "border hardly moves, the border of kNN is another one each time.",
            ),
        },
    ),
]

ANSWERS = [
    "score_of_ship",
    "winner_of_black_image",
    "linear_scores",
    "cat_score_of_doubled_image",
    "number_of_linear_parameters",
    "kept_by_linear_classifier",
    "predict",
    "append_bias",
    "shape_after_bias_trick",
    "template_of_two_horses",
    "boundary_between_two_lines",
    "effect_of_bias_on_line",
    "predictions_after_doubling",
    "corners_right_by_a_line",
    "feature_for_ring",
    "bias_of_linear_against_knn",
    "variance_of_linear_against_knn",
]
