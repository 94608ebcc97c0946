"""The Python that a submission runs with: which version, which packages."""
