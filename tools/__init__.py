"""Scripts that serve the sample casebook; no part of the product."""
