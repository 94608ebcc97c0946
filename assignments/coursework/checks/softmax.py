"""The visible checks of the softmax assignment: what the notebook's instant check runs.

They use the lectures' cat image and small numbers that can be followed on paper.
"""

import numpy as np

from coursework.checking import Asked, Failure, Mistake, check, checks_in
from coursework.comparing import as_array, as_number, difference, expect_array, expect_number
from coursework.counting import expect_loss_without_loop
from coursework.examples import worked_example
from coursework.questions import NUMBER, form_checks
from coursework.unchanged import expect_unchanged

CAT = worked_example("softmax-cat")
SCORES, LABEL = np.array(CAT["inputs"]["scores"]), CAT["inputs"]["label"]
PROBABILITIES = np.array(CAT["value"]["probabilities"])
# Two rows of scores that are logarithms of small numbers, and their probabilities.
TWO_ROWS = np.log([[1.0, 2.0, 1.0], [6.0, 3.0, 1.0]])
SHARES = np.array([[0.25, 0.5, 0.25], [0.6, 0.3, 0.1]])

# Scores that are multiples of log 2 have powers of 2 for exponentials: with these
# weights, the five images have probabilities such as 1/4, 1/2, 1/4.
W = np.log(2) * np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
X = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [2.0, 1.0], [0.0, 2.0]])
Y, REG = np.array([1, 2, 0, 1, 2]), 0.5
# The right classes have the probabilities 1/2, 1/4, 2/5, 2/7 and 1/6: their product is 1/420.
LOSS_ON_PAPER = np.log(420) / 5
GRADIENT_ON_PAPER = np.array([[438, 233], [-327, 218], [-111, -451]]) / 420 / 5
SECOND_IMAGE_ALONE = np.array([[0.5, 0], [0.25, 0], [-0.75, 0]])

QUESTIONS = {
    "sum_by_slide_formula": NUMBER,
    "cross_entropy_of_frog": NUMBER,
    "cross_entropy_range": "ABCD",
    "cross_entropy_at_start": NUMBER,
    "mean_over_ten_class_images": NUMBER,
    "entropy_of_label": NUMBER,
    "nll_of_probabilities": NUMBER,
    "softmax_before_cross_entropy": "ABC",
    "right_score_doubled": "ABCD",
    "cross_entropy_of_four_pixels": NUMBER,
    "input_of_logistic": NUMBER,
    "ratio_of_slopes": NUMBER,
    "slope_of_right_score": NUMBER,
}
LOSSES = ("softmax_loss_naive", "softmax_loss_vectorized")
ONE_MAXIMUM = Mistake(
    "one_maximum_for_the_batch",
    (),
    "You subtract one maximum for the whole batch. In a row that lies 1000 below it, each "
    "exp is taken for 0. Subtract each row's own: `scores.max(axis=-1, keepdims=True)`.",
)


@check(
    "softmax",
    points=2,
    hint="Take exp of each score (24.5, 164.0, 0.18; or 0.15, 1, 0.001 once the largest score, "
    "5.1, is subtracted). Then divide each by the sum of the three.",
)
def cat_image(student: Asked) -> None:
    """The scores of the cat image become the lecture's probabilities."""
    expect_array(student.answer(SCORES), PROBABILITIES, "array of probabilities", "for the cat")


@check(
    "softmax",
    points=2,
    builds_on=["cat_image"],
    hint="Each row is one example: its exponentials are divided by the sum of this row.",
)
def each_row(student: Asked) -> None:
    """In a table of scores, each row becomes probabilities that add up to 1."""
    expect_array(student.answer(TWO_ROWS), SHARES, "array of probabilities", "for 2 rows")


@check(
    "softmax",
    points=1,
    builds_on=["cat_image"],
    hint="exp(1000) is too large for the computer, and exp(−1000) is taken for 0. Subtract each "
    "example's largest score from its scores before you take exp.",
)
def moved_by_1000(student: Asked) -> None:
    """Scores that are 1000 higher, or lower, have the same probabilities."""
    for moved, given in ((1000, "for the cat's scores + 1000"), (-1000, "for scores − 1000")):
        expect_array(student.answer(SCORES + moved), PROBABILITIES, "array of probabilities", given)


@check(
    "softmax",
    points=1,
    builds_on=["each_row"],
    hint="Subtract from each row its own largest score. With one maximum for the whole table, all "
    "exponentials of the lower row are taken for 0.",
)
def one_row_far_above(student: Asked) -> None:
    """A row that is 1000 higher than the other one doesn't disturb it."""
    got = student.answer(TWO_ROWS + np.array([[1000.0], [0.0]]))
    expect_array(got, SHARES, "array of probabilities", "with the first row 1000 higher")


