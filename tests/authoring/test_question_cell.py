"""A question stands once, in the text: what is read from its cell, and what is complained of."""

import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from autograder.assignments import asked_for as files
from autograder.assignments.asked_for import AskedFor, asked_for, asked_for_path, written_down
from autograder.assignments.parts import ContentError
from autograder.assignments.question import Question, WrongAnswer
from autograder.assignments.registry import checks_of
from autograder.assignments.worked_examples import worked_example
from autograder.authoring import build
from autograder.authoring.build import build_all, choices_file
from autograder.authoring.reading_text.notebook_text import NotebookText, TextError, read_text
from autograder.authoring.reading_text.points_in_prose import sources_with_points
from autograder.authoring.solved_notebook import solved_notebook
from autograder.course import ROOT, load_course, text_path

HEAD = """\
---
given:
  IMAGES: worked_example("three-images")["value"]
  FROG: IMAGES["losses"][2]
---

"""
NUMBER = """\
asks: What is the loss?
right: FROG
wrong:
- value: FROG - 2
  name: slip_of_slide
  hint: >-
    A slip: look
    again.
- value: 1e3
  name: far_off
  hint: Far off.
"""
LIST = """\
- **A**: one
- **B**: two
- **C**: three
"""
CHOICE = """\
asks: Which one?
right: B
wrong:
- value: A
  name: first_one
  hint: No.
points: 3
"""


def cell(name: str, body: str) -> str:
    return f"```{{code-cell}} ipython3\n:question: {name}\n{body}```\n\n"


@pytest.fixture
def read(tmp_path):
    def reading(text: str, head: str = HEAD) -> NotebookText:
        path = tmp_path / "net.md"
        path.write_text(head + text, encoding="utf-8")
        return read_text(path)

    return reading


def test_a_number_is_read_with_its_wrong_values_in_order(read):
    text = read(cell("loss", NUMBER))
    frog = worked_example("three-images")["value"]["losses"][2]
    wrong = (
        WrongAnswer(frog - 2, "slip_of_slide", "A slip: look again."),
        WrongAnswer(1000.0, "far_off", "Far off."),
    )
    assert text.asked.questions == {"loss": Question("loss", "What is the loss?", frog, "", wrong)}
    assert text.asked.questions["loss"].points == 2


def test_a_choice_takes_its_letters_from_the_list_above(read):
    text = read(f"Which?\n\n{LIST}\n\n{cell('which', CHOICE)}")
    wrong = (WrongAnswer("A", "first_one", "No."),)
    assert text.asked.questions["which"] == Question("which", "Which one?", "B", "ABC", wrong, 3)


def test_a_list_further_up_belongs_to_its_own_question_only(read):
    text = read(f"{LIST}\n\n{cell('which', CHOICE)}{cell('loss', NUMBER)}")
    assert text.asked.questions["loss"].choices == ""


def test_answers_have_the_order_of_their_cells(read):
    answer = "```{code-cell} ipython3\n:answer: net_loss\n```\n\n"
    by_hand = '+++ {"answer": "in_words", "points": 4}\n\nText.\n\n+++\n\n'
    text = read(cell("loss", NUMBER) + by_hand + answer + f"{LIST}\n\n" + cell("which", CHOICE))
    assert text.asked.order == ("loss", "net_loss", "which")


