"""Right values in unusual forms, which have to earn full marks: lists, float32, 0-d arrays, …

Any right function does for this. Its source is put into the notebook together with a function
of this module, through which everything that it returns goes.
"""

from __future__ import annotations

import functools
import inspect
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

_NEEDED = "import functools\nimport warnings\nfrom typing import Any\n\nimport numpy as np\n"


def returns_float32(value: Any) -> Any:
    """Rounds to float32."""
    return in_each(value, lambda one: np.float32(one) if np.asarray(one).dtype == float else one)


def returns_0d_arrays(value: Any) -> Any:
    """Returns 0-d arrays in place of numbers."""
    return in_each(value, lambda one: np.array(one) if isinstance(one, float | int) else one)


def returns_other_layout(value: Any) -> Any:
    """Returns every other column of a larger array, and that in Fortran order."""

    def strided(one: Any) -> Any:
        if not np.ndim(one):
            return one
        return np.asfortranarray(np.repeat(one, 2, axis=-1))[..., ::2]

    return in_each(value, strided)


def returns_lists(value: Any) -> Any:
    """Returns lists in place of arrays and of pairs, and Python's own numbers."""
    if isinstance(value, tuple | list):
        return [returns_lists(one) for one in value]
    if isinstance(value, dict):
        return {key: returns_lists(one) for key, one in value.items()}
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def prints_and_warns(value: Any) -> Any:
    """Prints what it returns, and warns."""
    print("returned:", value)
    warnings.warn("still testing", stacklevel=2)
    return value


def in_each(value: Any, change: Any) -> Any:
    """Change each number and array in a value, which may be a tuple, list or dictionary of them."""
    if isinstance(value, tuple | list):
        return type(value)([in_each(one, change) for one in value])
    if isinstance(value, dict):
        return {key: in_each(one, change) for key, one in value.items()}
    return change(value)


def returning(answer: Any, form: Any) -> Any:
    """Make a function, or each method of a class, return its values in another form."""
    if isinstance(answer, type):
        methods = {
            name: returning(method, form)
            for name, method in vars(answer).items()
            if callable(method) and not name.startswith("_")
        }
        return type(answer.__name__, (answer,), methods)

    @functools.wraps(answer)
    def changed(*arguments: Any, **named: Any) -> Any:
        return form(answer(*arguments, **named))

    return changed


@dataclass(frozen=True)
class Form:
    """An unusual form of right values.

    Parameters
    ----------
    of
        What an answer has to return, by the word for it in its docstring, for the form to be
        other than the usual one.
    suits_others
        Whether code that expects a number or an array can work with the form as well.
    """

    change: Callable[[Any], Any]
    of: tuple[str, ...]
    suits_others: bool = True

    @property
    def name(self) -> str:
        """The name of the function that changes a value into the form."""
        return self.change.__name__


FORMS = (
    Form(returns_float32, ("float", "array")),
    Form(returns_0d_arrays, ("float",)),
    Form(returns_other_layout, ("array",)),
    Form(returns_lists, ("array",), suits_others=False),
    Form(prints_and_warns, ("float", "array", "dict")),
)


def has_form(text: str, form: Form) -> bool:
    """Tell whether an answer, by its docstring, returns what can have a form."""
    _, *sections = text.split("Returns\n")
    returned = [one.partition("\n\n")[0].partition('"""')[0] for one in sections]
    words = set(" ".join(returned).replace(",", " ").split())
    return not words.isdisjoint(form.of)


def in_form(name: str, text: str, form: Form) -> str:
    """Return the source text of a right answer, changed to return its values in a form."""
    parts = [inspect.getsource(one) for one in (in_each, form.change, returning)]
    wrapped = f"{name} = returning({name}, {form.name})\n"
    return "\n\n".join([text, _NEEDED, *parts, wrapped])
