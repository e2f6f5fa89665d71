"""Slows down those who guess passwords: by account and by address, in memory."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from datetime import datetime, timedelta

from flet_chat.core.errors import TooManyAttempts

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 50
"""More than for an account: a whole office may share one address."""
MOST_KEYS = 10_000
"""Bounds the memory that an attacker with many addresses can take."""


class Throttle:
    """Counts failures in a sliding window."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.turn = asyncio.Lock()
        """Held from `check` to `failed`, or a burst of guesses would all pass the check before the first has failed."""
        self._failures: OrderedDict[str, deque[datetime]] = OrderedDict()

    def check(self, account: str, address: str) -> None:
        """Raise TooManyAttempts if this account or address failed too often."""
        if self._count(f"account:{account}") >= PER_ACCOUNT or self._count(f"address:{address}") >= PER_ADDRESS:
            raise TooManyAttempts

    def failed(self, account: str, address: str) -> None:
        """Note a failure."""
        for key, most in ((f"account:{account}", PER_ACCOUNT), (f"address:{address}", PER_ADDRESS)):
            self._failures.setdefault(key, deque(maxlen=most)).append(self._clock())
            self._failures.move_to_end(key)
        while len(self._failures) > MOST_KEYS:
            self._failures.popitem(last=False)

    def succeeded(self, account: str) -> None:
        """Forget the failures of an account.

        Those of the address stay, or one account of one's own would lift the limit.
        """
        self._failures.pop(f"account:{account}", None)

    def _count(self, key: str) -> int:
        times = self._failures.get(key, ())
        oldest = self._clock() - WINDOW
        return sum(1 for time in times if time > oldest)
