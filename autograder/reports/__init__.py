"""Results as people read them: terminal, page, notebook, picture and table. Made from `Result`."""
