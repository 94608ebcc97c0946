"""Changes of the reference, one at a time: whatever is changed, the checks have to notice."""
