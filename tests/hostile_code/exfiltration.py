"""Answers that tell the hidden inputs to their author by way of the messages."""

from hostile_code.attack import LOSSES, in_hinge


def _in_loss(body, prelude=""):
    (name, _) = LOSSES
    return {name: f"{prelude}\ndef {name}(W, X, y, reg):\n    {body}\n"}


# Whoever raises something can be told the same whatever the inputs were.
SILENT = ("raised", "the error", "a missing key", "an assertion", "the shape", "another", "a line")
# By name: the answers; each gives what it got for its value, its error or its form.
WAYS = {
    "returned as they are": in_hinge("return scores"),
    "one of them returned": in_hinge("return scores[0]"),
    "returned as a text": in_hinge("return repr(scores.tolist())"),
    "returned as letters of bytes": in_hinge("return scores.tobytes().hex()"),
    "returned in a dictionary": in_hinge("return {repr(s): label for s in scores}"),
    "returned as a gradient": _in_loss("return 0.0, X"),
    "returned as a loss": _in_loss("return X, W"),
    "more values than asked for": _in_loss("return [float(x) for x in X.ravel()]"),
    "raised": in_hinge("raise ValueError(repr(scores.tolist()))"),
    "raised in pieces": in_hinge("raise ValueError(*scores)"),
    "raised with a mistake's name": in_hinge("raise NameError(f'{scores[0]}')"),
    "the error's name": in_hinge("raise type(f'E{scores[0]}', (Exception,), {})"),
    "the error's name in whole numbers": in_hinge(
        "raise type('E' + '_'.join(str(int(abs(s) * 1e6)) for s in scores), (Exception,), {})"
    ),
    "the type's name": in_hinge("return type(f'T{scores[0]}', (), {})()"),
    "not done, says the error": in_hinge("raise NotImplementedError(repr(scores))"),
    "a missing key": in_hinge("return {}[float(scores[0])]"),
    "an assertion": in_hinge("assert False, scores"),
    "raised in letters": in_hinge(
        "raise ValueError(''.join(chr(97 + int(c)) for c in f'{scores[0]:.9f}' if c.isdigit()))"
    ),
    "raised in small numbers": in_hinge(
        "raise ValueError(' '.join(str(int(abs(s) * 100)) for s in scores[:3]))"
    ),
    "raised in NumPy's words": in_hinge(
        "raise IndexError('index %d is out of bounds for axis 0 with size 5' % (1e6 * scores[0]))"
    ),
    "the shape": _in_loss("return 0.0, np.zeros((0, int(abs(X[0, 0]) * 1e9)))"),
    "a line of another's": in_hinge(
        "linecache.cache[name] = (1, None, [repr(scores.tolist())] * 99, name)\nraise ValueError",
        "import linecache\nname = '<answer hinge_loss>'",
    ),
    "another cell's name": in_hinge(
        "name = 'x' + '_'.join(str(int(abs(s) * 1e6)) for s in scores)\nspace = {}\n"
        "exec(compile('def f(): raise ValueError', f'<answer {name}>', 'exec'), space)\n"
        "space['f']()"
    ),
    "a warning": in_hinge("warnings.warn(repr(scores)); return 0.0", "import warnings"),
    "printed": in_hinge("print(scores); return 0.0"),
}
