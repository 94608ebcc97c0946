"""Grading on the machines of a Dask cluster: tasks go out, results come back to the one writer."""
