"""The process that runs a student's answers, confined before anything of theirs is there.

Started by `autograder.sandbox.isolation.launch` inside the sandbox.
"""

import json
import os
import sys

import limits
import notebook_python

settings = json.loads(sys.argv[1])
limits.restrict(settings)
notebook_python.prepare(settings["site"])

import answering  # noqa: E402  (numpy, which it needs, is found in the student's environment)

# In place of this file's folder that of the student's own, where a `wire.py` is theirs.
scripts, sys.path[0] = sys.path[0], os.getcwd()
for name, module in list(sys.modules.items()):
    its_file = getattr(module, "__file__", None) or ""
    if its_file.startswith(scripts) and name != "__main__":
        sys.modules[f"sandboxed.{name}"] = sys.modules.pop(name)
# They can't be set in the sandbox, and count for nothing in a folder that is thrown away.
vars(os).update(chmod=lambda *_, **__: None, utime=lambda *_, **__: None)
answering.answer_requests()
