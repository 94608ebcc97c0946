"""Data on the wire between the grader and the sandbox: numbers, texts, arrays, and no code.

A frame is the length of a JSON header (4 bytes), the header, and the raw bytes of
the arrays that the header speaks of. Whatever comes from the sandbox may be
forged, so reading accepts the few types below, built again as plain objects, and
refuses all else. A function travels, towards the sandbox only, as its number: to call
it is to ask the grader. Both sides use this module; it needs numpy only.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.ma
import numpy.random

HEADER_LENGTH = struct.Struct(">I")
_USED = b"used"
DTYPES = {
    np.dtype(name).str: np.dtype(name)
    for name in (
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64"),
    )
}
Function = Callable[..., Any]
MAX_DEPTH = 16
MAX_DIMENSIONS = 8
LONGEST_EMPTY = 4096  # an array without a number can have any shape, and products with it are large
MAX_KEYS = 10_000
LARGEST_KEY = 2**53  # beyond, integers can be chosen that all have the same hash
# As objects, what a header says takes up to thirty times its bytes. Arrays aren't in it.
MAX_HEADER_OF_REPLY = 8 << 20


class Unsupported(TypeError):
    """A value is of a type that doesn't travel."""


class Malformed(ValueError):
    """What came in is not a frame of this format, or too large."""


class TooLarge(Malformed):
    """The frame may be sound, but is larger than it may be."""


def pack(value: Any, functions: list[Function] | None = None) -> bytes:
    """Return a value as a frame.

    Parameters
    ----------
    functions
        Collects the functions in the value, which travel as their numbers.

    Raises
    ------
    Unsupported
        If it, or something in it, is no None, bool, int, float, str, list, tuple,
        dict, SimpleNamespace, number, array of numbers or NumPy generator.
    """
    buffers: list[bytes] = []
    encoded = _encode(value, buffers, functions, MAX_DEPTH)
    header = {"value": encoded, "sizes": [len(b) for b in buffers]}
    try:
        text = json.dumps(header, separators=(",", ":")).encode()
    except ValueError:
        raise Unsupported("an integer of thousands of digits") from None
    return HEADER_LENGTH.pack(len(text)) + text + b"".join(buffers)


def unpack(
    read: Callable[[int], bytes],
    max_bytes: int,
    max_header: int | None = None,
    function: Callable[[int], Function] | None = None,
) -> Any:
    """Read one frame and return its value.

    Parameters
    ----------
    read
        Returns just as many bytes as it is asked for.
    max_bytes
        What header and arrays may take together.
    max_header
        What the header may take.
    function
        Returns the function of a number; none may come in without it.

    Raises
    ------
    Malformed
        If the bytes are no frame; `TooLarge`, if they are too many.
    """
    (length,) = HEADER_LENGTH.unpack(read(HEADER_LENGTH.size))
    if length > (max_bytes if max_header is None else min(max_bytes, max_header)):
        raise TooLarge("the reply is too large")
    try:
        header = json.loads(read(length))
    except (ValueError, RecursionError):
        raise Malformed("the reply's header is not JSON") from None
    if not isinstance(header, dict) or set(header) != {"value", "sizes"}:
        raise Malformed("the reply's header has other entries than it should")
    sizes = header["sizes"]
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise Malformed("the reply's array sizes aren't sizes")
    if length + sum(sizes) > max_bytes:
        raise TooLarge("the reply is too large")
    return _decode(header["value"], [read(size) for size in sizes], function, MAX_DEPTH)


def generators_in(arguments: tuple[Any, ...], words: dict[str, Any]) -> list[np.random.Generator]:
    """Return the random generators among the arguments of a call."""
    given = (*arguments, *words.values())
    return [one for one in given if isinstance(one, np.random.Generator)]


