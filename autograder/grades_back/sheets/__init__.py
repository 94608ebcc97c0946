"""The gradebook files that platforms export and take back."""
