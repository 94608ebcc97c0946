"""What stands between a submission and the machine, and the proof that it holds."""