def _encode(value: Any, buffers: list[bytes], functions: list[Function] | None, depth: int) -> Any:
    if depth == 0:
        raise Unsupported("a value nested too deeply")
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        raise Unsupported("an array with masked entries")
    if isinstance(value, np.ndarray | np.generic):
        array = np.asarray(value)
        if array.dtype == object:  # as np.frompyfunc makes: what is in it may travel
            return _encode(array.tolist(), buffers, functions, depth - 1)
        if array.dtype == np.longdouble:
            array = array.astype(np.float64)
        if array.dtype.newbyteorder("=").str not in DTYPES:
            raise Unsupported(f"an array of {array.dtype}")
        array = array.astype(array.dtype.newbyteorder("="), copy=False)
        buffers.append(array.tobytes())  # in C order, whatever the order in memory
        return {"array": [array.dtype.str, list(array.shape), len(buffers) - 1]}
    if isinstance(value, int | float):
        return value
    if functions is not None and callable(value):
        functions.append(value)
        return {"function": [len(functions) - 1]}
    if isinstance(value, np.random.Generator):
        return {"generator": [_state(value)]}

    def encoded(items: Iterable[Any]) -> list[Any]:
        return [_encode(item, buffers, functions, depth - 1) for item in items]

    if isinstance(value, list | tuple):
        return {"tuple" if isinstance(value, tuple) else "list": encoded(value)}
    if isinstance(value, dict):
        return {"dict": [encoded((_as_key(key), item)) for key, item in value.items()]}
    if isinstance(value, SimpleNamespace):
        return {"namespace": [encoded(item) for item in vars(value).items()]}
    raise Unsupported(f"a value of type {type(value).__name__[:60]}")


def _state(generator: np.random.Generator) -> list[int]:
    """Return the numbers that make up the state of NumPy's default generator."""
    state = generator.bit_generator.state
    if state["bit_generator"] != "PCG64":
        raise Unsupported("a random generator other than np.random.default_rng makes")
    return [*state["state"].values(), state["has_uint32"], state["uinteger"]]


def _as_key(key: Any) -> Any:
    return key.item() if isinstance(key, np.generic) else key  # arrays can't be keys


def _decode(
    node: Any, buffers: list[bytes], function: Callable[[int], Function] | None, depth: int
) -> Any:
    if depth == 0:
        raise Malformed("the reply is nested too deeply")
    if node is None or isinstance(node, bool | int | float | str):
        return node
    if not isinstance(node, dict) or len(node) != 1:
        raise Malformed("the reply holds an unknown kind of value")
    ((kind, content),) = node.items()
    if not isinstance(content, list):
        raise Malformed("the reply holds an unknown kind of value")
    if kind == "array":
        return _decode_array(content, buffers)
    if kind == "generator":
        return _decode_generator(content)
    if kind == "function" and function is not None:
        return function(*content)

    def decoded(items: list[Any]) -> list[Any]:
        return [_decode(item, buffers, function, depth - 1) for item in items]

    if kind in ("list", "tuple"):
        return decoded(content) if kind == "list" else tuple(decoded(content))
    if kind in ("dict", "namespace"):
        try:
            if len(content) > MAX_KEYS:
                raise ValueError
            items = [_decode({"tuple": pair}, buffers, function, depth) for pair in content]
            pairs = {_sound_key(key): value for key, value in items}
            return pairs if kind == "dict" else SimpleNamespace(**pairs)
        except (TypeError, ValueError):
            raise Malformed("the reply holds a dictionary with odd keys") from None
    raise Malformed("the reply holds an unknown kind of value")


def _sound_key(key: Any) -> Any:
    small = isinstance(key, int) and abs(key) <= LARGEST_KEY
    if not small and not isinstance(key, str | float | None):
        raise TypeError
    return key


def _decode_generator(content: list[Any]) -> np.random.Generator:
    try:
        ((state, increment, has_half, half),) = content
        if not increment & 1:  # in such a state, some draw the same number for ever
            raise ValueError
        bits = np.random.PCG64(0)  # what it spawns is the same each time, too
        bits.state = {
            "bit_generator": "PCG64",
            "state": {"state": state, "inc": increment},
            "has_uint32": has_half,
            "uinteger": half,
        }
        return np.random.Generator(bits)
    except (TypeError, ValueError, OverflowError):
        raise Malformed("the reply holds a random generator in no state of one") from None


def _decode_array(content: list[Any], buffers: list[bytes]) -> np.ndarray:
    try:
        name, shape, index = content
        dtype = DTYPES[name]
        if type(index) is not int or index < 0 or not isinstance(shape, list):
            raise Malformed
        if buffers[index] is _USED:
            raise Malformed
        if 0 in shape and max(shape) > LONGEST_EMPTY:
            raise Malformed
        if len(shape) > MAX_DIMENSIONS or not all(type(n) is int and n >= 0 for n in shape):
            raise Malformed
        array = np.frombuffer(buffers[index], dtype).reshape(shape).copy()
        buffers[index] = _USED  # many arrays of one buffer would fill the memory
        return array
    except (KeyError, IndexError, TypeError, ValueError):
        raise Malformed("the reply holds an array that doesn't fit its bytes") from None
