"""An answer leaves its arguments as they were."""

from coursework.checking import Failure, Mistake
from coursework.comparing import close

ARGUMENT_CHANGED = Mistake(
    "argument_changed",
    (),
    "Whoever calls your function still needs the arrays. Work on copies: `shifted = scores - 1` "
    "makes a new array, `scores -= 1` changes the old one.",
)


def expect_unchanged(after: tuple, before: tuple, names: tuple[str, ...]) -> None:
    """Fail if an argument isn't what it was before the call."""
    for got, given, name in zip(after, before, names, strict=True):
        if not close(got, given):
            raise Failure(f"Your function changed its argument {name}.", ARGUMENT_CHANGED)
