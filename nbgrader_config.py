"""nbgrader's configuration for this course: it grades by the kit's sandboxed grader.

This folder is the course directory. Its source notebooks are the solved ones that
`autograder build` makes, and it releases them to `assignments/`.
"""

import sys
import warnings
from pathlib import Path

from sqlalchemy.exc import SAWarning

# The kit of this folder grades it, also where another checkout of the kit is installed.
sys.path.insert(0, str(Path(__file__).resolve().parent / "assignments"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

try:
    from autograder.authoring.clear_solutions import ClearAnswers
    from autograder.course import load_course
    from autograder.machine.private_files import close_gradebooks
    from autograder.nbgrader.gradebook_file import find_alembic
    from autograder.nbgrader.grading_steps import (
        AUTOGRADE_STEPS,
        FEEDBACK_STEPS,
        GENERATE_STEPS,
        LatePolicy,
        SettledExport,
        keep_penalties,
        read_timestamps,
    )
    from autograder.nbgrader.replaced_commands import OpenedFeedback, replace_commands

    load_course()
    find_alembic()
    replace_commands()
    read_timestamps()
    keep_penalties()
    close_gradebooks()
except Exception as error:
    # nbgrader would go on without this file, and run students' code unprotected.
    sys.exit(f"nbgrader_config.py can't be used: {error}")

# nbgrader 0.9 builds its objects in an order that SQLAlchemy 2 grumbles at, to no effect.
warnings.filterwarnings("ignore", category=SAWarning)

c = get_config()  # noqa: F821  (given by nbgrader)

c.CourseDirectory.course_id = "deep-learning"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory = "solutions/notebooks"
c.CourseDirectory.release_directory = "assignments"

c.GenerateAssignment.preprocessors = GENERATE_STEPS
c.Autograde.autograde_preprocessors = AUTOGRADE_STEPS
c.AssignLatePenalties.plugin_class = LatePolicy
c.GenerateFeedback.preprocessors = FEEDBACK_STEPS
c.ExportApp.plugin_class = SettledExport
c.ExchangeFactory.release_feedback = OpenedFeedback
c.ClearSolutions.text_stub = ClearAnswers.text_stub.default_value

# Student text reaches feedback pages and formgrader: let nothing of it act there.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "clean_html": "autograder.nbgrader.sanitized_pages.clean",
    "markdown2html": "autograder.nbgrader.sanitized_pages.markdown",
    "highlight_code": "autograder.nbgrader.sanitized_pages.highlighted",
}
