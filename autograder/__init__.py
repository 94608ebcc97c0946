"""The grader, and what authors and instructors do with it."""

import sys
import time

# Before any other module of the kit is loaded: see `autograder.class_run.edited_kit`.
STARTED = time.time()
# jsonschema, by which notebooks are read, builds the grammars of all kinds of addresses for
# checks of formats that no notebook's schema has: a second of processor time in each process.
# It does without this optional package where that isn't installed, and so it does here.
if "jsonschema" not in sys.modules:
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