WRONG_CELLS = {
    "an unknown key": (NUMBER.replace("asks", "ask"), "the question has a key “ask”; it may have"),
    "an unknown key of a wrong answer": (
        NUMBER.replace("name: far_off", "mistake: far_off"),
        "the wrong answer has a key “mistake”; it may have value, name, hint",
    ),
    "a missing sentence": (NUMBER.replace("asks: What is the loss?\n", ""), "has no “asks”"),
    "a missing right answer": (NUMBER.replace("right: FROG\n", ""), "has no “right”"),
    "a missing hint": (NUMBER.replace("  hint: Far off.\n", ""), "far_off has no “hint”"),
    "an empty hint": (NUMBER.replace("Far off.", '""'), "“hint of far_off” should be a text"),
    "a hint of two paragraphs": (
        NUMBER.replace("hint: Far off.", "hint: |-\n    Far\n    off."),
        "“hint of far_off” should be one paragraph",
    ),
    "a key twice": (NUMBER + "right: 2\n", "“right” is given twice"),
    "wrong answers that are no list": (
        "asks: What?\nright: 1\nwrong: 2\n",
        "“wrong” should be a list, each item with value, name and hint",
    ),
    "a list of other things": (
        "asks: What?\nright: 1\nwrong: [2]\n",
        "the wrong answer should have the keys value, name, hint",
    ),
    "no keys at all": ("2.9\n", "the question should have the keys asks, right, wrong, points"),
    "a colon in a text": (
        NUMBER.replace("Far off.", "Far off: very."),
        "its YAML can't be read in line 11 of its cell .*stands in the lines below `>-`",
    ),
    "an unknown name": (
        NUMBER.replace("right: FROG", "right: FROGS"),
        "“right” can't be worked out: FROGS raises NameError.* It may use np, .*, IMAGES, FROG",
    ),
    "an unknown worked example": (
        NUMBER.replace("right: FROG", 'right: worked_example("three")["value"]'),
        "“right” can't be worked out: .*no worked example 'three'; there are: three-images",
    ),
    "half an expression": (NUMBER.replace("1e3", "2 *"), "value of far_off.* SyntaxError"),
    "an expression that is a list": (
        NUMBER.replace("right: FROG", 'right: IMAGES["losses"]'),
        "“right” should be a finite number, but",
    ),
    "no number": (NUMBER.replace("1e3", "np.nan"), "“value of far_off” should be a finite number"),
    "a truth value": (NUMBER.replace("1e3", "1 > 0"), "should be a finite number, but 1 > 0"),
    "a letter without a list": (CHOICE, "“right” is the letter B, but no list of choices"),
    "a wrong value that is right": (
        NUMBER.replace("1e3", "FROG + 0.01"),
        "“right” and “far_off” are the same answer within rounding \\(12.9 and 12.91\\)",
    ),
    "two wrong values that are equal": (
        NUMBER.replace("1e3", "FROG - 2.01"),
        "“slip_of_slide” and “far_off” are the same answer within rounding",
    ),
    "a mistake twice": (
        NUMBER.replace("far_off", "slip_of_slide"),
        "the mistake “slip_of_slide” is named twice",
    ),
    "a mistake without a name of Python's kind": (
        NUMBER.replace("far_off", "far off"),
        "“far off” should be named like a variable",
    ),
    "points that are no number": (NUMBER + "points: two\n", "“points” should be a number above 0"),
    "no points": (NUMBER + "points: 0\n", "“points” should be a number above 0, and is 0"),
}


@pytest.mark.parametrize("what", WRONG_CELLS)
def test_a_cell_that_is_wrong_is_an_error_that_says_what_would_be_right(read, what):
    body, message = WRONG_CELLS[what]
    with pytest.raises(TextError, match=f"^net.md, question loss: .*{message}"):
        read(cell("loss", body))


WRONG_LETTERS = {
    "a letter that isn't offered": (
        LIST,
        CHOICE.replace("right: B", "right: D"),
        "“right” is D, where the list of choices above it has A, B, C",
    ),
    "a wrong letter that isn't offered": (
        LIST,
        CHOICE.replace("value: A", "value: D"),
        "“value of first_one” is D, where the list of choices above it has A, B, C",
    ),
    "a number": (LIST, CHOICE.replace("right: B", "right: 2"), "“right” is 2, where the list"),
    "two letters": (LIST, CHOICE.replace("right: B", "right: BC"), "“right” is BC, where"),
    "a letter that is right and wrong": (
        LIST,
        CHOICE.replace("value: A", "value: B"),
        "“right” and “first_one” are the same answer",
    ),
    "letters out of order": (
        LIST.replace("**C**", "**D**"),
        CHOICE,
        "has A, B, D where A, B, C would be right",
    ),
    "a letter twice": (LIST.replace("**C**", "**B**"), CHOICE, "has A, B, B where A, B, C"),
    "a single choice": ("- **A**: one\n", CHOICE, "has A where A, B would be right"),
}


@pytest.mark.parametrize("what", WRONG_LETTERS)
def test_letters_and_their_list_have_to_agree(read, what):
    choices, body, message = WRONG_LETTERS[what]
    with pytest.raises(TextError, match=f"^net.md, question which: .*{message}"):
        read(f"{choices}\n\n{cell('which', body)}")


def test_a_question_is_asked_once(read):
    with pytest.raises(TextError, match=r"^net.md, question loss: it is asked twice\.$"):
        read(cell("loss", NUMBER) + cell("loss", NUMBER))


def test_a_question_has_the_name_of_a_variable(read):
    with pytest.raises(TextError, match="question the-loss: its name should be one"):
        read(cell("the-loss", NUMBER))


WRONG_GIVENS = {
    "no names": ("given: 2", "`given` should hold names"),
    "a name of the course's": ("given:\n  np: 2", "“np”: a new name of Python's kind"),
    "no name": ("given:\n  my loss: 2", "“my loss”: a new name of Python's kind"),
    "what is only given below": (
        "given:\n  A: B\n  B: 2",
        "“A” of `given` can't be worked out.* It may use np, worked_example",
    ),
}


