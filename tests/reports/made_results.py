"""Results of a made-up class, one of them with hostile text wherever a student can write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autograder.grading.result import ByHand, Result
from autograder.handin.arrival import HandedIn
from coursework.scoring.check import Status, Verdict

CHECKS = {
    "loss_of_frog": [("What is the hinge loss of the frog image?", 2.0)],
    "mean_loss": [("What is the mean loss of the three images?", 2.0)],
    "loss_range": [("What are the smallest and the largest possible hinge loss?", 2.0)],
    "hinge_loss": [
        ("The losses of the cat, the car and the frog image are those of the lecture.", 4.0),
        ("The loss is right for random scores of 4 to 8 classes.", 3.0),
        ("Another margin than 1 can be asked for.", 2.0),
        ("The scores are left as they were.", 1.0),
    ],
    "svm_loss_naive": [
        ("Without regularization, the loss of the lecture's three images is their mean.", 4.0),
        ("With all weights 0, the loss is the number of classes less one.", 2.0),
        ("The gradient for four points in the plane is the one worked out on paper.", 4.0),
        ("Regularization adds λΣW² to the loss.", 3.0),
        ("Regularization adds the derivative of λΣW² to the gradient.", 3.0),
    ],
    "svm_loss_vectorized": [
        ("Without regularization, the loss of the lecture's three images is their mean.", 4.0),
        ("With all weights 0, the loss is the number of classes less one.", 2.0),
        ("The gradient for four points in the plane is the one worked out on paper.", 4.0),
        ("Regularization adds λΣW² to the loss.", 3.0),
        ("Regularization adds the derivative of λΣW² to the gradient.", 3.0),
        (
            "There is no loop over the examples: Python takes no more steps for 400 than for 40.",
            6.0,
        ),
    ],
}

Ending = tuple[Status, str, str | None]
NOT_DONE: Ending = ("failed", "Not done yet.", None)

SLIP = (
    "failed",
    "Your answer is 10.9.\nThat is the slip on one of the lecture's slides. 2.2 − (−3.1) + 1 is "
    "6.3 and 2.5 − (−3.1) + 1 is 6.6: don't lose the margin of 1. The loss is 12.9.",
    "slide_slip_10_9",
)

LAMBDA_W = (
    "failed",
    "Your gradient at λ = 0.5 minus the gradient at λ = 0 is wrong in 4 of 6 entries. The first "
    "is at [0, 0]: 0.5; expected 1.\nThat is λW. The derivative of λw² is 2λw: the 2 comes down.",
    "gradient_has_lambda_w",
)

COUNTED = (
    "passed",
    "Right but for a mistake that is counted already. That is λW. The derivative of λw² is 2λw.",
    "gradient_has_lambda_w",
)

RIGHT_CLASS = (
    "failed",
    "Your loss for the cat image is 3.9; expected 2.9.\nThe sum runs over the wrong classes only. "
    "The term j = y would add max(0, 0 + 1) = 1.",
    "right_class_included",
)

LOOPS = (
    "failed",
    "For 400 examples the interpreter executes 96,412 steps, for 40 only 9,652: there is a loop "
    "over the examples.\nLet one X @ W.T do the work of the loop over the examples.",
    "loop_over_examples",
)

RAISED = (
    "failed",
    "Your code raised IndexError: index 3 is out of bounds for axis 0 with size 3 in line 7 of "
    "your answer: margin = scores[j] - scores[label] + delta",
    None,
)

SKIPPED = (
    "skipped",
    "Not tried. First make this one right: “Without regularization, the loss of the lecture's "
    "three images is their mean.”",
    None,
)

BROKE = (
    "error",
    "The check itself broke (ZeroDivisionError: division by zero). This is not your fault: "
    "please tell your instructor.",
    None,
)


def result(
    student: str,
    endings: dict[tuple[str, int], Any] | None = None,
    warnings: list[str] | None = None,
    error: str | None = None,
) -> Result:
    """Make the result of a student for whom all checks passed but those given."""
    checks = []
    for question, descriptions in CHECKS.items():
        for place, (description, worth) in enumerate(descriptions):
            ending: Ending = (endings or {}).get((question, place), ("passed", "", None))
            status, message, mistake = NOT_DONE if error else ending
            earned = worth if status == "passed" else 0.0
            name = f"{question}.check_{place}"
            checks.append(
                Verdict(name, question, description, worth, earned, status, message, mistake)
            )
    return Result.of("svm", student, "bubblewrap", checks, warnings or [], error)


def all_of(question: str, ending: Any, first: int = 0) -> dict[tuple[str, int], Any]:
    return {(question, place): ending for place in range(first, len(CHECKS[question]))}


ANNA = result(
    "anna.berg",
    {
        ("loss_of_frog", 0): SLIP,
        ("loss_range", 0): NOT_DONE,
        ("svm_loss_naive", 4): LAMBDA_W,
        ("svm_loss_vectorized", 4): COUNTED,
        ("svm_loss_vectorized", 5): LOOPS,
    },
    warnings=["The cell of `hinge_loss` had lost its id; it was found by the name it defines."],
)

CLASS = [
    ANNA,
    result("ben.okafor"),
    result("chiara.rossi", {("hinge_loss", 0): RIGHT_CLASS}),
    result(
        "david.kim",
        {("hinge_loss", 0): RAISED, **all_of("hinge_loss", SKIPPED, 1)}
        | all_of("svm_loss_vectorized", NOT_DONE),
    ),
    result("elif.yilmaz", {("loss_of_frog", 0): SLIP, ("svm_loss_naive", 4): LAMBDA_W}),
    result("fatima.al-sayed", {("svm_loss_vectorized", 5): LOOPS}),
    result("george.papadopoulos", error="The file is not a notebook: it is cut off in line 210."),
    result(
        "hana.sato",
        {("svm_loss_naive", 0): RAISED, **all_of("svm_loss_naive", SKIPPED, 1)}
        | {("svm_loss_vectorized", 3): BROKE},
    ),
    result("ivan.petrov", {("svm_loss_naive", 4): LAMBDA_W, ("svm_loss_vectorized", 5): LOOPS}),
    result("jo.lee", {("mean_loss", 0): NOT_DONE, ("hinge_loss", 2): RAISED}),
]

TEXT = "why_start_at_c_minus_one"
DUE, MUCH_LATER = "2027-01-22T23:59:00+00:00", "2027-01-24T09:59:00+00:00"
IN_TIME = HandedIn("canvas", "berganna_11_22_svm.ipynb", "Anna Berg", at=DUE, due=DUE)
LATE = replace(IN_TIME, at=MUCH_LATER, late=True)
TIME_UNKNOWN = HandedIn("canvas", late=True, due=DUE)


def with_text(one: Result, earned: float | None = None, **more: Any) -> Result:
    """Add a text of 4 points that is graded by hand."""
    return replace(one, by_hand=[ByHand(TEXT, 4.0, earned)], **more)


SCRIPT = "<script>alert(1)</script>"

HOSTILE = (
    SCRIPT + "</style></title><img src=http://evil.example/x.png onerror=alert(2)>"
    "[bold red]x[/bold red] {{ 7 * 7 }} \x1b[31mred\x1b]0;title\x07 \u202egnp.exe\u202c \x00 \ud800"
)


def hostile() -> Result:
    """Make a result in which everything that a student can write is an attack."""
    checks = [
        Verdict("q.one", "q", "A description.", 2.0, 0.0, "failed", f"{HOSTILE}\n{HOSTILE}", None),
        Verdict("q.two", "q", "Another.", 1.0, 0.0, "skipped", HOSTILE, HOSTILE),
    ]
    one = Result.of("svm", f"../../{HOSTILE}", "bubblewrap", checks, [HOSTILE], HOSTILE)
    handed_in = HandedIn(HOSTILE, HOSTILE, HOSTILE, {}, DUE, DUE, False, HOSTILE, [HOSTILE], False)
    return replace(one, handed_in=handed_in, by_hand=[ByHand(HOSTILE, 1.0), ByHand("q", 0.0, 1.0)])
