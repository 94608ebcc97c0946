"""Proof that an assignment is sound: what it declares, how it grades, and that it runs."""
