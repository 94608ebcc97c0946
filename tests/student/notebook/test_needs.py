"""A picture that needs an answer waits for it quietly, and hides no error that helps."""

import numpy as np
import pytest

from coursework import check, needs
from coursework.instant_feedback.needs import NOT_RIGHT
from coursework.scoring.check import Failure


@pytest.fixture(autouse=True)
def no_check_was_run():
    NOT_RIGHT.clear()
    yield
    NOT_RIGHT.clear()


def test_needs_is_silent_when_all_is_done(capsys):
    with needs("hinge_loss"):
        pass
    assert capsys.readouterr().out == ""


def test_needs_names_all_answers(capsys):
    with needs("hinge_loss", "svm_loss_naive", "svm_loss_vectorized"):
        raise NotImplementedError
    names = "`hinge_loss`, `svm_loss_naive` and `svm_loss_vectorized`"
    expected = f"This appears when {names} are done.\n"
    assert capsys.readouterr().out == expected


def test_needs_says_why_an_answer_cannot_be_used(capsys):
    with needs("svm_loss_naive"):
        raise Failure("Your gradient is None.")
    assert "is done. Your gradient is None." in capsys.readouterr().out


@pytest.mark.parametrize("error", [ZeroDivisionError, NameError])
def test_needs_hides_no_other_error(error):
    with pytest.raises(error), needs("hinge_loss"):
        raise error("of the student's own code")


def test_an_answer_whose_cell_was_not_run_is_asked_for(capsys):
    with needs("hinge_loss"):
        hinge_loss  # noqa: B018, F821
    assert "Run the cell of `hinge_loss` first." in capsys.readouterr().out


def checked(name, function):
    exec(f"check({name!r})", {"check": check, name: function})


def test_an_error_after_a_red_check_is_a_line_that_points_to_the_check(capsys):
    checked("hinge_loss", lambda scores, label, delta=1.0: "no number")
    capsys.readouterr()
    with needs("hinge_loss"):
        sum("no number")
    out = capsys.readouterr().out
    assert "First look at the check of `hinge_loss`. (TypeError: " in out
    assert len(out.splitlines()) == 1


def test_a_picture_made_with_a_wrong_answer_says_so(capsys):
    checked("hinge_loss", lambda scores, label, delta=1.0: 0)
    capsys.readouterr()
    with needs("hinge_loss", "svm_loss_naive"):
        np.float64(1e300) * 1e300  # overflows without a warning, as it is wrong anyway
    expected = "Don't trust this yet: it was made with `hinge_loss`, and a check isn't green.\n"
    assert capsys.readouterr().out == expected


def test_after_a_green_check_an_error_is_shown_again():
    from solutions.svm import hinge_loss

    checked("hinge_loss", lambda scores, label, delta=1.0: 0)
    checked("hinge_loss", hinge_loss)
    with pytest.raises(TypeError), needs("hinge_loss"):
        sum("no number")
