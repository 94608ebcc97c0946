"""What each platform writes around a hand-in, and which of them packed a class."""
