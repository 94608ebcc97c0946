"""Functions, random generators and classes go through the same in notebook and sandbox."""

from types import SimpleNamespace

import numpy as np
import pytest

from autograder.grading.recognising_mistakes import same_outcome
from autograder.sandbox.student import SandboxedStudent
from coursework.asking.asked import Asked, Call
from coursework.faults.failures import StudentDied, StudentError
from coursework.instant import NotebookStudent
from coursework.scoring.check import NotDone, WrongForm

ANSWERS = """
def descend(loss, W, steps):
    losses = []
    for _ in range(steps):
        value, gradient = loss(W, reg=0.5)
        losses.append(value)
        W -= 0.1 * gradient
        gradient *= 0  # what was given away is no longer the caller's
    return W, losses

def loops(f):
    while True:
        f(1.0)

def calls_wrongly(f):
    return f(1, 2, 3)

def catches(f):
    try:
        return f("text")
    except ZeroDivisionError as error:
        return str(error)

def gives_back(f):
    return f

def sends_an_object(f):
    return f(object())

def draws(rng):
    return rng.normal(size=3)

def uses_gate(gate):
    return gate.backward(gate.forward(2.0, y=3.0))

class Memory:
    def __init__(self, start):
        self.kept = [start]
    def train(self, X):
        X[0] = 7
        self.kept.append(X.sum())
    def predict(self, x):
        return sum(self.kept) + x
    def stub(self):
        raise NotImplementedError

no_class = 3
"""
NAMES = [
    *("descend", "loops", "calls_wrongly", "catches", "gives_back", "sends_an_object"),
    *("draws", "uses_gate", "Memory", "no_class"),
]


def quadratic(W, reg):
    W = np.asarray(W)
    return float(np.sum(W**2)) * reg, 2 * reg * W


def in_notebook(_):
    namespace = {"__name__": "__main__"}
    exec(ANSWERS, namespace)
    return NotebookStudent(namespace)


def in_sandbox(grader):
    names = dict.fromkeys(NAMES, "")
    return SandboxedStudent(
        {**names, "descend": ANSWERS},
        (),
        [("np", "numpy", None)],
        grader.environment,
        grader.level,
        grader.limits,
        seed=("secret", "ada"),
    )


@pytest.fixture(params=[in_notebook, in_sandbox], ids=["notebook", "sandbox"])
def student(request, grader):
    made = request.param(grader)
    yield made
    if isinstance(made, SandboxedStudent):
        made.close()


def asked(student, question):
    student.begin("any", "any")
    return Asked(student, question)


def test_every_call_of_a_given_function_is_seen_as_it_was_made(student):
    W = np.ones(2)
    call = asked(student, "descend").call(quadratic, W, 3)
    assert W.tolist() == [1, 1]
    assert [one.name for one in call.called_back] == ["quadratic"] * 3
    seen = [one.arguments for one in call.called_back]
    assert [reg for _, reg in seen] == [0.5] * 3
    assert [w[0] for w, _ in seen] == pytest.approx([1, 0.9, 0.81])
    # The student's code changed W and the gradients in place, after the calls.
    assert call.called_back[0].value[1].tolist() == [1, 1]
    assert call.value[1] == pytest.approx([1, 0.81, 0.6561])


def test_a_part_of_what_is_returned_can_be_asked_for(student):
    question = asked(student, "descend")
    assert question.part(0, "(W, losses)", quadratic, np.ones(2), 1) == pytest.approx([0.9, 0.9])
    assert student.calls[-1].part == 0
    with pytest.raises(WrongForm, match="should return \\(W, losses, steps\\)"):
        question.part(0, "(W, losses, steps)", quadratic, np.ones(2), 1)


def test_wrong_arguments_for_a_given_function_are_an_error_of_the_answer(student):
    with pytest.raises(StudentError, match="quadratic.. was called with too many") as caught:
        asked(student, "calls_wrongly").call(quadratic)
    assert caught.value.kind == "TypeError"


def test_what_a_given_function_raises_arrives_in_the_answer_as_the_same(student):
    def divide(x):
        raise ZeroDivisionError(f"no division by {x}")

    assert asked(student, "catches").answer(divide) == "no division by text"


