"""What the bench measures, part by part: each gives the rows of one table."""