@pytest.mark.parametrize("what", WRONG_GIVENS)
def test_a_given_value_that_is_wrong_is_an_error(read, what):
    given, message = WRONG_GIVENS[what]
    with pytest.raises(TextError, match=f"^net.md: .*{message}"):
        read("Text.\n", f"---\n{given}\n---\n\n")


def test_what_is_written_for_the_grader_is_read_back_the_same(read, tmp_path, monkeypatch):
    asked = read(f"{cell('loss', NUMBER)}{LIST}\n\n{cell('which', CHOICE)}").asked
    monkeypatch.setattr(files, "_FOLDER", tmp_path)
    asked_for_path("net").write_text(written_down(asked), encoding="utf-8")
    assert asked_for("net") == asked


def test_an_assignment_that_was_never_built_is_an_error_that_says_what_to_do():
    with pytest.raises(ContentError, match="Run `autograder build never_built`"):
        asked_for("never_built")


def test_students_are_told_names_and_letters_only(read):
    text = read(f"{cell('loss', NUMBER)}{LIST}\n\n{cell('which', CHOICE)}")
    (written,) = choices_file({"net": text}).values()
    assert "".join(written.split()) == '{"net":{"loss":"","which":"ABC"}}'


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


@pytest.fixture
def svm(tmp_path, monkeypatch) -> Path:
    """A copy of the SVM notebook's text, which is built in place of the real one."""
    copy = tmp_path / "svm.md"
    shutil.copy(text_path("svm"), copy)
    real = text_path
    for module in ("build", "solved_notebook"):
        monkeypatch.setattr(
            f"autograder.authoring.{module}.text_path",
            lambda name: copy if name == "svm" else real(name),
        )
    return copy


def changed(text: Path, *pairs: tuple[str, str]) -> None:
    before = text.read_text(encoding="utf-8")
    for old, new in pairs:
        assert before.count(old) == 1
        before = before.replace(old, new)
    text.write_text(before, encoding="utf-8")


EDITS = {
    "a hint": ([("don't lose the margin", "keep the margin")], {"docs", "grader"}),
    "a right answer": (
        [('right: IMAGES["losses"][2]', "right: 12.8")],
        {"grader", "solved"},
    ),
    "what is asked": (
        [("asks: What is the mean loss", "asks: Which is the mean loss")],
        {"grader"},
    ),
    "a choice more": (
        [("- **C**: from −∞ to ∞", "- **C**: from −∞ to ∞\n- **D**: from 1 to ∞")],
        {"grader", "choices", "solved", "student"},
    ),
    "a question's name": (
        [(":question: mean_loss", ":question: loss_on_average")],
        {"docs", "grader", "choices", "names", "solved", "student"},
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_a_question_that_was_edited_is_stale_wherever_it_is_told(svm, what):
    coursework = ROOT / "assignments" / "coursework"
    places = {
        "docs": ROOT / "docs" / "mistakes.md",
        "grader": asked_for_path("svm"),
        "choices": coursework / "questions.json",
        "names": coursework / "notebook_names.json",
        "solved": ROOT / "solutions" / "notebooks" / "svm" / "svm.ipynb",
        "student": ROOT / "assignments" / "svm" / "svm.ipynb",
    }
    pairs, stale = EDITS[what]
    changed(svm, *pairs)
    assert set(build.differing(build_all())) == {places[name] for name in stale}


def test_points_of_a_question_count_wherever_they_are_told(svm):
    changed(svm, ('right: IMAGES["mean"]\n', 'right: IMAGES["mean"]\npoints: 3\n'))
    with pytest.raises(TextError, match=r"^svm.md has {{question_points}}"):
        solved_notebook("svm", load_course())
    changed(svm, ("({{question_points}} points each)", "(2 or 3 points each)"))
    notebook = solved_notebook("svm", load_course())
    (check,) = (one for one in notebook.cells if one.id == "check_mean_loss")
    assert check.metadata.nbgrader.points == 3
    assert "| 1. From scores to a loss | `hinge_loss` | 15 |" in notebook.cells[1].source


def test_every_file_for_the_grader_belongs_to_an_assignment_of_the_course():
    found = {path.name for path in asked_for_path("svm").parent.iterdir()}
    assert found == {f"{one.name}.json" for one in load_course().assignments}


def test_checks_are_loaded_without_what_reads_texts():
    loads = (
        "import sys, autograder.assignments.registry as r; r.all_checks('svm'); print(*sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True)
    assert "autograder.assignments.svm.checks" in shown.stdout.split()
    assert {"jupytext", "yaml"}.isdisjoint(shown.stdout.split())


def test_an_answer_that_no_text_asks_for_comes_last():
    *_, last = checks_of("svm", AskedFor(("svm_loss_naive", "svm_loss_vectorized"), {}))
    assert last.question == "hinge_loss"
