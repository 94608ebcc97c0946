"""Counting what a regular expression does to a text, in steps and not in seconds.

A small matcher that backtracks as Python's does, on the tree that Python's own parser makes of
a pattern. It knows no short cut, so that it never counts much less than what Python does.
"""

import re
from re import _compiler, _constants, _parser

CHARACTER, SPLIT, JUMP, SAVE, AT, MARK, PROGRESS, GROUP = range(8)
BEGIN, CUT, LOOK, LOOK_NOT, BEHIND, FOUND, REFUSE, DONE = range(8, 16)


class TooManySteps(Exception):
    """A text takes more steps than it may."""


class Counter:
    """A compiled pattern that counts its steps."""

    def __init__(self, pattern):
        self.pattern = pattern
        self.tree = _parser.parse(pattern.pattern, pattern.flags)
        code = _Code(pattern, self.tree.state.groups)
        code.add(SAVE, 0)
        code.sequence(self.tree)
        code.add(SAVE, 1)
        code.add(DONE)
        self.program, self.slots = [tuple(line) for line in code.lines], code.slots

    def spans(self, text, most=10**9):
        """Return where all matches are, as `finditer` finds them, and the steps that it took."""
        found, steps, start = [], 0, 0
        only_first = self.program[1] == (AT, _at_first)  # elsewhere it fails at once
        while start <= len(text) and not (only_first and start):
            slots = [None] * self.slots
            steps = self._run(text, start, slots, steps, most)
            if slots[1] is None:
                start += 1
                continue
            found.append((slots[0], slots[1]))
            start = slots[1] if slots[1] > slots[0] else slots[1] + 1
        return found, steps + only_first * len(text)

    def steps(self, text, most=10**9):
        """Return the steps that all matches of a text take, or `most` if there are more."""
        try:
            return self.spans(text, most)[1]
        except TooManySteps:
            return most

    def _run(self, text, at, slots, steps, most):
        """Match at one place, and fill the slots; return the count of steps."""
        program, end, here, stack = self.program, len(text), 0, []
        while True:
            steps += 1
            if steps > most:
                raise TooManySteps
            line = program[here]
            here += 1
            what = line[0]
            if what == CHARACTER:
                if at < end and line[1][text[at]]:
                    at += 1
                    continue
            elif what == SPLIT:
                stack.append((line[2], at))
                here = line[1]
                continue
            elif what == JUMP:
                here = line[1]
                continue
            elif what in (SAVE, MARK):
                stack.append((None, line[1], slots[line[1]]))
                slots[line[1]] = at
                continue
            elif what == AT:
                if line[1](text, at):
                    continue
            elif what == PROGRESS:  # a loop that went round for nothing ends
                here += at == slots[line[1]]
                continue
            elif what == GROUP:
                first, last = slots[2 * line[1]], slots[2 * line[1] + 1]
                if last is not None and text.startswith(text[first:last], at):
                    at += last - first
                    continue
            elif what in (BEGIN, LOOK, LOOK_NOT):
                slots[line[1]], slots[line[1] + 1] = len(stack), at
                if what == LOOK_NOT:
                    stack.append((line[2], at))
                continue
            elif what in (CUT, FOUND):  # what was set within stays to be taken back
                height = slots[line[1]]
                stack[height:] = [one for one in stack[height:] if one[0] is None]
                at = at if what == CUT else slots[line[1] + 1]
                continue
            elif what == BEHIND:
                if at >= line[1]:
                    at -= line[1]
                    continue
            elif what == REFUSE:
                while len(stack) > slots[line[1]]:
                    self._back(stack, slots)
            else:
                return steps
            while stack and stack[-1][0] is None:
                self._back(stack, slots)
            if not stack:
                slots[1] = None
                return steps
            here, at = stack.pop()

    @staticmethod
    def _back(stack, slots):
        entry = stack.pop()
        if entry[0] is None:
            slots[entry[1]] = entry[2]


