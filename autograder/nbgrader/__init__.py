"""nbgrader's gradebook and commands, agreeing with the kit's own grades."""
