"""nbgrader's step that takes the solutions out, for functions and for questions."""

from nbgrader.preprocessors import ClearSolutions
from traitlets import Unicode


class ClearAnswers(ClearSolutions):
    """Leave ``raise NotImplementedError`` in a function, and nothing more in a question.

    A question's cell is to run unanswered: ``loss_range = None`` stands before the
    solution and stays.
    """

    text_stub = Unicode("*Your answer here.*").tag(config=True)

    def _replace_solution_region(self, cell, language):  # type: ignore[no-untyped-def]
        in_function = "    ### BEGIN SOLUTION" in cell.source
        stub = "# your code here\nraise NotImplementedError" if in_function else ""
        self.code_stub = {language: stub}
        replaced = super()._replace_solution_region(cell, language)
        cell.source = cell.source.rstrip()
        return replaced
