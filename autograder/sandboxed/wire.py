"""Data on the wire between the grader and the sandbox: numbers, texts, arrays, and no code.

A frame is the length of a JSON header (4 bytes), the header, and the raw bytes of
the arrays that the header speaks of. Whatever comes from the sandbox may be
forged, so reading accepts the few types below, built anew as plain objects, and
refuses all else. Both sides use this module; it needs numpy only.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

HEADER_LENGTH = struct.Struct(">I")
DTYPES = {
    np.dtype(name).str: np.dtype(name)
    for name in (
        *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
        *("float16", "float32", "float64"),
    )
}
MAX_DEPTH = 16
MAX_DIMENSIONS = 8
# As objects, what a header says takes up to thirty times its bytes. Arrays aren't in it.
MAX_HEADER_OF_REPLY = 8 << 20


class Unsupported(TypeError):
    """A value is of a type that doesn't travel."""


class Malformed(ValueError):
    """What came in is not a frame of this format, or too large."""


def pack(value: Any) -> bytes:
    """Return a value as a frame.

    Raises
    ------
    Unsupported
        If it, or something in it, is no None, bool, int, float, str, list, tuple,
        dict, number or array of numbers.
    """
    buffers: list[bytes] = []
    header = {"value": _encode(value, buffers, MAX_DEPTH), "sizes": [len(b) for b in buffers]}
    try:
        text = json.dumps(header, separators=(",", ":")).encode()
    except ValueError:
        raise Unsupported("an integer of thousands of digits") from None
    return HEADER_LENGTH.pack(len(text)) + text + b"".join(buffers)


def unpack(read: Callable[[int], bytes], max_bytes: int, max_header: int | None = None) -> Any:
    """Read one frame and return its value.

    Parameters
    ----------
    read
        Returns just as many bytes as it is asked for.
    max_bytes
        What header and arrays may take together.
    max_header
        What the header may take.

    Raises
    ------
    Malformed
        If the bytes are no frame.
    """
    (length,) = HEADER_LENGTH.unpack(read(HEADER_LENGTH.size))
    if length > (max_bytes if max_header is None else min(max_bytes, max_header)):
        raise Malformed("the reply is too large")
    try:
        header = json.loads(read(length))
    except (ValueError, RecursionError):
        raise Malformed("the reply's header is not JSON") from None
    if not isinstance(header, dict) or set(header) != {"value", "sizes"}:
        raise Malformed("the reply's header has other entries than it should")
    sizes = header["sizes"]
    if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
        raise Malformed("the reply's array sizes are no sizes")
    if length + sum(sizes) > max_bytes:
        raise Malformed("the reply is too large")
    return _decode(header["value"], [read(size) for size in sizes], MAX_DEPTH)


def _encode(value: Any, buffers: list[bytes], depth: int) -> Any:
    if depth == 0:
        raise Unsupported("a value nested too deeply")
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        array = np.asarray(value)
        if array.dtype.newbyteorder("=").str not in DTYPES:
            raise Unsupported(f"an array of {array.dtype}")
        array = array.astype(array.dtype.newbyteorder("="), copy=False)
        buffers.append(array.tobytes())  # in C order, whatever the order in memory
        return {"array": [array.dtype.str, list(array.shape), len(buffers) - 1]}
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple):
        kind = "tuple" if isinstance(value, tuple) else "list"
        return {kind: [_encode(item, buffers, depth - 1) for item in value]}
    if isinstance(value, dict):
        items = [(_as_key(key), item) for key, item in value.items()]
        return {"dict": [[_encode(part, buffers, depth - 1) for part in item] for item in items]}
    raise Unsupported(f"a value of type {type(value).__name__[:60]}")


def _as_key(key: Any) -> Any:
    return key.item() if isinstance(key, np.generic) else key  # arrays can't be keys


def _decode(node: Any, buffers: list[bytes], depth: int) -> Any:
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
    if kind in ("list", "tuple"):
        items = [_decode(item, buffers, depth - 1) for item in content]
        return items if kind == "list" else tuple(items)
    if kind == "dict":
        pairs = [_decode({"tuple": pair}, buffers, depth) for pair in content]
        try:
            return dict(pairs)
        except (TypeError, ValueError):
            raise Malformed("the reply holds a dictionary with odd keys") from None
    raise Malformed("the reply holds an unknown kind of value")


def _decode_array(content: list[Any], buffers: list[bytes]) -> np.ndarray:
    try:
        name, shape, index = content
        dtype = DTYPES[name]
        if type(index) is not int or index < 0 or not isinstance(shape, list):
            raise Malformed
        if len(shape) > MAX_DIMENSIONS or not all(type(n) is int and n >= 0 for n in shape):
            raise Malformed
        return np.frombuffer(buffers[index], dtype).reshape(shape).copy()
    except (KeyError, IndexError, TypeError, ValueError):
        raise Malformed("the reply holds an array that doesn't fit its bytes") from None
