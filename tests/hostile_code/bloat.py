"""Too much for the grader itself: replies, questions and texts that it has to hold and judge."""

from hostile_code.attack import POINTS, RIGHT, Attack, in_hinge
from hostile_code.replies import FIND

LARGE = 60 << 20  # bytes: just less than one reply may be
LOSS = "def {name}(W, X, y, reg):\n    return {value}\n"


def _in_losses(value):
    return {
        name: LOSS.format(name=name, value=value)
        for name in ("svm_loss_naive", "svm_loss_vectorized")
    }


ATTACKS = [
    Attack(
        "gradients that nobody looks at",
        "Returns the right loss with 60 MB for a gradient, each time it is asked.",
        {
            "svm_loss_naive": LOSS.format(
                name="svm_loss_naive",
                value=f"svm_loss_vectorized(W, X, y, reg)[0], np.zeros({LARGE // 8})",
            )
        },
        {"svm_loss_naive": 4},
    ),
    Attack(
        "small numbers that become large",
        "Returns 60 million bytes, which are eight times as much as numbers to compare.",
        {
            **in_hinge(f"return np.zeros({LARGE}, np.uint8)"),
            **_in_losses(f"np.zeros({LARGE // 2}, np.uint8), np.zeros({LARGE // 2}, np.int8)"),
        },
    ),
    Attack(
        "numbers and nothing but commas",
        "Returns as many small objects as a header can hold.",
        in_hinge("return [[]] * 600_000"),
    ),
    Attack(
        "error of a shape without an end",
        "Raises NumPy's own error, of a shape that can be read in millions of ways.",
        in_hinge(
            "raise ValueError('operands could not be broadcast together with shapes (' + '1' * 400)"
        ),
    ),
    Attack(
        "error of spaces",
        "Raises an error of eight million spaces.",
        in_hinge("raise ValueError(' ' * 8_000_000 + 'x')"),
    ),
    Attack(
        "forged error of a shape",
        "Replies with the same as a forged error, and for a line of code, too.",
        in_hinge(
            "long = 'shapes (' + '11, ' * 100_000\n"
            "reply('error', 'ValueError', long, 1, long, 'hinge_loss')\nos._exit(0)",
            FIND,
        ),
    ),
    Attack(
        "arrays that take long to write",
        "Returns what a message would show the first letters of.",
        in_hinge("return [np.zeros(1000, np.float16)] * 20_000 + [None]"),
    ),
    Attack(
        "a random generator that never moves",
        "Returns a generator in a state in which some draw for ever.",
        in_hinge("reply('value', {'generator': [[0, 0, 0, 0]]}, NONE, None)\nos._exit(0)", FIND),
    ),
    Attack(
        "a line that takes long to colour",
        "Writes a format of 36,000 zeros; it is right, and costs nothing.",
        {"hinge_loss": f"{RIGHT['hinge_loss']}\nodd = '%{'0' * 36_000}('"},
        {"hinge_loss": POINTS["hinge_loss"]},
    ),
    Attack(
        "thousands of warnings",
        "Uses 5,000 classes of its own that can't be made; the answer is right without them.",
        {
            "hinge_loss": RIGHT["hinge_loss"].replace(
                "):\n", f"):\n    lambda: ({', '.join(f'a{n}' for n in range(5000))})\n", 1
            )
        },
        {"hinge_loss": POINTS["hinge_loss"]},
        edit=lambda notebook: notebook["cells"].append(
            {
                "cell_type": "code",
                "source": "".join(f"class a{n}: raise OSError('<' * 500)\n" for n in range(5000)),
                "metadata": {},
                "outputs": [],
                "execution_count": None,
            }
        ),
    ),
    Attack(
        "literal of many digits",
        "Writes a number that no Python prints; it is right, and costs nothing.",
        {"hinge_loss": f"BIG = 0x{'f' * 5000}\n{RIGHT['hinge_loss']}"},
        {"hinge_loss": POINTS["hinge_loss"]},
    ),
]
