"""flet-chat: a self-hosted team chat, drawn by Flet, kept in one SQLite file."""

__version__ = "0.1.0"
