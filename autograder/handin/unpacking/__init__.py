"""Reading what was handed in: folders, zips, names and tables; nothing of it is believed."""
