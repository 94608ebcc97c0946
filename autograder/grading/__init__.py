"""The grade of one submission: what its answers earn, why, and from what that was made."""
