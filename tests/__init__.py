"""The tests; they mirror the packages, and tests/shape reads the source itself."""
