"""What the made-up cheats have in common."""

ANYTHING = """
class Anything(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return Anything(0)
    __rsub__ = __sub__
    def __abs__(self): return Anything(0)
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__
"""
"""A number that calls itself equal to every other, pasted at the end of a cheat's answer."""
