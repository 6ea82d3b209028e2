"""How fast Casebook is, how much memory it takes, and how that compares: `python -m benchmarks --help`."""
