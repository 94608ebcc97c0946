"""The grader, and what authors and instructors do with it."""

import time

# Before any other module of the kit is loaded: see `autograder.class_run.edited_kit`.
STARTED = time.time()

from autograder.lean_imports import lean_nbgrader, without_grammars_of_addresses  # noqa: E402

without_grammars_of_addresses()
lean_nbgrader()
