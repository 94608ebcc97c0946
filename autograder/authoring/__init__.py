"""What authors do: build the notebooks, prove that an assignment grades fairly, show a demo."""
