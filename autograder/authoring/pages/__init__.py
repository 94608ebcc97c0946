"""Pages of `docs/` that are written by a command: known mistakes, what they cost, totals."""
