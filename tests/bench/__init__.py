"""The bench: what the kit costs, as ratios of things that are measured in turn (`make bench`)."""
