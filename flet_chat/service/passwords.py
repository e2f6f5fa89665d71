"""Hashes passwords with argon2id, one at a time and off the loop.

19 MiB and two passes are OWASP's recommendation; the library's default of 64 MiB for each sign-in at once
would break the promise to run in 256 MB.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_one_at_a_time = ThreadPoolExecutor(1, thread_name_prefix="flet-chat-passwords")


async def hashed(password: str) -> str:
    """The argon2id hash, parameters included."""
    return await asyncio.get_running_loop().run_in_executor(_one_at_a_time, hashed_now, password)


def hashed_now(password: str) -> str:
    """The same for callers without an event loop."""
    return _hasher.hash(password)


async def matches(password: str, password_hash: str | None) -> bool:
    """True if the password made that hash. Without a hash it takes as long, so that nobody learns which names exist."""
    return await asyncio.get_running_loop().run_in_executor(_one_at_a_time, _matches, password, password_hash)


def _matches(password: str, password_hash: str | None) -> bool:
    try:
        return _hasher.verify(password_hash or NOBODY, password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keS1ubw$2nXyJ5rF8z5F7q7Z0f9l9S1tqD7B7Qy0kqv2J7bq3aM"
"""The shape of a hash that no password is known for."""
