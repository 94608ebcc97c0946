"""The notebooks' pictures, a module an assignment, in a look that all share."""
