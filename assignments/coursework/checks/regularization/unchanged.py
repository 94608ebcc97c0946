"""An answer leaves its arguments as they were, as the visible checks have it."""

import numpy as np

from coursework.checking import Call, Failure, Mistake
from coursework.comparing import close

# The same as where hidden checks look for it, so that it costs once.
ARGUMENT_CHANGED = Mistake(
    "argument_changed",
    (),
    "Whoever calls your function still needs the array. `a *= 2`, `a += b` and `a[i] = 1` change "
    "it, and `b = a` makes no copy. `b = 2 * a` and `b = a.copy()` make a new array.",
)


def expect_left_alone(call: Call, arguments: dict[int, str]) -> None:
    """Fail if a call has changed one of its arguments: by their places, their names."""
    for place, name in arguments.items():
        before = np.asarray(call.arguments[place])
        if not close(call.arguments_after[place], before):
            raise Failure(f"Your function changed its argument {name}.", ARGUMENT_CHANGED)
