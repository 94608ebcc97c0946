"""Any right function or class can be made to return its values in another form."""

import numpy as np
import pytest

from autograder.assignments.written_answers.forms import FORMS, has_form, in_form

FORM = {form.name: form for form in FORMS}
BOTH = '''
def both(W):
    """Sum and double.

    Returns
    -------
    total : float
    doubled : array of W's shape
    """
    return float(W.sum()), 2 * W
'''
GATE = '''
class Gate:
    def forward(self, x):
        """Double.

        Returns
        -------
        float or array
        """
        self.x = x
        return 2 * x

    def _hidden(self):
        return self.x
'''
W = np.arange(6.0).reshape(2, 3)


def made(name, text, form):
    space = {"np": np}
    exec(in_form(name, text, FORM[form]), space)
    return space[name]


@pytest.mark.parametrize("form", FORM)
@pytest.mark.filterwarnings("ignore:still testing")
def test_the_values_stay_the_same(form):
    total, doubled = made("both", BOTH, form)(W)
    assert total == 15
    assert np.array_equal(doubled, 2 * W)


def test_each_form_is_what_it_is_called():
    total, doubled = made("both", BOTH, "returns_float32")(W)
    assert type(total) is np.float32 and doubled.dtype == np.float32
    total, _ = made("both", BOTH, "returns_0d_arrays")(W)
    assert isinstance(total, np.ndarray) and total.shape == ()
    _, doubled = made("both", BOTH, "returns_other_layout")(W)
    assert not doubled.flags.c_contiguous and doubled.strides[0] < doubled.strides[1]
    assert made("both", BOTH, "returns_lists")(W) == [15.0, (2 * W).tolist()]


def test_printing_prints_and_warns(capsys):
    with pytest.warns(UserWarning, match="still testing"):
        made("both", BOTH, "prints_and_warns")(W)
    assert capsys.readouterr().out.startswith("returned: (15.0, array(")


def test_a_class_keeps_its_name_and_its_own_methods():
    Gate = made("Gate", GATE, "returns_lists")
    gate = Gate()
    assert (Gate.__name__, gate.forward(W)) == ("Gate", (2 * W).tolist())
    assert gate._hidden() is W


def test_only_what_returns_numbers_or_arrays_by_its_docstring_has_their_forms():
    no_array = BOTH.replace("    doubled : array of W's shape\n", "")
    assert [has_form(BOTH, one) for one in FORMS] == [True] * len(FORMS)
    assert [one.name for one in FORMS if not has_form(no_array, one)] == [
        "returns_other_layout",
        "returns_lists",
    ]
