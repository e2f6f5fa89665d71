"""Secrets that stand for a person: made here, kept only as a hash."""

import hashlib
import secrets


def make() -> str:
    """A fresh secret of 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> bytes:
    """What is kept of it. A fast hash is right here: 256 random bits cannot be guessed, unlike a password."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
