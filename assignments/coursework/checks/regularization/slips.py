"""The likeliest slips in regularization, which the visible checks tell by their values.

They are part of the catalogue of mistakes, too (see `coursework.expecting.naming`).
"""

from coursework.faults.failures import Mistake

GRADIENT_LACKS_TWO = Mistake(
    "gradient_of_squares_lacks_factor_two",
    (),
    "Your gradient has W where R has ΣW². The derivative of w² is 2w.",
    "slip",
    "a factor 2 is missing in the gradient",
)
HALF_THE_SQUARES = Mistake(
    "half_the_squares",
    (),
    "Your R has ½ΣW²; this course takes ΣW², without the ½.",
    "slip",
    "a factor ½ too many in R",
)
HALF_CONVENTION = Mistake(
    "half_squares_convention",
    (),
    "Your penalty is ½ΣW² with gradient W, as in some books. This course takes ΣW² with "
    "gradient 2W.",
    "slip",
    "another book's convention, kept to in both parts",
)
MEAN_OF_SQUARES = Mistake(
    "mean_of_squared_weights",
    (),
    "Your R is the mean of the squares. A penalty is their sum.",
    "slip",
    "a mean in place of a sum in R",
)
NORM = Mistake(
    "norm_in_place_of_its_square",
    (),
    "Your R is the length of the vector, the square *root* of ΣW² (np.linalg.norm gives "
    "that). The penalty has no root.",
    "slip",
    "a root too many in R",
)
SIGNS_KEPT = Mistake(
    "magnitude_forgotten",
    (),
    "Your R adds the weights with their signs, so that they cancel. Take np.abs of each.",
    "slip",
    "one operation is missing in R",
)
SQUARES_TAKEN = Mistake(
    "squares_in_place_of_magnitudes",
    (),
    "You take the squares, as L2 does. L1 takes the magnitudes |w|.",
    "misconception",
    "it is another penalty",
)
OVERWRITTEN = Mistake(
    "weights_overwritten_by_slopes",
    (),
    "You write the slopes into W, and then add up what stands there: `g = W` makes no copy. Fill "
    "an array of its own, such as `np.zeros(W.shape)`.",
    "slip",
    "a second name is taken for a copy",
)
ONE_AT_ZERO = Mistake(
    "slope_one_at_zero",
    (),
    "At w = 0 you take 1 for the slope of |w|. By convention it is 0 there, as np.sign has it.",
    "slip",
    "one convention, at 0 alone",
)
MINUS_ONE_AT_ZERO = Mistake(
    "slope_minus_one_at_zero",
    (),
    "At w = 0 you take −1 for the slope of |w|. By convention it is 0 there, as np.sign has it.",
    "slip",
    "one convention, at 0 alone",
)
SLOPE_DIVIDED = Mistake(
    "weights_divided_by_magnitudes",
    (),
    "W / |W| is 0 / 0 where a weight is 0, and that is NaN. np.sign gives the 0 that is asked for.",
    "slip",
    "right but for 0 / 0",
)
BETA_AT_MAGNITUDES = Mistake(
    "beta_at_the_magnitudes",
    (),
    "β belongs to the squares; you have it on the magnitudes.",
    "slip",
    "one factor, at the other of two terms",
)
BETA_AT_BOTH = Mistake(
    "beta_at_both",
    (),
    "You multiply both parts by β. Only the squares have a β; the magnitudes count once.",
    "slip",
    "one factor, at one term too many",
)
BETA_SQUARED = Mistake(
    "beta_squared",
    (),
    "You square β together with w: it should be β·w², not (βw)².",
    "slip",
    "one factor is squared",
)
TIMES_POINTS = Mistake(
    "lambda_times_number_of_points",
    (),
    "Your penalty counts N times too much: λ times N. That happens when the squares are "
    "averaged, but both are sums here.",
    "slip",
    "λ has a factor too many",
)
LAMBDA_SQUARED = Mistake(
    "lambda_squared_in_fit",
    (),
    "Your penalty counts as λ². If you append rows to A, they hold the square *root* of λ: "
    "they are squared once more.",
    "slip",
    "λ is squared",
)
LAMBDA_DOUBLED = Mistake(
    "lambda_doubled_in_fit",
    (),
    "Your penalty counts twice. The derivative of λw² is 2λw, but the 2 cancels with the 2 "
    "of the other squares: λ stands in the diagonal.",
    "slip",
    "λ has a factor too many",
)
LAMBDA_HALVED = Mistake(
    "lambda_halved_in_fit",
    (),
    "Your penalty counts only half. The derivative of λw² is 2λw, so the 2 cancels everywhere: λ "
    "stands in the diagonal, not λ/2.",
    "slip",
    "λ has a factor too many",
)
LAMBDA_SUBTRACTED = Mistake(
    "lambda_subtracted_in_fit",
    (),
    "You subtract λ. Setting the derivative to 0 gives (AᵀA + λI) w = Aᵀt.",
    "slip",
    "one sign",
)
OTHER_STRENGTH = Mistake(
    "lambda_of_another_strength",
    (),
    "Your coefficients are the right ones for another λ than the one given. Setting the "
    "derivative of Σ(p(x) − t)² + λΣw² to 0 gives (AᵀA + λI) w = Aᵀt: λ stands in the diagonal "
    "once, as it is.",
    "slip",
    "all is right but for a factor at λ",
)
HALF_LAMBDA = Mistake(
    "half_lambda",
    (),
    "You have ½λ: this course's loss is data loss + λR.",
    "slip",
    "a factor ½ too many",
)
PENALTY_DOUBLED = Mistake(
    "lambda_doubled",
    (),
    "You have 2λ: this course's loss is data loss + λR.",
    "slip",
    "a factor 2 too many",
)
PENALTY_SQUARED = Mistake(
    "lambda_squared", (), "You have λ²: multiply by λ once.", "slip", "λ is squared"
)
PENALTY_SUBTRACTED = Mistake(
    "penalty_subtracted",
    (),
    "You subtract the penalty. It makes the loss larger: add it.",
    "slip",
    "one sign",
)
PENALTY_DIVIDED = Mistake(
    "penalty_divided_by_number_of_weights",
    (),
    "You divide the penalty by the number of weights. λ times R is added as it is.",
    "slip",
    "a factor too many",
)
OTHER_LAMBDA = Mistake(
    "loss_of_another_lambda",
    (),
    "Loss and gradient are the right ones for another λ than the one given. Multiply R and its "
    "gradient by λ, and by nothing else.",
    "slip",
    "all is right but for a factor at λ",
)
