"""What runs inside the sandbox, next to the student's code. It holds no secret."""
