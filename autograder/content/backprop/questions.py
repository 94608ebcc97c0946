"""The questions of the backpropagation assignment, with what each wrong answer shows."""

from autograder.content.question import Question
from autograder.content.worked_examples import worked_example
from coursework.checks.backprop import QUESTIONS as FORMS

NEURON = worked_example("sigmoid-neuron")
SLIP, DX = NEURON["slip"]["value"], NEURON["value"]["dx"]

QUESTIONS = [
    Question(
        "seconds_for_numerical_gradient",
        "How long does a numerical gradient of a million weights take?",
        2000.0,
        wrong={
            1000.0: (
                "one_pass_for_each_weight",
                "A central difference looks to both sides of a weight: two forward passes for "
                "each of them.",
            ),
            0.002: (
                "two_passes_for_all_weights",
                "Two passes give the slope along one weight only. Each of the million weights "
                "has to be moved on its own.",
            ),
            2000000.0: (
                "milliseconds_in_place_of_seconds",
                "That is the time in milliseconds. A second has 1000 of them.",
            ),
        },
    ),
    Question(
        "graph_slope_by_x",
        "What is ∂f/∂x of (x + y)·z at the point asked for?",
        5.0,
        wrong={
            3.0: (
                "product_not_switched",
                "3 is q = x + y. But the slope of q · z along q is the *other* factor.",
            ),
            1.0: (
                "upstream_left_out",
                "1 is the local gradient of the add gate. Multiply it by what comes from above: "
                "the slope of f along q.",
            ),
            15.0: (
                "value_for_slope",
                "15 is the value of f. The slope says how much f changes for each unit that x "
                "changes.",
            ),
            20.0: (
                "add_gate_multiplied",
                "You have multiplied by x. The local gradient of x + y along x is 1, whatever x "
                "is.",
            ),
        },
    ),
    Question(
        "change_after_nudge",
        "By about how much does f change when x moves by 0.1?",
        -0.4,
        wrong={
            0.4: (
                "nudge_with_wrong_sign",
                "The slope is −4: where x grows, f falls.",
            ),
            -4.0: (
                "slope_for_change",
                "That is the change for a whole unit of x. For a tenth of it, take a tenth.",
            ),
            -12.4: (
                "new_value_for_change",
                "That is the new value of f. It was −12; by how much has it changed?",
            ),
        },
    ),
    Question(
        "gradient_through_product",
        "What is the gradient of x in the graph with a max gate?",
        -8.0,
        wrong={
            6.0: (
                "own_input_in_place_of_the_other",
                "6 is 2 · 3. A multiply gate hands each input the value of the *other* input, "
                "times the upstream gradient.",
            ),
            -4.0: (
                "last_gate_forgotten",
                "That is the local gradient. The last gate doubles everything, so 2 comes from "
                "above.",
            ),
            -24.0: (
                "all_factors_multiplied",
                "That is 2 · x · y, the product's part of f. The gradient of x has no x in it.",
            ),
            8.0: (
                "sign_of_factor_lost",
                "y is −4, and so its sign belongs to the gradient of x.",
            ),
        },
    ),
    Question(
        "gradient_of_smaller_input",
        "What is the gradient of w, the smaller input of a max gate?",
        0.0,
        wrong={
            2.0: (
                "max_gate_taken_for_add_gate",
                "An add gate would hand the 2 to both inputs. A max gate hands it to the larger "
                "one: move w a little, and the maximum doesn't change.",
            ),
            1.0: (
                "max_gate_shares_gradient",
                "The gradient isn't shared between the two inputs. Move w a little: does the "
                "maximum change?",
            ),
            -2.0: (
                "max_gate_taken_for_multiply_gate",
                "That is the upstream gradient times w, as if the gate multiplied. Move w a "
                "little: does the maximum change?",
            ),
            4.0: (
                "max_gate_switched_for_smaller_input",
                "That is the upstream gradient times z, as a multiply gate would do. Move w a "
                "little: does the maximum change?",
            ),
        },
    ),
    Question(
        "gradient_at_branch",
        "What is the gradient of x, which is used twice?",
        6.0,
        wrong={
            5.0: (
                "second_branch_forgotten",
                "That is what comes back from x · y. x goes to the add gate as well, and another "
                "gradient comes back from there. At a branch, gradients add.",
            ),
            1.0: (
                "first_branch_forgotten",
                "That is what comes back from the add gate. x goes to the multiply gate as well. "
                "At a branch, gradients add.",
            ),
            3.0: (
                "mean_at_branch",
                "That is the mean of the two gradients that come back. At a branch, they add.",
            ),
        },
    ),
    Question(
        "neuron_slope_by_x0",
        "What is the gradient of the neuron's input x0?",
        DX[0],
        wrong={
            SLIP["dx"][0]: (
                "slope_by_x0_of_slide",
                "That is the number on the slide, which rounds on the way to two digits. With all "
                "digits it is 2 · 0.196612 = 0.393224.",
            ),
            0.196612: (
                "multiply_gate_distributes",
                "That comes to the multiply gate from above. The gate multiplies it by w0 = 2.",
            ),
            -0.196612: (
                "weight_and_input_mixed_up",
                "That is the gradient of w0. For x0, the multiply gate takes the other input, w0.",
            ),
            2.0: (
                "upstream_of_neuron_forgotten",
                "That is the local gradient, w0. Multiply it by what comes from above.",
            ),
        },
    ),
    Question(
        "neuron_slope_by_x1",
        "What is the gradient of the neuron's input x1?",
        DX[1],
        wrong={
            SLIP["dx"][1]: (
                "slope_by_x1_of_slide",
                "That is the number on the slide, which rounds on the way to two digits. With all "
                "digits it is −3 · 0.196612 = −0.589836.",
            ),
            0.196612: (
                "multiply_gate_distributes_to_x1",
                "That comes to the multiply gate from above. The gate multiplies it by w1 = −3.",
            ),
            -0.393224: (
                "weight_and_input_of_x1_mixed_up",
                "That is the gradient of w1. For x1, the multiply gate takes the other input, w1.",
            ),
            -3.0: (
                "upstream_of_x1_forgotten",
                "That is the local gradient, w1. Multiply it by what comes from above.",
            ),
            0.589836: (
                "sign_of_w1_lost",
                "w1 is −3: its sign belongs to the gradient of x1.",
            ),
        },
    ),
    Question(
        "gradient_through_three_neurons",
        "How much of a gradient can pass three neurons in a row at most?",
        1.0,
        wrong={
            64.0: (
                "sigmoid_taken_for_distributor",
                "Nothing gets lost at the weights and at the sums. But each sigmoid multiplies by "
                "its slope σ (1 − σ), which is far below 1.",
            ),
            16.0: (
                "one_sigmoid_in_place_of_three",
                "That is what one sigmoid lets through at most. There are three in a row, and "
                "each multiplies what comes from the one behind it.",
            ),
            4.0: (
                "two_sigmoids_in_place_of_three",
                "That is what two sigmoids let through at most. There are three.",
            ),
            8.0: (
                "largest_value_for_largest_slope",
                "You take a half for each sigmoid. That is its value where it is steepest; its "
                "slope there is σ (1 − σ).",
            ),
            48.0: (
                "slopes_added_along_a_path",
                "You add the three slopes. Along a path they multiply.",
            ),
            21.333333333333332: (
                "gradient_shared_by_three_neurons",
                "The gradient isn't shared among the neurons. Each multiplies it by its own slope.",
            ),
            0.015625: (
                "upstream_of_three_neurons_forgotten",
                "That is the product of the three slopes. Multiply it by the 64 from above.",
            ),
            0.0: (
                "slope_at_the_ends",
                "That is what arrives where the sigmoids are flat. With other biases they are "
                "steeper.",
            ),
        },
    ),
    Question(
        "order_of_backward",
        "In which order do the three gates run backward?",
        "C",
        choices=FORMS["order_of_backward"],
        wrong={
            "A": (
                "forward_order_taken_backward",
                "That is the order forward. Gate b can't know its upstream gradient before the "
                "gates that use its value have run backward.",
            ),
            "B": (
                "gate_run_before_all_its_users",
                "Gate b is used by a, too. Before a has run backward, a part of the upstream "
                "gradient of b is missing.",
            ),
        },
    ),
    Question(
        "epoch_to_keep",
        "Which weights should be kept?",
        "B",
        choices=FORMS["epoch_to_keep"],
        wrong={
            "A": (
                "lowest_training_loss_kept",
                "The training loss falls on and on while the net learns its few examples by heart. "
                "What counts is how it does on images that it hasn't seen.",
            ),
            "C": (
                "epoch_chosen_on_test_set",
                "What is chosen on the test set isn't tested any more: its result would be too "
                "good. Choose with the validation set, and use the test set once.",
            ),
        },
    ),
]
