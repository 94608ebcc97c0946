"""Who handed in what: platforms, folders and zips, the roster and times."""
