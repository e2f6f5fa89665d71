"""Tests of the use cases work on a real workspace with the cast in it."""

from tests.cast import clock, workspace

__all__ = ["clock", "workspace"]
