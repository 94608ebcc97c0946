"""What each assignment is: its questions, hidden checks and known mistakes, a folder each."""
