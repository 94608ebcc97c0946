"""What checks expect: right values, no loop, arguments left alone. For who writes checks."""
