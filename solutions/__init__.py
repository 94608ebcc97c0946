"""The reference solutions, a module an assignment; for instructors."""
