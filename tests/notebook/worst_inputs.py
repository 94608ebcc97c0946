"""Texts on which a regular expression takes the most steps, found by trying."""

from dataclasses import dataclass
from itertools import permutations
from math import inf
from re import _parser

from regex_steps import Single

# What a text of the length LONG may take, whatever is in it.
LONG, STEPS_A_CHARACTER = 100_000, 60

# Characters of each kind that patterns tell apart, the plainest first.
KINDS = "x0 \n\t_-.,;:()[]{}<>=+*/\\'\"`#$%!?@^~|&A"
SMALL, SOME, MORE = 64, 128, 512


def worst_input(counter):
    """Return what makes a text of a given length on which a pattern takes the most steps.

    The text is a beginning that fits, a word or two of the pattern's own again and again, and an
    end that fits nothing. All such are tried at a small length; of those that take the most
    steps, that counts whose steps grow the most.
    """
    tried = {}

    def judge(beginning, again, end):
        made = _Made(beginning, again, end, isinstance(counter.pattern.pattern, bytes))
        text = made(SMALL)
        tried[made] = counter.steps(text, 300 * SMALL) / max(1, len(text))

    words, beginnings = words_of(counter), beginnings_of(counter)
    for beginning in [*beginnings[:1], *beginnings[-8:]]:
        for word in words:
            judge(beginning, word, "")
            judge(beginning, word, UNFIT)
    best = max(tried, key=lambda made: tried[made])
    for one, other in permutations(words[:10], 2):
        judge("", one + other, UNFIT)
        if best.beginning:
            judge(best.beginning, one + other, UNFIT)

    def growth(made):
        some, more = (counter.steps(made(length), 10**6) for length in (SOME, MORE))
        return inf if some == 10**6 else more / some

    return max(sorted(tried, key=lambda made: -tried[made])[:5], key=growth)


UNFIT = "\0!"


@dataclass(frozen=True)
class _Made:
    """Makes a text: a beginning, something again and again, and an end."""

    beginning: str
    again: str
    end: str
    of_bytes: bool

    def __call__(self, length):
        text = self.beginning + self.again * (length // max(1, len(self.again))) + self.end
        return text.encode("latin-1", "ignore") if self.of_bytes else text


def words_of(counter):
    """Return what texts for a pattern can be made of: its own letters, and some for each set."""
    flags, of_bytes = counter.pattern.flags, isinstance(counter.pattern.pattern, bytes)
    words = {}

    def visit(tree):
        literal = ""
        for what, value in [*tree, (None, None)]:
            name = str(what)
            if name == "LITERAL":
                literal += chr(value)
                continue
            if literal:
                words.update(dict.fromkeys([literal, literal[0]]))
                literal = ""
            if name in ("IN", "NOT_LITERAL", "ANY"):
                words.update(dict.fromkeys(_fitting(what, value, flags, of_bytes)[:2]))
            for inner in _within(value):
                visit(inner)

    visit(counter.tree)
    return list(words)


def beginnings_of(counter):
    """Return short texts that fit the first parts of a pattern, from nothing to all of it."""
    flags, of_bytes = counter.pattern.flags, isinstance(counter.pattern.pattern, bytes)
    texts = [""]

    def visit(tree, before):
        for what, value in tree:
            name = str(what)
            if name == "LITERAL":
                before += chr(value)
            elif name in ("IN", "NOT_LITERAL", "ANY"):
                before += _fitting(what, value, flags, of_bytes)[0]
            elif name == "BRANCH":
                before = next(visit(way, before) for way in value[1])
            elif name.endswith("REPEAT"):
                once = visit(value[2], before)
                before = before + (once[len(before) :]) * max(1, value[0])
            elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
                before = visit(value[-1] if name == "SUBPATTERN" else value, before)
            texts.append(before)
        return before

    visit(counter.tree, "")
    return list(dict.fromkeys(texts))


def _fitting(what, value, flags, of_bytes):
    """Return some characters that fit an item of a pattern, the plainest first."""
    fits = Single(what, value, flags, of_bytes)
    kinds = [*KINDS, *map(chr, range(0x80 if of_bytes else 0x3100))]
    return [one for one in kinds if fits[ord(one) if of_bytes else one]] or [""]


def _within(value):
    """Return the parts of a pattern's item that are patterns themselves."""
    if isinstance(value, _parser.SubPattern):
        return [value]
    if isinstance(value, tuple | list):
        return [one for part in value for one in _within(part)]
    return []
