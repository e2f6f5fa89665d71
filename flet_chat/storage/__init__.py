"""SQL: how values are kept; a file per noun."""
