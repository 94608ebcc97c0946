"""The reports: every way in which results are shown. All are made from `Result` alone.

Each report lives in its own module; this is the door to them.
"""

from autograder.class_picture import class_picture
from autograder.feedback import feedback_page
from autograder.summary import summary_csv
from autograder.table import class_table, terminal_report
from autograder.wording import spoken

__all__ = [
    "class_picture",
    "class_table",
    "feedback_page",
    "spoken",
    "summary_csv",
    "terminal_report",
]
