"""Who handed in what: platforms, archives, the roster and times."""
