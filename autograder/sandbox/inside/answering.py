"""Running a student's answers on request. It decides nothing: it runs, calls and replies.

Requests come in and replies go out as `wire` frames on descriptors 0 and 1.
"""

import builtins
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import wire
from cells import Cells
from notebook_python import Names, NotebookModules, WrittenModules
from stand_ins import OwnObjects

from coursework.asking.asked import Method
from coursework.asking.callbacks import with_functions_replaced
from coursework.asking.calling import call_function, describe
from coursework.asking.plain import plain
from coursework.faults.failures import StudentError

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


def answer_requests() -> None:
    """Answer requests until the grader closes the connection."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):  # what a student prints is of no interest to the grade
        os.dup2(nothing, descriptor)
    cells = Cells()
    sys.meta_path[:0] = [NotebookModules(), WrittenModules(os.getcwd(), cells.imports)]

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
                frame = wire.pack((number, "ask", index, plain(arguments), plain(keywords)))
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
        reply = ACTIONS[what](cells, *details)
        try:
            frame = wire.pack((number, *reply))
        except wire.Unsupported as error:
            frame = wire.pack((number, "unsupported", str(error)))
        send(frame)


def bind(cells: Cells, imports: Sequence[tuple[str, str, str | None]]) -> Reply:
    """Make the names of the notebook's import cell known."""
    numpy = sys.modules["numpy"]
    cells.give(
        {
            name: numpy if module == "numpy" else Later(module, attribute)
            for name, module, attribute in imports
        }
    )
    return ("done",)


def run(cells: Cells, name: str, source: str) -> Reply:
    """Run one cell; what of it could run here did, where a statement was left out."""
    try:
        left_out = cells.run(name, source)
    except BaseException as error:
        return failed(describe(error))
    return ("left out", failed(describe(left_out))) if left_out else ("done",)


def call(
    cells: Cells,
    name: str,
    arguments: tuple[Any, ...],
    count: bool,
    methods: Sequence[Method],
    lent: Names,
) -> Reply:
    """Call a function, or use a class, that an answer defined.

    What is lent stands in the place of the student's own for the time of the call.
    """
    names = cells.at(name)
    if name not in names:
        return ("missing",)
    own = {key: names[key] for key in lent if key in names}
    names.update({key: OWN_OBJECTS.class_for(key, one) for key, one in lent.items()})
    outcome = call_function(names[name], name, arguments, count, methods)
    for key in lent:
        names.pop(key, None)
    names.update(own)
    if outcome.error is not None:
        return failed(outcome.error)
    after = with_functions_replaced(outcome.arguments_after, lambda _: None)
    return ("value", outcome.value, after, outcome.steps)


def get(cells: Cells, name: str) -> Reply:
    """Return a variable that an answer defined."""
    names = cells.at(name)
    return ("value", plain(names[name]), (), None) if name in names else ("missing",)


def failed(error: StudentError) -> Reply:
    """Return a student's error as a reply."""
    return ("error", error.kind, error.detail[:1000], error.line, error.code[:200], error.answer)


def given_back(number: int, *asked: Any) -> bytes:
    """Return what a lent object is told of an object of this side."""
    frame: bytes
    try:
        frame = wire.pack((number, "gives", plain(OWN_OBJECTS.answer(*asked))))
    except BaseException as error:
        told = describe(error)
        frame = wire.pack((number, "raised", told.kind, told.detail[:1000]))
    return frame


def error_of(kind: str, detail: str) -> Exception:
    """Return the exception that one of the grader's functions raised, as Python knows it."""
    error = getattr(builtins, kind, None)
    if isinstance(error, type) and issubclass(error, Exception):
        return error(detail)
    return ValueError(detail)


OWN_OBJECTS = OwnObjects()
ACTIONS: dict[str, Callable[..., Reply]] = {"bind": bind, "run": run, "call": call, "get": get}