@check("softmax", points=1, builds_on=["cat_image"])
def table_unchanged(student: Asked) -> None:
    """The function leaves its scores as they were."""
    for scores in (SCORES, TWO_ROWS):
        call = student.call(scores)
        as_array(call.value, "array of probabilities")
        expect_unchanged(call.arguments_after, [scores], ["scores"])


@check(
    "cross_entropy_loss",
    points=3,
    hint="It is the log of the sum of all exponentials, less the right class's score. −3.06 for "
    "the cat? The shift applies to s_y, too. 0.886? That is log10; log is the natural logarithm, "
    "np.log. −2.04? The sign is turned.",
)
def each_label(student: Asked) -> None:
    """With the cat's scores, the loss is that of the lecture, whichever class is right."""
    # All are asked before one is judged: three values tell a mistake better than one.
    got = [student.answer(SCORES, label) for label in range(3)]
    expect_number(got[LABEL], CAT["value"]["loss"], "loss", "for the cat image")
    for label, loss in enumerate(got):
        given = f"with the cat's scores and label {label}"
        expect_number(loss, -np.log(PROBABILITIES[label]), "loss", given)


@check(
    "cross_entropy_loss",
    points=2,
    builds_on=["each_label"],
    hint="Use the second form of the loss, with the shift: log of the sum, less the right score.",
)
def far_behind(student: Asked) -> None:
    """The loss is finite and right where the right class is 1000 points behind."""
    cases = [([1000.0, 0.0], 1, 1000.0), ([0.0, -800.0, 0.0], 1, 800 + np.log(2))]
    got = [student.answer(np.array(scores), label) for scores, label, _ in cases]
    for loss, (scores, label, expected) in zip(got, cases, strict=True):
        given = f"for scores {scores} and label {label}"
        expect_number(loss, expected, "loss", given)


@check("kl_divergence", points=1, hint="Add up p·log(p/q) over the classes.")
def kl_on_paper(student: Asked) -> None:
    """For (½, ½) and (¼, ¾), the divergence is the one worked out on paper, either way round."""
    half, quarter = np.array([0.5, 0.5]), np.array([0.25, 0.75])
    forth, back, same = [
        student.answer(p, q) for p, q in ((half, quarter), (quarter, half), (half, half))
    ]
    expect_number(forth, np.log(4 / 3) / 2, "divergence", "for P = (½, ½) and Q = (¼, ¾)")
    expect_number(back, np.log(27 / 16) / 4, "divergence", "for P = (¼, ¾) and Q = (½, ½)")
    expect_number(same, 0.0, "divergence", "of (½, ½) from itself")


@check(
    "kl_divergence",
    points=1,
    builds_on=["kl_on_paper"],
    hint="A term with p = 0 counts 0, but 0 times log 0 is NaN for NumPy. Leave such terms out.",
)
def zeros_in_p(student: Asked) -> None:
    """Classes with p = 0 add nothing: for (½, ½, 0) and (¼, ¼, ½), two terms remain."""
    got = student.answer(np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.25, 0.5]))
    expect_number(got, np.log(2), "divergence", "for P = (½, ½, 0) and Q = (¼, ¼, ½)")


@check(
    "kl_divergence",
    points=1,
    builds_on=["kl_on_paper"],
    hint="Return ∞ (np.inf) where q is 0 and p isn't. A small number such as 1e-8, added inside "
    "the logarithm, makes a finite and wrong number of it.",
)
def zero_in_q(student: Asked) -> None:
    """Where Q rules out what P calls possible, the divergence is infinite."""
    got = student.answer(np.array([0.5, 0.5]), np.array([1.0, 0.0]))
    expect_number(got, np.inf, "divergence", "for P = (½, ½) and Q = (1, 0)")


@check(
    "nll_loss",
    points=2,
    hint="The logarithms are given: pick one from each row, take the mean, turn the sign. (1.62? "
    "`[:, y]` takes whole columns. Two lists of indices pick one entry a row.)",
)
def nll_on_paper(student: Asked) -> None:
    """For three rows of log-probabilities, the loss is the one worked out on paper."""
    # The columns of the right classes hold other numbers, too: picking them whole shows.
    probabilities = np.array([[0.5, 0.25, 0.125, 0.125], [0.25, 0.5, 0.125, 0.125], [0.25] * 4])
    got = student.answer(np.log(probabilities), np.array([0, 2, 2]))  # 1/2, 1/8, 1/4
    expect_number(got, 2 * np.log(2), "loss", "for three rows")