def test_methods_of_a_given_object_can_be_called(student):
    def forward(x, y):
        return x * y

    def backward(upstream):
        return [upstream, -upstream]

    gate = SimpleNamespace(forward=forward, backward=backward)
    call = asked(student, "uses_gate").call(gate)
    assert call.value == [6, -6]
    assert [(one.name, one.arguments) for one in call.called_back] == [
        ("forward", (2.0, 3.0)),
        ("backward", (6.0,)),
    ]


def test_a_generator_draws_there_what_it_would_draw_here_and_its_state_is_told(student):
    rng, same = np.random.default_rng(5), np.random.default_rng(5)
    assert rng.integers(3, dtype=np.int32) == same.integers(3, dtype=np.int32)  # half a draw kept
    call = asked(student, "draws").call(rng)
    assert call.value.tolist() == same.normal(size=3).tolist()
    assert call.arguments_after[0].random() == same.random()
    assert rng.bit_generator.state != same.bit_generator.state  # the caller's own is untouched


def test_a_class_is_used_by_its_methods_in_order(student):
    X = np.ones(3)
    call = asked(student, "Memory").used(("train", X), ("predict", 0.5), made_with=(10,))
    assert call.value == [None, 19.5]
    assert X.tolist() == [1, 1, 1]
    start, after, given = call.arguments_after
    assert (start, after.tolist(), given) == (10, [7, 1, 1], 0.5)


def test_a_use_knows_nothing_of_the_one_before(student):
    memory = asked(student, "Memory")
    values = [memory.use(("predict", 0), made_with=(1,)) for _ in range(2)]
    assert values == [[1], [1]]


def test_a_second_object_is_used_beside_the_first(student):
    uses = ("train", np.ones(2)), ("second.predict", 0), ("predict", 0)
    assert asked(student, "Memory").use(*uses, made_with=(1,)) == [None, 1, 9]


def test_an_unfinished_method_is_not_done_and_a_missing_one_is_said(student):
    with pytest.raises(NotDone):
        asked(student, "Memory").use(("stub",), made_with=(1,))
    with pytest.raises(StudentError, match="no attribute 'forward'"):
        asked(student, "Memory").use(("forward", 1), made_with=(1,))
    with pytest.raises(StudentError, match="can't be called"):
        asked(student, "no_class").use(("forward", 1))


def test_an_endless_loop_of_calls_back_ends(grader):
    with in_sandbox(grader) as student, pytest.raises(StudentDied) as caught:
        asked(student, "loops").call(lambda x: x)
    assert caught.value.kind == "Timeout"


def test_a_function_that_comes_back_is_refused(grader):
    with in_sandbox(grader) as student, pytest.raises(StudentError, match="type function"):
        asked(student, "gives_back").call(quadratic)


def test_an_object_for_a_given_function_is_refused_in_the_sandbox(grader):
    with in_sandbox(grader) as student, pytest.raises(StudentError, match="of type object"):
        asked(student, "sends_an_object").call(lambda x: x)


def test_a_question_that_nobody_may_ask_disturbs_the_connection(grader):
    forged = """
def ask():
    import os, struct, json
    text = json.dumps({"value": {"tuple": [2, "ask", 0, {"tuple": []}, {"dict": []}]}, "sizes": []})
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, struct.pack(">I", len(text)) + text.encode())
        except OSError:
            pass
"""
    student = SandboxedStudent(
        {"ask": forged}, (), [], grader.environment, grader.level, grader.limits, seed=("s",)
    )
    with student, pytest.raises(StudentDied) as caught:
        student.call("ask")
    assert caught.value.kind == "BrokenReply"


def test_outcomes_differ_when_a_given_function_was_called_more_often(student):
    descend = asked(student, "descend")
    once = descend.call(lambda W, reg: (0.0, 0 * np.asarray(W)), np.ones(2), 1)
    again = descend.call(lambda W, reg: (0.0, 0 * np.asarray(W)), np.ones(2), 1)
    assert same_outcome(once, again)
    doubled = [*again.called_back, *again.called_back]
    assert not same_outcome(once, type(again)(**{**vars(again), "called_back": doubled}))


def test_a_number_alone_is_another_outcome_than_the_same_number_with_a_gradient():
    both = Call("loss", (), value=(2.0, np.zeros(3)), part=0)
    alone = Call("loss", (), value=2.0, part=0)
    assert same_outcome(both, both) and not same_outcome(both, alone)
    assert not same_outcome(alone, both)
