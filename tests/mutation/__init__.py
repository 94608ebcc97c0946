"""Mutation of the reference: whatever is changed in it, the checks have to notice."""
