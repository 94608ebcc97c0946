"""The visible checks, a module an assignment."""
