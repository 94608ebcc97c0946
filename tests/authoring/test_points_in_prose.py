"""Points in prose are those of the checks."""

from textwrap import dedent

import pytest
from question_cells import CHOICE, LIST, NUMBER, cell

from autograder.authoring.reading_text.notebook_text import NotebookText, TextError
from autograder.authoring.reading_text.points_in_prose import sources_with_points

PROSE = """\
| Part | Points |
|---|---|
| 1. First | {{points}} |
| 2. Second | {{points}} |

Questions are worth {{question_points}} points each.

## 1. First

"""


def told(text: NotebookText, worth: dict[str, float]) -> str:
    return "\n".join(sources_with_points(text, worth))


def test_points_in_prose_are_those_of_the_checks(read):
    second = dedent(
        """\
        ## 2. Second

        Here are {{points of net_loss}} and {{points of in_words}} points.

        ```{code-cell} ipython3
        :answer: net_loss
        ```

        ```{code-cell} ipython3
        :check: net_loss
        ```

        +++ {"answer": "in_words", "points": 4}

        Text.
        """
    )
    text = read(PROSE + cell("loss", NUMBER) + second)
    source = told(text, {"loss": 2, "net_loss": 10.5})
    assert "| 1. First | 2 |\n| 2. Second | 14.5 |" in source
    assert "worth 2 points each" in source and "Here are 10.5 and 4 points." in source


@pytest.mark.parametrize(
    ("prose", "placeholder"),
    [
        ("{{points of nothing}}", "points of nothing"),
        ("{{points}} in all", "points"),
        ("| 3. Third | {{points}} |", "points"),
        ("{{ points of loss }}", " points of loss "),
    ],
)
def test_a_placeholder_that_stands_for_nothing_is_an_error(read, prose, placeholder):
    text = read(f"{prose}\n\n{cell('loss', NUMBER)}")
    with pytest.raises(TextError, match=rf"has {{{{{placeholder}}}}}, which stands"):
        told(text, {"loss": 2})


def test_questions_worth_different_points_have_no_points_in_common(read):
    prose = "Questions are worth {{question_points}} points each."
    text = read(f"{prose}\n\n{cell('loss', NUMBER)}{LIST}\n\n{cell('which', CHOICE)}")
    with pytest.raises(TextError, match="aren't all worth the same: 2, 3"):
        told(text, {"loss": 2, "which": 3})
