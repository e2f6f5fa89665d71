"""A workspace with its cast, and a desk to open screens at."""

from tests.cast import clock, workspace

__all__ = ["clock", "workspace"]
