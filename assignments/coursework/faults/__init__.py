"""How an answer fails: errors, mishaps, what isn't finished, and what may be told of it."""
