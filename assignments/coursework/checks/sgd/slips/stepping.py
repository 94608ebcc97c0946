"""The likeliest slips in the steps downhill."""

from coursework.faults.failures import Mistake

UPHILL = Mistake(
    "step_up_the_slope",
    (),
    "You walk uphill. The gradient points to where the loss grows: subtract it, W − α∇L.",
    "slip",
    "one sign",
)
NO_RATE = Mistake(
    "learning_rate_forgotten",
    (),
    "The learning rate does nothing in your function. Multiply the gradient by it.",
    "omission",
    "the learning rate is ignored",
)
SLOPE_KEPT = Mistake(
    "slope_of_the_start_kept",
    (),
    "You follow the slope at the start, all the way. The slope changes with W: ask for it "
    "again in each step.",
    "misconception",
    "all steps follow the first slope",
)
RETURNED_EARLY = Mistake(
    "returned_after_one_step",
    (),
    "Your function returns after a single step: its `return` stands inside the loop. Move it to "
    "the left, under the `for`.",
    "slip",
    "the return stands one level too deep",
)
LOSS_AFTER = Mistake(
    "loss_after_the_step",
    (),
    "Your losses are those *after* each step. The loss that comes with the gradient is the "
    "one before: note that down, and don't ask for another.",
    "slip",
    "one line too late",
)
STOPPED_EARLY = Mistake(
    "stops_where_slope_is_small",
    (),
    "Your function stops too early, where the slope or the change is small. Take `num_steps` "
    "steps, and note down as many losses.",
    "slip",
    "right but for when it ends",
)
