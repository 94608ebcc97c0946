"""The process that runs a student's answers. It decides nothing: it runs, calls and replies.

Started by `autograder.isolation` inside the sandbox. Requests come in and replies
go out as `wire` frames on descriptors 0 and 1.
"""

import json
import linecache
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import limits

settings = json.loads(sys.argv[1])
limits.restrict(settings)
sys.path.append(settings["site"])

import wire  # noqa: E402  (numpy, which it needs, is found in the student's environment)

from coursework.calling import call_function, describe  # noqa: E402
from coursework.checking import StudentError  # noqa: E402

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
        module = __import__(self._module, fromlist=["*"])
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

    while True:
        number, what, *details = wire.unpack(read, max_bytes=1 << 40)
        reply = ACTIONS[what](namespace, *details)
        try:
            frame = wire.pack((number, *reply))
        except wire.Unsupported as error:
            frame = wire.pack((number, "unsupported", str(error)))
        while frame:
            frame = frame[os.write(replies, frame) :]


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


def call(namespace: Namespace, name: str, arguments: tuple[Any, ...], count: bool) -> Reply:
    """Call a function that an answer defined."""
    if name not in namespace:
        return ("missing",)
    outcome = call_function(namespace[name], name, arguments, count)
    if outcome.error is not None:
        return failed(outcome.error)
    return ("value", outcome.value, outcome.arguments_after, outcome.steps)


def get(namespace: Namespace, name: str) -> Reply:
    """Return a variable that an answer defined."""
    return ("value", namespace[name], (), None) if name in namespace else ("missing",)


def failed(error: StudentError) -> Reply:
    """Return a student's error as a reply."""
    return ("error", error.kind, error.detail[:1000], error.line, error.code[:200])


ACTIONS: dict[str, Callable[..., Reply]] = {"bind": bind, "run": run, "call": call, "get": get}

if __name__ == "__main__":
    del sys.path[0]  # the folder of this file: a student's `import wire` should fail
    main()
