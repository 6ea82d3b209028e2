"""Forms in Excel and Word that companies fill in: made from the programme's settings, and read back to case files."""
