"""What travels between grader and sandbox: plain data arrives as it was, all else is refused."""

import io
import json
import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.sandbox.inside import wire

LARGE = 1 << 20

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
keys = scalars.filter(lambda key: not isinstance(key, int) or abs(key) <= wire.LARGEST_KEY)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
    ),
    max_leaves=20,
)
any_array = st.sampled_from(sorted(wire.DTYPES)).flatmap(
    lambda name: arrays.arrays(name, arrays.array_shapes(min_dims=0, max_dims=4, min_side=0))
)


def read(frame, max_bytes=LARGE, max_header=None):
    return wire.unpack(io.BytesIO(frame).read, max_bytes, max_header)


def round_trip(value):
    return read(wire.pack(value))


def frame(header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return wire.HEADER_LENGTH.pack(len(text)) + text + data


def forged(node, sizes=(), data=b""):
    return frame({"value": node, "sizes": list(sizes)}, data)


def same(one, other):
    """Equal in value and in type, all the way down."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same(list(one.items()), list(other.items()))
    return one == other


@given(values)
def test_plain_values_arrive_as_they_were(value):
    assert same(round_trip(value), value)


@given(any_array)
def test_arrays_arrive_with_dtype_shape_and_every_bit(array):
    got = round_trip(array)
    assert type(got) is np.ndarray and (got.dtype, got.shape) == (array.dtype, array.shape)
    assert got.tobytes() == array.tobytes()
    assert got.flags.writeable and got.flags.owndata


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0).reshape(2, 3).T,
        np.arange(10)[::-2],
        np.asfortranarray(np.arange(6).reshape(2, 3)),
        np.arange(3, dtype=">i4"),
        np.float32(1.5),
        np.array(7),
        np.broadcast_to(np.arange(3.0), (2, 3)),
    ],
    ids=lambda array: f"{type(array).__name__} {array.dtype} {array.strides}",
)
def test_arrays_in_any_memory_order_arrive_with_their_values(array):
    assert np.array_equal(round_trip(array), np.asarray(array))


def test_numbers_that_json_has_no_word_for_arrive():
    infinite, negative, nan = round_trip([math.inf, -math.inf, math.nan])
    assert (infinite, negative) == (math.inf, -math.inf) and math.isnan(nan)


def test_dictionaries_keep_numpy_keys_as_plain_numbers():
    got = round_trip({np.int64(3): [0.5], np.float64(0.5): 1, np.bool_(True): 2})
    assert got == {3: [0.5], 0.5: 1, True: 2}
    assert [type(key) for key in got] == [int, float, bool]


class Sly(float):
    def __repr__(self):
        return '"a trick"'

    __str__ = __repr__


class Text(str):
    def encode(self, *_):
        return b'", "value": 1'


class Listed(np.ndarray):
    def __array_function__(self, *_):
        raise AssertionError("must not be asked")


@pytest.mark.parametrize("value", [Sly(2.5), Text("abc"), np.ones(3).view(Listed)], ids=repr)
def test_objects_of_a_students_own_class_arrive_as_plain_ones(value):
    got = round_trip(value)
    assert type(got) in (float, str, np.ndarray)
    plain = np.asarray(value) if isinstance(value, np.ndarray) else type(value).__bases__[0](value)
    assert np.array_equal(got, plain)


nested = []
nested.append(nested)


@pytest.mark.parametrize(
    "value",
    [
        *(object(), {1, 2}, b"bytes", 1j, print, lambda: 0, nested, 10**5000),
        *(np.array([1j]), np.array([object()]), np.array("text"), np.zeros(2, "f4,i4")),
        np.datetime64("2027-01-22"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_data_is_refused_by_the_sender(value):
    with pytest.raises(wire.Unsupported):
        wire.pack([value])


def test_what_is_nested_too_deeply_is_refused_on_both_sides():
    value, node = 0, 0
    for _ in range(wire.MAX_DEPTH - 1):
        value, node = [value], {"list": [node]}
    assert same(round_trip(value), value) and same(read(forged(node)), value)
    with pytest.raises(wire.Unsupported):
        wire.pack([value])
    with pytest.raises(wire.Malformed, match="nested"):
        read(forged({"list": [node]}))


eight = np.arange(8, dtype=np.int8).tobytes()
FORGED = {
    "no JSON": frame(b"not json"),
    "no UTF-8": frame(b"\xff\xfe\xfa"),
    "no object": frame([1]),
    "empty object": frame({}),
    "another entry": frame({"value": 1, "sizes": [], "more": 1}),
    "no sizes": frame({"value": 1}),
    "sizes no list": frame({"value": 1, "sizes": 3}),
    "negative size": forged(1, [-1]),
    "true for a size": forged(1, [True]),
    "broken size": forged(1, [1.5]),
    "text for a size": forged(1, ["1"]),
    "bare list": forged([1]),
    "two kinds": forged({"list": [], "tuple": []}),
    "no kind": forged({}),
    "unknown kind": forged({"object": ["os.system"]}),
    "list of no list": forged({"list": {"list": []}}),
    "dict of no pairs": forged({"dict": [1]}),
    "dict of triples": forged({"dict": [[1, 2, 3]]}),
    "dict of texts": forged({"dict": ["ab"]}),
    "list for a key": forged({"dict": [[{"list": []}, 1]]}),
    "array for a key": forged({"dict": [[{"array": ["|i1", [8], 0]}, 1]]}, [8], eight),
    "array of objects": forged({"array": ["|O", [1], 0]}, [8], eight),
    "array of void": forged({"array": ["|V8", [1], 0]}, [8], eight),
    "array of texts": forged({"array": ["<U2", [1], 0]}, [8], eight),
    "list for a dtype": forged({"array": [["<f8"], [1], 0]}, [8], eight),
    "array too large for its bytes": forged({"array": ["<f8", [2], 0]}, [8], eight),
    "array too small for its bytes": forged({"array": ["|i1", [7], 0]}, [8], eight),
    "bytes of half a number": forged({"array": ["<f8", [1], 0]}, [7], eight),
    "shape with -1": forged({"array": ["|i1", [-1], 0]}, [8], eight),
    "shape of floats": forged({"array": ["|i1", [8.0], 0]}, [8], eight),
    "shape of true": forged({"array": ["|i1", [8, True], 0]}, [8], eight),
    "shape no list": forged({"array": ["|i1", 8, 0]}, [8], eight),
    "huge shape": forged({"array": ["|i1", [10**30, 0], 0]}, [0]),
    "too many dimensions": forged({"array": ["|i1", [1] * 9, 0]}, [1], eight),
    "no such buffer": forged({"array": ["|i1", [8], 1]}, [8], eight),
    "negative buffer": forged({"array": ["|i1", [8], -1]}, [8], eight),
    "true for a buffer": forged({"array": ["|i1", [8], True]}, [0, 8], eight),
    "array of one part": forged({"array": ["|i1"]}, [8], eight),
    "deep JSON": frame(b"[" * 100_000),
    "deep value": frame(b'{"sizes":[],"value":' + b'{"list":[' * 900 + b"]}" * 900 + b"}"),
    "long integer": frame(b'{"sizes":[],"value":' + b"9" * 5000 + b"}"),
}


@pytest.mark.parametrize("frame", FORGED.values(), ids=FORGED)
def test_forged_frames_are_refused(frame):
    with pytest.raises(wire.Malformed):
        read(frame)


@pytest.mark.parametrize(
    ("frame", "max_header"),
    [
        (wire.HEADER_LENGTH.pack(2**32 - 1), None),
        (forged({"array": ["|i1", [LARGE], 0]}, [LARGE]), None),
        (forged(1, [LARGE // 2, LARGE // 2]), None),
        (forged(1, [10**30]), None),
        (forged("a" * 1000), 1000),
    ],
    ids=["header", "array", "arrays together", "a size beyond all memory", "header alone"],
)
def test_too_large_a_frame_is_refused_before_its_bytes_are_read(frame, max_header):
    asked = []
    stream = io.BytesIO(frame)

    def read(size):
        asked.append(size)
        return stream.read(size)

    with pytest.raises(wire.Malformed, match="too large"):
        wire.unpack(read, LARGE, max_header)
    assert sum(asked) < 1000


json_nodes = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["list", "tuple", "dict", "array", "?"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=300)
@given(json_nodes, st.lists(st.integers(-1, 4), max_size=3), st.binary(max_size=16))
@example({"array": ["|b1", [4], 0]}, [4], b"\2\3\4\5")
def test_a_forged_header_gives_plain_data_or_is_refused(node, sizes, data):
    text = json.dumps({"value": node, "sizes": sizes}).encode()
    stream = io.BytesIO(wire.HEADER_LENGTH.pack(len(text)) + text + data + bytes(64))
    try:
        value = wire.unpack(stream.read, LARGE)
    except wire.Malformed:
        return
    wire.pack(value)  # which refuses what is no plain data


@settings(max_examples=300)
@given(values, st.data())
def test_a_frame_with_changed_bytes_gives_plain_data_or_is_refused(value, data):
    changed = bytearray(wire.pack(value))
    place = data.draw(st.integers(wire.HEADER_LENGTH.size, len(changed) - 1))
    changed[place] = data.draw(st.integers(0, 255))
    try:
        wire.pack(read(bytes(changed)))
    except wire.Malformed:
        return


def test_keys_that_all_have_one_hash_are_refused():
    pairs = [[k * (2**61 - 1), 0] for k in range(1, 5000)]
    with pytest.raises(wire.Malformed, match="odd keys"):
        read(forged({"dict": pairs}))


def test_more_keys_than_any_answer_has_are_refused():
    with pytest.raises(wire.Malformed, match="odd keys"):
        read(forged({"dict": [[k, 0] for k in range(wire.MAX_KEYS + 1)]}))


def test_one_buffer_makes_one_array():
    array = {"array": ["|u1", [4], 0]}
    assert len(read(forged({"list": [array]}, [4], b"1234"))[0]) == 4
    with pytest.raises(wire.Malformed, match="doesn't fit"):
        read(forged({"list": [array, array]}, [4], b"1234"))
