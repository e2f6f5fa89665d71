"""Tells other readers of the log that something was committed."""
