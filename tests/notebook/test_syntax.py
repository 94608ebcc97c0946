"""A text is read once while it is needed, and its tree stays as it was read."""

import ast

from autograder.notebook.repair import repaired
from autograder.notebook.syntax import compiles, essence_of, forget_texts, statements

SOURCE = 'def f(x):\n    """Says what."""\n    class A:\n        pass\n    return x\n'


def test_whoever_reads_a_tree_leaves_it_as_it_is():
    before = [ast.dump(one) for one in statements(SOURCE)]
    essence_of(SOURCE), compiles(SOURCE), repaired(SOURCE)
    assert [ast.dump(one) for one in statements(SOURCE)] == before


def test_a_tree_is_shared_until_its_text_is_forgotten():
    first = statements(SOURCE)[0]
    assert statements(SOURCE)[0] is first
    forget_texts()
    assert statements(SOURCE)[0] is not first


def test_what_does_nothing_is_no_part_of_what_code_does():
    bare = "def f(x):\n    class A:\n        pass\n    return x\n"
    assert essence_of(SOURCE) == essence_of(bare + "# a comment\n")
    assert essence_of(SOURCE) != essence_of(bare.replace("return x", "return x + 0"))
    assert essence_of('"""Only words."""\npass\n') == ""
    assert essence_of("def f(:") is None
