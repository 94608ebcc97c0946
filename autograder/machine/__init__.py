"""The machine that grades: processes that end, files that are whole and closed to others."""
