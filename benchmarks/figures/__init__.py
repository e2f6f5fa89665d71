"""The figures, one file each: `measure(bench)` returns lines of the table."""
