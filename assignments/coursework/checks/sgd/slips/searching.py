"""The likeliest slips in a random search."""

from coursework.faults.failures import Mistake

WORST_KEPT = Mistake(
    "worst_weights_kept",
    (),
    "You keep the W with the *largest* loss. Smaller is better: compare with `<`, and start with "
    "an infinite loss.",
    "slip",
    "one comparison the wrong way round",
)
LAST_RETURNED = Mistake(
    "last_weights_returned",
    (),
    "You return the last try. Keep the best so far, and its W, in variables of their own.",
    "misconception",
    "nothing is compared",
)
BEST_LOSS_WITH_LAST = Mistake(
    "best_loss_with_last_weights",
    (),
    "Your best loss is right, but your W is that of the last try. Keep W together with its "
    "loss, as a new array: one that is overwritten (`W[...] = …`) changes under its other names.",
    "slip",
    "one of the two kept values is overwritten",
)
STARTS_AT_ZERO = Mistake(
    "best_loss_starts_at_zero",
    (),
    'Your best loss starts at 0, and no loss is smaller. Begin with `float("inf")`.',
    "slip",
    "one number to start from",
)
LOSS_FIRST = Mistake(
    "loss_returned_first",
    (),
    "You return the loss first. The task asks for (best_W, best_loss).",
    "slip",
    "one convention: the order of the pair",
)
STARTS_TOO_LOW = Mistake(
    "best_loss_starts_too_low",
    (),
    'No try is ever better than your best loss at the start. Begin with `float("inf")`: '
    "every loss is smaller.",
    "slip",
    "one number to start from",
)
SAME_WEIGHTS = Mistake(
    "same_weights_each_try",
    (),
    "Every try is the same W. Draw inside the loop, so that each try has weights of its own.",
    "misconception",
    "nothing is searched",
)
