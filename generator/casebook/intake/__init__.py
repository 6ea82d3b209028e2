"""Tables that somebody already has, through a mapping, to case files."""
