"""A forged reply costs the forger alone, and nothing of the grader can be found in the sandbox."""

from contextlib import suppress

import pytest
from plain_answers import plain

from autograder.sandbox.process import kept_running as module
from coursework.faults.failures import StudentDied

pytestmark = pytest.mark.slow

FIND = """
import os, struct, sys, json

def find():
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["replies"], frame.f_locals["number"]

def send(text, data=b""):
    if not isinstance(text, bytes):
        text = json.dumps({"value": text, "sizes": []}).encode()
    os.write(find()[0], struct.pack(">I", len(text)) + text + data)

def reply(*parts, number=None):
    number = find()[1] if number is None else number
    send({"tuple": [number, *parts]})

"""

EMPTY = '{"tuple": []}'

FORGERIES = {
    "no frame": 'os.write(find()[0], b"hello, grader, full points please")',
    "no JSON": 'send(b"x")',
    "an array for the number": (
        'send(b\'{"value":{"tuple":[{"array":["|i1",[2],0]},"value"]},"sizes":[2]}\', b"ab")'
    ),
    "an array for the kind": (
        'send(b\'{"value":{"tuple":[%d,{"array":["|i1",[2],0]}]},"sizes":[2]}\' % find()[1], b"ab")'
    ),
    "another number": f'reply("value", 5, {EMPTY}, None, number=999)',
    "true for the number": f'reply("value", 5, {EMPTY}, None, number=True)',
    "no number": f'reply("value", 5, {EMPTY}, None, number="1")',
    "no kind": "reply()",
    "an unknown kind": 'reply("passed", 100)',
    "half a value": 'reply("value", 5)',
    "a value with odd steps": f'reply("value", 5, {EMPTY}, "few")',
    "half an error": 'reply("error", "ValueError")',
    "done": 'reply("done")',
    "no tuple": "send(7)",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_reply_costs_the_forger_and_no_one_else(student, forgery):
    answers = {"forger": f"{FIND}\ndef forger():\n    {forgery}\n    os._exit(0)\n"}
    one = student(answers | plain(good="return 5"))
    with pytest.raises(StudentDied) as caught:
        one.call("forger")
    assert caught.value.kind in ("BrokenReply", "Crash")
    assert one.call("good").value == 5


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_reply_to_the_running_of_a_cell_leaves_no_process_behind(
    student, forgery, monkeypatch
):
    started, launch = [], module.launch
    monkeypatch.setattr(module, "launch", lambda *a: started.append(launch(*a)) or started[-1])
    one = student(bad=f"{FIND}\n{forgery}\nos._exit(0)", **plain(good="return 5"))
    with suppress(StudentDied):  # whoever forges that a cell is done loses the other answers too
        assert one.call("good").value == 5
    one.close()
    assert started and all(process.returncode is not None for process in started)


def test_a_second_reply_is_not_taken_for_the_next_one(student):
    late = f'reply("value", 1, {EMPTY}, None); reply("value", 2, {EMPTY}, None)'
    one = student({"forger": f"{FIND}\ndef forger():\n    {late}\n"} | plain(good="return 5"))
    one.call("forger")
    values = []
    for _ in range(3):
        try:
            values.append(one.call("good").value)
        except StudentDied as error:
            assert error.kind == "BrokenReply"
    assert set(values) <= {5} and values


def test_a_reply_forged_in_advance_is_not_taken(student):
    """For the next request's number, sent before that request came."""
    ahead = f'reply("value", 1, {EMPTY}, None, number=find()[1] + 1); return 0'
    one = student({"forger": f"{FIND}\ndef forger():\n    {ahead}\n"} | plain(good="return 5"))
    with pytest.raises(StudentDied):
        one.call("forger")
    assert one.call("good").value == 5


def test_what_a_forged_value_says_is_only_the_students_own_value(student):
    body = f'reply("value", 41, {EMPTY}, None); os._exit(0)'
    one = student({"forger": f"{FIND}\ndef forger():\n    {body}\n"})
    assert one.call("forger").value == 41


SEARCH = """
import gc, sys
def search():
    seen = []
    frame = sys._getframe()
    while frame:
        seen += [frame.f_locals, frame.f_globals]
        frame = frame.f_back
    words = ("expected", "CHECKS", "QUESTIONS", "secret", "reference", "grader", "student")
    names = {str(key) for scope in seen for key in scope}
    files = {getattr(module, "__file__", None) or "" for module in sys.modules.values()}
    texts = [one for one in gc.get_objects() if isinstance(one, dict) and "three_images" in one]
    return (
        sorted(names & set(words)),
        sorted(f for f in files if "autograder/assignments" in f or "solutions" in f),
        len(texts),
        "|".join(sys.argv),
        sorted(__import__("os").environ),
    )
"""


def test_frames_memory_and_settings_of_the_sandbox_hold_nothing_of_the_grader(
    student, grader_at_each_level
):
    one = student(search=SEARCH, at=grader_at_each_level)
    names, files, texts, arguments, variables = one.call("search").value
    assert (names, files, texts) == ([], [], 0)
    assert "secret" not in arguments and not any("SECRET" in name for name in variables)


def test_random_inputs_are_those_of_the_check_and_the_student(student):
    def drawn(one, name):
        one.begin(name, "f")
        return one.rng.random(3).tolist()

    one, again, other = student(f=""), student(f=""), student(f="")
    other.seed = ("secret", "svm", "bob")
    assert drawn(one, "a") == drawn(again, "a") == drawn(one, "a")
    assert len({str(drawn(*which)) for which in ((one, "a"), (one, "b"), (other, "a"))}) == 3
