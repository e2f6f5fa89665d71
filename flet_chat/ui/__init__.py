"""The interface, drawn by Flet from Python."""
