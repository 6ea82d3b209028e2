"""The pages of the handbook that are made from the code, so that they cannot go stale: keys, diagnostics, commands."""
