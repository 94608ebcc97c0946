"""From a notebook's untrusted bytes to the source text of its answers."""