class _Code:
    """The instructions of one pattern, as they are written down."""

    def __init__(self, pattern, groups):
        self.lines, self.slots = [], 2 * groups
        self.flags, self.bytes = pattern.flags, isinstance(pattern.pattern, bytes)

    def add(self, *line):
        self.lines.append(list(line))
        return len(self.lines) - 1

    def new_slots(self, number):
        self.slots += number
        return self.slots - number

    def sequence(self, tree):
        for what, value in tree:
            self.one(str(what), what, value)

    def one(self, name, what, value):
        if name in ("LITERAL", "NOT_LITERAL", "IN", "ANY"):
            self.add(CHARACTER, Single(what, value, self.flags, self.bytes))
        elif name == "AT":
            self.add(AT, self.place(what, value))
        elif name == "BRANCH":
            self.branch(value[1])
        elif name == "SUBPATTERN":
            group, more, less, inner = value
            assert not more and not less, "flags within a pattern"
            slots = [] if group is None else [2 * group, 2 * group + 1]
            for slot in slots[:1]:
                self.add(SAVE, slot)
            self.sequence(inner)
            for slot in slots[1:]:
                self.add(SAVE, slot)
        elif name in ("MAX_REPEAT", "MIN_REPEAT"):
            self.repeat(*value, greedy=name == "MAX_REPEAT")
        elif name in ("POSSESSIVE_REPEAT", "ATOMIC_GROUP"):
            slot = self.new_slots(2)
            self.add(BEGIN, slot)
            if name == "ATOMIC_GROUP":
                self.sequence(value)
            else:
                self.repeat(*value, greedy=True)
            self.add(CUT, slot)
        elif name in ("ASSERT", "ASSERT_NOT"):
            direction, inner = value
            slot = self.new_slots(2)
            begin = self.add(LOOK if name == "ASSERT" else LOOK_NOT, slot, None)
            if direction < 0:
                self.add(BEHIND, inner.getwidth()[0])
            self.sequence(inner)
            self.add(FOUND if name == "ASSERT" else REFUSE, slot)
            self.lines[begin][2] = len(self.lines)
        elif name == "GROUPREF":
            self.add(GROUP, value)
        else:
            raise NotImplementedError(f"{name} in a pattern")

    def branch(self, ways):
        ends = []
        for way in ways[:-1]:
            split = self.add(SPLIT, len(self.lines) + 1, None)
            self.sequence(way)
            ends.append(self.add(JUMP, None))
            self.lines[split][2] = len(self.lines)
        self.sequence(ways[-1])
        for end in ends:
            self.lines[end][1] = len(self.lines)

    def repeat(self, least, most, inner, greedy):
        for _ in range(least):
            self.sequence(inner)
        splits = []
        if most is _constants.MAXREPEAT:
            top = self.add(SPLIT, len(self.lines) + 1, None)
            splits.append(top)
            if inner.getwidth()[0]:
                self.sequence(inner)
            else:
                slot = self.new_slots(1)
                self.add(MARK, slot)
                self.sequence(inner)
                self.add(PROGRESS, slot)
            self.add(JUMP, top)
        else:
            for _ in range(most - least):
                splits.append(self.add(SPLIT, len(self.lines) + 1, None))
                self.sequence(inner)
        for split in splits:
            inside, after = self.lines[split][1], len(self.lines)
            self.lines[split][1:] = (inside, after) if greedy else (after, inside)

    def place(self, what, value):
        """Return what tells whether a place is the beginning, the end, or that of a word."""
        name, lines = str(value), bool(self.flags & re.MULTILINE)
        feed = b"\n" if self.bytes else "\n"
        if name == "AT_BEGINNING_STRING" or (name == "AT_BEGINNING" and not lines):
            return _at_first
        if name == "AT_BEGINNING":
            return lambda text, at: at == 0 or text[at - 1 : at] == feed
        if name == "AT_END_STRING":
            return lambda text, at: at == len(text)
        if name == "AT_END":
            return lambda text, at: (
                at == len(text) or (text[at : at + 1] == feed and (lines or at == len(text) - 1))
            )
        if name == "AT_BOUNDARY":
            word = re.compile(rb"\w" if self.bytes else r"\w", self.flags & re.ASCII)
            return lambda text, at: (
                bool(word.match(text, at)) != bool(at and word.match(text, at - 1))
            )
        raise NotImplementedError(f"{name} in a pattern")


def _at_first(text, at):
    return at == 0


class Single(dict):
    """Tells of a character whether it fits one item of a pattern, and remembers it."""

    def __init__(self, what, value, flags, of_bytes):
        item = _parser.SubPattern(_parser.State(), [(what, value)])
        self.compiled, self.of_bytes = _compiler.compile(item, flags), of_bytes

    def __missing__(self, character):
        text = bytes([character]) if self.of_bytes else character
        fits = self[character] = self.compiled.match(text) is not None
        return fits
