"""A question's cell is read whole, or an error says what would be right."""

import pytest
from question_cells import CHOICE, LIST, NUMBER, cell

from autograder.assignments import asked_for as files
from autograder.assignments.asked_for import asked_for, asked_for_path, written_down
from autograder.assignments.parts import ContentError
from autograder.assignments.question import Question, WrongAnswer
from autograder.assignments.worked_examples import worked_example
from autograder.authoring.build import choices_file
from autograder.authoring.reading_text.notebook_text import TextError


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
