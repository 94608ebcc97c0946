"""The questions of the SGD assignment, with what their wrong answers show."""

from autograder.content.question import Question
from autograder.content.worked_examples import worked_example
from coursework.checks.sgd import QUESTIONS as FORMS

SLIDE = worked_example("numerical-gradient")
FIRST_SLOPE, SECOND_SLOPE, _ = SLIDE["value"]["gradient"]
SIZES = worked_example("cifar10-sizes")
NUM_WEIGHTS = SIZES["inputs"]["num_classes"] * SIZES["value"]["num_pixels_with_bias"]
NUM_TRAIN = SIZES["value"]["num_train"]
BATCH = 256

QUESTIONS = [
    Question(
        "tries_for_ten_weights",
        "How many tries does it take on average until ten weights are good at once?",
        2.0**10,
        wrong={
            20.0: (
                "tries_added",
                "The tries multiply: each further weight doubles them, as only half of the W that "
                "were good so far are good in the new weight, too.",
            ),
            100.0: (
                "tries_squared",
                "It is 2 · 2 · … · 2 with ten factors, not 10 · 10.",
            ),
            512.0: ("one_weight_left_out", "That is 2 to the power 9: one factor is missing."),
            2.0**-10: (
                "chance_in_place_of_tries",
                "That is the chance of one try. The average number of tries is 1 divided by it.",
            ),
        },
    ),
    Question(
        "slope_of_second_weight",
        "What is the slope in the direction of the second weight, by a forward difference?",
        SECOND_SLOPE,
        wrong={
            SLIDE["inputs"]["losses_after_step"][1] - SLIDE["inputs"]["loss"]: (
                "difference_not_divided",
                "That is how much the loss changes. A slope is the change divided by the step: "
                "0.00006 / 0.0001.",
            ),
            -SECOND_SLOPE: (
                "slope_sign_reversed",
                "The loss with the step less the loss without: 1.25353 − 1.25347 is above 0.",
            ),
            SECOND_SLOPE / 2: (
                "forward_difference_halved",
                "A forward difference takes one step only: divide by h, not by 2h.",
            ),
            FIRST_SLOPE: ("slope_of_first_weight", "That is the slope of the first weight."),
            10 * SECOND_SLOPE: ("ten_times_too_large", "Count the zeros: 0.00006 / 0.0001."),
            SECOND_SLOPE / 10: ("ten_times_too_small", "Count the zeros: 0.00006 / 0.0001."),
        },
    ),
    Question(
        "calls_for_one_gradient",
        "How many times does one numerical gradient call the loss, for 10 × 3073 weights?",
        2.0 * NUM_WEIGHTS,
        wrong={
            NUM_WEIGHTS: (
                "one_call_for_each_weight",
                "There are 30,730 weights, and central differences call the loss twice for each.",
            ),
            2.0: (
                "two_calls_in_all",
                "Two calls give the slope in the direction of one weight. The gradient has a slope "
                "for each weight.",
            ),
            20.0: (
                "two_calls_for_each_class",
                "Every weight has a slope of its own, not every class: W has 10 × 3073 of them.",
            ),
            NUM_WEIGHTS**2: (
                "calls_squared",
                "Each weight takes two calls, however many other weights there are.",
            ),
        },
    ),
    Question(
        "central_difference_at_kink",
        "What do central differences give for max(0, 4w) at w = 0?",
        2.0,
        wrong={
            4.0: (
                "slope_right_of_kink",
                "That is the slope to the right. (max(0, 4h) − max(0, −4h)) / 2h is 4h / 2h.",
            ),
            0.0: (
                "slope_left_of_kink",
                "That is the slope to the left. The step to the right is up the other side: "
                "(4h − 0) / 2h.",
            ),
            1.0: (
                "half_of_the_mean_slope",
                "(max(0, 4h) − max(0, −4h)) / 2h = (4h − 0) / 2h: divide 4 by 2 once.",
            ),
        },
    ),
    Question(
        "weight_after_one_step",
        "Where does one step with learning rate 0.1 lead from w = 3, for the loss w²?",
        2.4,
        wrong={
            3.6: (
                "weight_moved_uphill",
                "You went uphill: the slope is positive, so w has to get smaller.",
            ),
            -3.0: ("weight_moved_by_whole_slope", "Multiply the slope, 6, by the learning rate."),
            2.7: ("slope_of_square_halved", "The derivative of w² is 2w, which is 6 at w = 3."),
            2.1: (
                "loss_subtracted_from_weight",
                "You subtracted 0.1 times the loss, 9. Subtract 0.1 times its slope, 2w.",
            ),
            0.6: ("step_without_start", "That is the size of the step. Where does it lead?"),
        },
    ),
    Question(
        "learning_rate_of_one",
        "What happens on the loss w² with learning rate 1?",
        "B",
        choices=FORMS["learning_rate_of_one"],
        wrong={
            "A": (
                "lowest_point_in_one_step",
                "Try it: 3 − 1 · 6 is −3, not 0. It takes learning rate ½ to land at 0.",
            ),
            "C": (
                "steps_taken_to_grow",
                "Try it: 3 − 1 · 6 = −3, and −3 + 1 · 6 = 3. The distance from 0 stays 3; it "
                "grows only for learning rates above 1.",
            ),
        },
    ),
    Question(
        "slope_of_regression",
        "What is the derivative of (t − w · x)² by w, for x = 3, t = 5 and w = 2?",
        6.0,
        wrong={
            -6.0: (
                "inner_derivative_without_sign",
                "The inner derivative of t − w · x is −x: −2 · (5 − 6) · 3.",
            ),
            2.0: (
                "inner_derivative_forgotten",
                "By the chain rule, the derivative of what is squared goes in, too: −x.",
            ),
            -2.0: (
                "inner_derivative_forgotten_with_sign",
                "By the chain rule, the derivative of what is squared goes in, too: −x.",
            ),
            3.0: (
                "regression_slope_without_two",
                "The derivative of r² is 2r: the 2 is lost.",
            ),
            1.0: (
                "loss_in_place_of_slope",
                "That is the loss, (5 − 6)². What is its slope?",
            ),
        },
    ),
    Question(
        "steps_in_one_epoch",
        "How many minibatches of 256 make 50,000 images?",
        NUM_TRAIN / BATCH,
        wrong={
            BATCH: ("batch_size_taken_for_steps", "256 is the size of a step's batch."),
            NUM_TRAIN: (
                "one_image_a_step",
                "That many steps it takes with one image a step. With 256, divide by 256.",
            ),
            NUM_TRAIN * BATCH: (
                "steps_multiplied",
                "Larger batches make fewer steps, so divide 50,000 by 256.",
            ),
            1.0: (
                "epoch_in_one_step",
                "One step for all images is what batch training does. Here a step sees 256.",
            ),
        },
    ),
    Question(
        "mean_of_minibatch_slopes",
        "What is the mean of the slopes of many random minibatches?",
        2.0,
        wrong={
            1.0: (
                "minibatch_slope_scaled_down",
                "The loss of a minibatch is a mean over *its* examples, so its slope isn't smaller "
                "than that of all data.",
            ),
            4.0: (
                "minibatch_slopes_added",
                "A minibatch's slope is the mean of its examples' slopes, not their sum.",
            ),
            8.0: (
                "example_slopes_added",
                "The slopes are averaged, in a minibatch as in the whole data set.",
            ),
            0.0: (
                "noise_taken_for_slope",
                "The errors average out to 0. What they are errors *of* stays: each example comes "
                "in equally often.",
            ),
        },
    ),
    Question(
        "minus_accuracy_as_loss",
        "What does gradient descent do with minus the accuracy as the loss?",
        "B",
        choices=FORMS["minus_accuracy_as_loss"],
        wrong={
            "A": (
                "accuracy_taken_for_smooth",
                "On a stair there is no slope at all, so there is no direction to go, not even a "
                "slow one.",
            ),
            "C": (
                "accuracy_taken_for_kinked_everywhere",
                "The accuracy has a derivative nearly everywhere: on each level stair it is 0. "
                "Only at the jumps there is none.",
            ),
        },
    ),
]
