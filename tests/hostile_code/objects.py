"""Values that are no plain numbers: always equal, lying, changing, endless, not finite."""

from hostile_code.attack import Attack, everywhere, in_hinge

ALWAYS = """
class Anything(float):
    def yes(self, *_, **__): return True
    def me(self, *_, **__): return self
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = yes
    __sub__ = __rsub__ = __abs__ = __add__ = __radd__ = __mul__ = __float__ = me
    __ne__ = lambda *_: False
    __hash__ = float.__hash__
"""
ARRAY = """
class Array(np.ndarray):
    def __array_function__(self, *_, **__): return True
    def __array_ufunc__(self, *_, **__): return np.zeros(())
    def __array_wrap__(self, *_, **__): return np.zeros(())
    def __eq__(self, other): return np.ones(self.shape, bool)
    __le__ = __lt__ = __eq__
"""
PROTOCOLS = """
class Protocols:
    dtype, shape, ndim, size = np.dtype(float), (), 0, 1
    def __array_function__(self, *_, **__): return True
    def __array_ufunc__(self, *_, **__): return True
    def __array__(self, *_, **__): return np.zeros(())
    def __float__(self): return 0.0
    __array_interface__ = {"shape": (), "typestr": "<f8", "data": (id(0), False), "version": 3}
"""
PRETENDS = """
class Pretends:
    @property
    def __class__(self): return float
    def __eq__(self, other): return True
"""
LYING_ARRAY = """
class Lying(np.ndarray):
    turns = 0
    @property
    def shape(self):
        Lying.turns += 1
        return (Lying.turns % 3,)
    def tobytes(self, *_): return b"\\0" * 800
    def astype(self, *_, **__): return self
"""
LYING_BYTES = """
class Bytes(bytes):
    def __len__(self): return 8
class Lying(np.ndarray):
    def tobytes(self, *_): return Bytes(4096)
"""
CHANGING_DICT = """
class Changing(dict):
    turns = 0
    def items(self):
        Changing.turns += 1
        return [("loss", Changing.turns)] * Changing.turns
"""
TEXT_SUBCLASS = """
class Letter(str):
    def __eq__(self, other): return True
    def __hash__(self): return hash("B")
    def strip(self, *_): return self
    upper = lower = strip
"""
INTEGER_SUBCLASS = """
class Index(int):
    def __eq__(self, other): return True
    def __repr__(self): return "12.9"
    __str__ = __format__ = __repr__
"""
COUNTED_LOOKS = """
looks = []
class TwoFaced(float):
    def __float__(self):
        looks.append(1)
        return 0.0 if len(looks) % 2 else 1e9
    def __index__(self): return 1
"""

CHANGING_LIST = """
class Changing(list):
    turns = 0
    def __iter__(self):
        Changing.turns += 1
        return iter([Changing.turns] * Changing.turns)
    def __len__(self): return Changing.turns
    def __eq__(self, other): return True
"""
ATTACKS = [
    Attack("changing list", "A list longer at each look.", everywhere(CHANGING_LIST, "Changing()")),
    Attack("always equal", "A float equal to every other.", everywhere(ALWAYS, "Anything()")),
    Attack(
        "array of always equal",
        "The same inside an array of objects.",
        everywhere(ALWAYS, "np.array([Anything()], dtype=object)"),
    ),
    Attack(
        "array subclass",
        "An array that answers for NumPy.",
        everywhere(ARRAY, "np.zeros(()).view(Array)"),
    ),
    Attack(
        "__array_function__",
        "An object that NumPy asks instead.",
        everywhere(PROTOCOLS, "Protocols()"),
    ),
    Attack(
        "pretended class", "An object that says it is a float.", everywhere(PRETENDS, "Pretends()")
    ),
    Attack(
        "lying shape",
        "An array of another shape at each look.",
        everywhere(LYING_ARRAY, "np.zeros(3).view(Lying)"),
    ),
    Attack(
        "lying bytes",
        "An array's bytes that lie about their length.",
        everywhere(LYING_BYTES, "np.zeros(3).view(Lying)"),
    ),
    Attack(
        "changing dictionary",
        "Other entries at each look.",
        everywhere(CHANGING_DICT, "Changing()"),
    ),
    Attack(
        "two-faced number", "Another number at each look.", everywhere(COUNTED_LOOKS, "TwoFaced(0)")
    ),
    Attack(
        "letter equal to all",
        "A text equal to A, B and C.",
        everywhere(TEXT_SUBCLASS, "Letter('Z')"),
    ),
    Attack(
        "number with a text",
        "An int that prints as the answer.",
        everywhere(INTEGER_SUBCLASS, "Index(7)"),
    ),
    Attack("NaN", "Nothing is greater than NaN.", everywhere("", "float('nan')")),
    Attack("infinite", "Differences of infinities.", everywhere("", "float('inf')")),
    Attack("minus infinite", "The smallest number of all.", everywhere("", "-np.inf")),
    Attack(
        "NaN with a payload",
        "An array of NaNs in float32.",
        everywhere("", "np.full(3, np.nan, np.float32)"),
    ),
    Attack("1e308", "Differences overflow.", everywhere("", "1e308")),
    Attack("complex NaN", "A complex number.", everywhere("", "complex('nan+nanj')")),
    Attack(
        "no entries", "An empty array is equal in all entries.", everywhere("", "np.zeros((0, 5))")
    ),
    Attack(
        "many dimensions",
        "An array of shape (1, 1, …).",
        everywhere("", "np.full((1,) * 32, 0.123)"),
    ),
    Attack("true", "True is 1.", everywhere("", "True")),
    Attack("text", "The number as a text.", everywhere("", "'12.9'")),
    Attack("function", "A function for a value.", everywhere("", "(lambda *_: True)")),
    Attack(
        "exception as value", "An exception is handed back.", everywhere("", "AssertionError()")
    ),
    Attack(
        "raised on purpose",
        "An exception called Passed.",
        everywhere("class Passed(Exception): pass", "(_ for _ in ()).throw(Passed)"),
    ),
    Attack(
        "error that can't be shown",
        "An exception whose text raises.",
        in_hinge(
            "raise Unspeakable",
            "class Unspeakable(Exception):\n    def __str__(self): raise SystemExit(0)",
        ),
    ),
    Attack(
        "not done, says the error",
        "NotImplementedError as if it were still the stub.",
        in_hinge("raise NotImplementedError('passed')"),
    ),
    Attack(
        "generator of a value",
        "A random generator for a value.",
        everywhere("", "np.random.default_rng(0)"),
    ),
]
