"""What SQLite's failures mean to those who called: no name of its own leaves this package."""

import sqlite3

from flet_chat.core.errors import NotFound, Unavailable


def named(error: Exception) -> Exception:
    """The error to raise instead, caused by this one; the same where it is none of SQLite's."""
    meaning: Exception
    if isinstance(error, sqlite3.OperationalError):
        meaning = Unavailable()  # a full disk, a failing one, a lock held for too long
    elif isinstance(error, OverflowError):
        meaning = NotFound()  # an id of more than 64 bits, out of an address that somebody made up
    else:
        return error
    meaning.__cause__ = error
    return meaning