@check(
    *LOSSES,
    points=2,
    builds_on=["cross_entropy_loss.each_label"],
    hint="The loss of each image is what `cross_entropy_loss` gives for its scores; add up and "
    "divide by N. With whole arrays: the maximum and the sum belong to each row (`axis=1, "
    "keepdims=True`), and one entry of each row goes into the loss.",
)
def mean_over_images(student: Asked) -> None:
    """Without regularization, the loss is the mean over the images."""
    # With the single pixel 1, the scores X Wᵀ are just Wᵀ.
    cat = student.loss(SCORES[:, np.newaxis], np.ones((1, 1)), np.array([LABEL]), 0.0)
    five = student.loss(W, X, Y, 0.0)
    expect_number(cat, CAT["value"]["loss"], "loss", "for the lecture's cat alone")
    expect_number(five, LOSS_ON_PAPER, "loss", "for the five images on paper")


@check(
    *LOSSES,
    points=3,
    builds_on=["softmax.each_row"],
    hint="Row j of the gradient is the mean of (p_j − 1[j = y]) x over the images. Each entry 5 "
    "times too large: divide by N. Each sign turned: you have 1[j = y] − p_j. Right for the right "
    "class, too low for the others: the 1 goes off in the right class's column only. Entries that "
    "should be below 0 aren't: the −1 is missing. The second image alone is right, but −0.391 "
    "comes first for all five: `[:, y]` takes whole columns, so the 1 goes off in every row.",
)
def gradient_on_paper(student: Asked) -> None:
    """The gradient for the images on paper is right: for the second one alone, and for all five."""
    alone, five = student.gradient(W, X[1:2], Y[1:2], 0.0), student.gradient(W, X, Y, 0.0)
    expect_array(alone, SECOND_IMAGE_ALONE, "gradient", "for the second image alone")
    expect_array(five, GRADIENT_ON_PAPER, "gradient", "for the five images on paper")


@check(
    *LOSSES,
    points=1,
    builds_on=["mean_over_images", "cross_entropy_loss.far_behind"],
    hint="∞ can come from exp(1000), where the scores of an image aren't shifted by its own "
    "largest one, or from −log 0, where you divide before the logarithm. For each image, take "
    "log Σ exp(s_k) − s_y with shifted scores.",
)
def images_far_behind(student: Asked) -> None:
    """The loss is finite and right for images whose right class is 1000 points behind."""
    # With the identity for W, the scores X Wᵀ are X itself.
    far, labels = np.array([[1000.0, 0.0], [5.0, 1205.0], [1.0, 1.0]]), np.array([1, 0, 0])
    got = [student.loss(np.eye(2), far[:n], labels[:n], 0.0) for n in (2, 3)]
    expect_number(got[0], 1100, "loss", "for the scores (1000, 0) and (5, 1205), labels 1 and 0")
    given = "for the scores (1000, 0), (5, 1205) and (1, 1), labels 1, 0 and 0"
    if not np.isfinite(as_number(got[1], "loss")):  # only now, so it wasn't taken row by row
        raise Failure(f"Your loss {given} is {got[1]:g}.", ONE_MAXIMUM)
    expect_number(got[1], (1000 + 1200 + np.log(2)) / 3, "loss", given)


@check(
    *LOSSES,
    points=1,
    hint="Add λ times the sum of all squared weights, once, at the end. Half of what is expected: "
    "the course takes λΣW² without a ½. A fifth of it: it went into the mean over 5 images. Five "
    "times: you added it with every image.",
)
def penalty_in_loss(student: Asked) -> None:
    """Regularization adds λΣW² to the loss."""
    got = difference(student.loss(W, X, Y, REG), student.loss(W, X, Y, 0.0), "loss")
    expect_number(got, np.log(2) ** 2, "loss at λ = 0.5 less the loss at λ = 0")


@check(
    *LOSSES,
    points=2,
    hint="Differentiate λw² by w. Half of what is expected: what becomes of the 2? A fifth of it: "
    "add this part after you have divided by N.",
)
def penalty_in_gradient(student: Asked) -> None:
    """Regularization adds the derivative of λΣW² to the gradient."""
    got = difference(student.gradient(W, X, Y, REG), student.gradient(W, X, Y, 0.0), "gradient")
    expect_array(got, W, "gradient at λ = 0.5 less the gradient at λ = 0")


@check("softmax_loss_vectorized", points=4, builds_on=["mean_over_images", "gradient_on_paper"])
def no_loop(student: Asked) -> None:
    """There is no loop over the examples: Python takes no more steps for 400 than for 40."""
    expect_loss_without_loop(student)


CHECKS = [*form_checks(QUESTIONS), *checks_in(globals(), visible=True)]
