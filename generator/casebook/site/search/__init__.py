"""The full text search: folding, the index, the plan of a query and its evaluation, as the browser does it."""
