"""Replies on the wire that the worker never sent: forged, malformed, oversized, late, twice."""

from hostile_code.attack import LOSSES, POINTS, Attack, everywhere, hinge, in_hinge

# The line to the grader, found in the worker's own frames.
FIND = """
import json, os, struct, sys

def find():
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals["replies"], frame.f_locals["number"]

def send(text, data=b"", sizes=()):
    if not isinstance(text, bytes):
        text = json.dumps({"value": text, "sizes": list(sizes)}).encode()
    frame = struct.pack(">I", len(text)) + text + data
    while frame:
        frame = frame[os.write(find()[0], frame):]

def reply(*parts, number=None, data=b"", sizes=()):
    number = find()[1] if number is None else number
    send({"tuple": [number, *parts]}, data, sizes)

NONE = {"tuple": []}
"""
NUMBER = "find()[1]"
FORGED = {
    "no frame": "os.write(find()[0], b'hello, grader, full points please')",
    "no JSON": "send(b'{')",
    "no object": "send(b'[]')",
    "other entries": 'send(b\'{"value":1,"sizes":[],"passed":true}\')',
    "no tuple": "send(7)",
    "empty tuple": "send({'tuple': []})",
    "a pass": "reply('passed', 100)",
    "a verdict": "reply('value', {'dict': [['status', 'passed'], ['earned', 100]]}, NONE, None)",
    "half a value": "reply('value', 5)",
    "odd steps": "reply('value', 5, NONE, 'few')",
    "half an error": "reply('error', 'ValueError')",
    "odd error": "reply('error', 'E', 'd', 1.5, [], {})",
    "another number": "reply('value', 5, NONE, None, number=999)",
    "true for the number": "reply('value', 5, NONE, None, number=True)",
    "infinite number": "reply('value', 5, NONE, None, number=1e999)",
    "lying length": "os.write(find()[0], struct.pack('>I', 0xffffffff))",
    "endless header": "os.write(find()[0], struct.pack('>I', 4 << 20) + b' ' * 1000)",
    "lying sizes": "send({'tuple': []}, sizes=[1 << 40])",
    "negative size": "send({'tuple': []}, sizes=[-1])",
    "array of another length": "send({'array': ['<f8', [1000], 0]}, b'12345678', [8])",
    "array of objects": "send({'array': ['|O', [1], 0]}, b'12345678', [8])",
    "array without an end": "send({'array': ['<f8', [1 << 70], 0]}, b'12345678', [8])",
    "another's bytes": "send({'array': ['<f8', [1], -1]}, b'12345678', [8])",
    "deeply nested": "send(b'[' * 1000000)",
    "nested values": "send(b'{\"value\":' + b'{\"list\":[' * 5000)",
    "function": "reply('value', {'function': [0]}, NONE, None)",
    "question": "reply('ask', 0, NONE, {'dict': []})",
    "generator in no state": "reply('value', {'generator': [[1.5, None, 'x', 2]]}, NONE, None)",
    "huge integer": "send(b'{\"value\":' + b'9' * 100000 + b',\"sizes\":[]}')",
    "odd keys": "reply('value', {'dict': [[{'list': []}, 1]]}, NONE, None)",
    "done": "reply('done')",
    "pickle": "send(b'\\x80\\x04cos\\nsystem\\n(S\"touch /tmp/hostile-mark\"\\ntR.')",
    "NaN in the header": 'send(b\'{"value":NaN,"sizes":[]}\')',
}
EARLY = "reply('value', 5, NONE, None, number=find()[1] + 1)"
SECOND = "reply('value', 1, NONE, None); reply('value', 2, NONE, None)"
EXIT = "\nos._exit(0)"
DRIP = """
import time
os.write(find()[0], struct.pack(">I", 1 << 20))
while True:
    os.write(find()[0], b" ")
    time.sleep(0.01)
"""
FLOOD = """
frame = struct.pack(">I", 26) + b'{"value":null,"sizes":[]}  '
while True:
    os.write(find()[0], frame[:30] * 2000)
"""
LATE = """
import threading
line, number = find()
def later():
    text = json.dumps({"value": {"tuple": [number + 1, "value", 0, NONE, None]}, "sizes": []})
    for _ in range(50):
        os.write(line, struct.pack(">I", len(text)) + text.encode())
        threading.Event().wait(0.02)
threading.Thread(target=later, daemon=True).start()
return 0.0
"""
STEALS_REQUESTS = """
import threading
frame = sys._getframe()
while "requests" not in frame.f_locals:
    frame = frame.f_back
line = frame.f_locals["requests"]
def swallow():
    while True:
        os.read(line, 1 << 20)
for _ in range(3):
    threading.Thread(target=swallow, daemon=True).start()
return 0.0
"""
UNCHANGED = "reply('value', 0.0, {'tuple': [0] * 50}, 0); os._exit(0)"
WRITES_EVERYWHERE = """
text = json.dumps({"value": {"tuple": [1, "passed", 100]}, "sizes": []}).encode()
for number in range(200):
    for descriptor in range(1, 64):
        try:
            os.write(descriptor, struct.pack(">I", len(text)) + text)
        except OSError:
            pass
return 0.0
"""
LOSS = "def {name}(W, X, y, reg):\n    {body}\n"


def _in_losses(body):
    answers = {name: LOSS.format(name=name, body=body) for name in LOSSES}
    answers["svm_loss_naive"] = f"{FIND}\n{answers['svm_loss_naive']}"
    return answers


ATTACKS = [
    Attack(
        # Shows that the attacks of this family reach the line at all.
        "line found",
        "Says the right answer if the line to the grader is found.",
        {"loss_of_frog": f"{FIND}\nloss_of_frog = 12.9 if find()[0] > 2 else 0"},
        {"loss_of_frog": 2},
    ),
    *(
        Attack(f"forged: {name}", "Replies in the worker's place.", in_hinge(code + EXIT, FIND))
        for name, code in FORGED.items()
    ),
    Attack(
        "forged everywhere",
        "Writes replies to every descriptor.",
        in_hinge(WRITES_EVERYWHERE, FIND),
    ),
    Attack(
        "forged in advance", "Replies to the next request.", in_hinge(EARLY + "\nreturn 0.0", FIND)
    ),
    Attack("twice", "Replies three times to one request.", in_hinge(SECOND + "\nreturn 0.0", FIND)),
    Attack("drip", "Sends a byte now and then.", in_hinge(DRIP, FIND)),
    Attack("flood", "Sends frames without an end.", in_hinge(FLOOD, FIND)),
    Attack(
        "unchanged, it says",
        "Replies that arguments and steps are as they should be.",
        _in_losses(UNCHANGED),
    ),
    Attack(
        "cell forged as done",
        "Forges that its cell ran, and exits: at each start again, so nothing can be asked.",
        {"hinge_loss": hinge("return 0.0", FIND) + "\nreply('done')\nos._exit(0)\n"},
        dict.fromkeys(POINTS, 0),
    ),
    Attack(
        "everything forged",
        "Replies whatever is asked.",
        everywhere(FIND, "reply('value', 0.0, NONE, 0)"),
    ),
]
# These go on in the background, so that answers which are asked later may suffer from them:
# what they disturb is the attacker's own.
LINGERING = [
    Attack("late", "Forges replies from a thread, later on.", in_hinge(LATE, FIND)),
    Attack("requests stolen", "Reads what the worker is asked.", in_hinge(STEALS_REQUESTS, FIND)),
]
