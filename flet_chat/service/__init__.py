"""Use cases: one synchronous function, one transaction; a file per noun."""
