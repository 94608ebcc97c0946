"""The process that runs a student's answers. It decides nothing: it runs, calls and replies.

Started by `autograder.isolation` inside the sandbox. Requests come in and replies
go out as `wire` frames on descriptors 0 and 1.
"""

import builtins
import json
import linecache
import os
import random
import sys
from collections.abc import Callable, Sequence
from typing import Any

import limits

settings = json.loads(sys.argv[1])
limits.restrict(settings)
sys.path.append(settings["site"])

# A student who draws without a seed gets the same numbers each time, too, so that grading
# twice gives the same. This goes before the first import of numpy, which seeds itself.
random.seed(0)
os.urandom = random._urandom = random.Random(0).randbytes  # type: ignore[attr-defined]

import wire  # noqa: E402  (numpy, which it needs, is found in the student's environment)
from stand_ins import OwnObjects  # noqa: E402

from coursework.asking import Method  # noqa: E402
from coursework.callbacks import with_functions_replaced  # noqa: E402
from coursework.calling import MACHINERY, call_function, describe  # noqa: E402
from coursework.failures import StudentError  # noqa: E402

Namespace = dict[str, Any]
Reply = tuple[Any, ...]


class Later:
    """A module, or a thing in one, that is imported when it is first used.

    The notebook's own import cell isn't run: most answers need numpy only, and
    importing matplotlib for each submission would take longer than grading it.
    """

    def __init__(self, module: str, attribute: str | None):
        self.__dict__.update(_module=module, _attribute=attribute)

    def _load(self) -> Any:
        # Named in `fromlist`, a submodule is imported, too.
        module = __import__(self._module, fromlist=[self._attribute or "*"])
        return getattr(module, self._attribute) if self._attribute else module

    def __getattr__(self, name: str) -> Any:
        return getattr(self._load(), name)

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._load()(*arguments, **keywords)


def main() -> None:
    """Answer requests until the grader closes the connection."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # what a student prints is of no interest to the grade
        os.dup2(nothing, descriptor)
    namespace: Namespace = {"__name__": "__main__", "__builtins__": __builtins__}

    def read(size: int) -> bytes:
        parts = []
        while size:
            part = os.read(requests, min(size, 1 << 20))
            if not part:
                os._exit(0)
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def send(frame: bytes) -> None:
        while frame:
            frame = frame[os.write(replies, frame) :]

    def function(index: int) -> Callable[..., Any]:
        """Return a function that stands for the grader's function of that number."""

        def ask(*arguments: Any, **keywords: Any) -> Any:
            try:
                frame = wire.pack((number, "ask", index, arguments, keywords))
            except wire.Unsupported as error:
                raise TypeError(f"a function that was given to you got {error}") from None
            send(frame)
            outcome, *rest = wire.unpack(read, max_bytes=1 << 40)
            while outcome == "back":  # what was asked asks for an object of this side
                send(given_back(number, *rest))
                outcome, *rest = wire.unpack(read, max_bytes=1 << 40)
            if outcome == "raised":
                raise error_of(*rest)
            value, drawn_from = rest
            for own, after in zip(wire.generators_in(arguments, keywords), drawn_from, strict=True):
                own.bit_generator.state = after.bit_generator.state
            return value

        return ask

    while True:
        number, what, *details = wire.unpack(read, max_bytes=1 << 40, function=function)
        reply = ACTIONS[what](namespace, *details)
        try:
            frame = wire.pack((number, *reply))
        except wire.Unsupported as error:
            frame = wire.pack((number, "unsupported", str(error)))
        send(frame)


def bind(namespace: Namespace, imports: Sequence[tuple[str, str, str | None]]) -> Reply:
    """Make the names of the notebook's import cell known."""
    for name, module, attribute in imports:
        namespace[name] = sys.modules["numpy"] if module == "numpy" else Later(module, attribute)
    return ("done",)


def run(namespace: Namespace, name: str, source: str) -> Reply:
    """Run one answer cell."""
    file = f"<answer {name}>"
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    try:
        exec(compile(source, file, "exec"), namespace)
    except BaseException as error:
        return failed(describe(error))
    return ("done",)


def call(
    namespace: Namespace,
    name: str,
    arguments: tuple[Any, ...],
    count: bool,
    methods: Sequence[Method],
    lent: Namespace,
) -> Reply:
    """Call a function, or use a class, that an answer defined.

    What is lent stands in the place of the student's own for the time of the call.
    """
    if name not in namespace:
        return ("missing",)
    own = {key: namespace[key] for key in lent if key in namespace}
    namespace.update({key: OWN_OBJECTS.class_for(key, one) for key, one in lent.items()})
    outcome = call_function(namespace[name], name, arguments, count, methods)
    for key in lent:
        namespace.pop(key, None)
    namespace.update(own)
    if outcome.error is not None:
        return failed(outcome.error)
    after = with_functions_replaced(outcome.arguments_after, lambda _: None)
    return ("value", outcome.value, after, outcome.steps)


def get(namespace: Namespace, name: str) -> Reply:
    """Return a variable that an answer defined."""
    return ("value", namespace[name], (), None) if name in namespace else ("missing",)


def failed(error: StudentError) -> Reply:
    """Return a student's error as a reply."""
    return ("error", error.kind, error.detail[:1000], error.line, error.code[:200], error.answer)


def given_back(number: int, *asked: Any) -> bytes:
    """Return what a lent object is told of an object of this side."""
    try:
        return wire.pack((number, "gives", OWN_OBJECTS.answer(*asked)))
    except BaseException as error:
        told = describe(error)
        return wire.pack((number, "raised", told.kind, told.detail[:1000]))


def error_of(kind: str, detail: str) -> Exception:
    """Return the exception that one of the grader's functions raised, as Python knows it."""
    error = getattr(builtins, kind, None)
    if isinstance(error, type) and issubclass(error, Exception):
        return error(detail)
    return ValueError(detail)


OWN_OBJECTS = OwnObjects()
ACTIONS: dict[str, Callable[..., Reply]] = {"bind": bind, "run": run, "call": call, "get": get}

if __name__ == "__main__":
    MACHINERY.extend([os.path.dirname(__file__), settings["site"]])
    del sys.path[0]  # the folder of this file: a student's `import wire` should fail
    main()
