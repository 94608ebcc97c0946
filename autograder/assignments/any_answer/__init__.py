"""What answers of all assignments are asked for."""
