"""Waiting for a condition, instead of sleeping and hoping; the only place in the tests that pauses."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PAUSE = 0.02
"""Seconds between two looks."""


def until(look: Callable[[], T], what: str = "the condition", seconds: float = 10) -> T:
    """Look until the answer is true, and return it; fails after so many seconds."""
    end = time.monotonic() + seconds
    while not (answer := look()):
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come about within {seconds} s")
        threading.Event().wait(PAUSE)
    return answer


async def eventually(look: Callable[[], T], what: str = "the condition", seconds: float = 10) -> T:
    """The same on the event loop, which goes on meanwhile."""
    end = time.monotonic() + seconds
    while not (answer := look()):
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come about within {seconds} s")
        await asyncio.sleep(PAUSE)
    return answer
