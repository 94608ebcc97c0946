"""What results were made from, and why points changed when that did."""
