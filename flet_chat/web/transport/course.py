"""What a line of either kind owes its tab: to be told what happens, in order, and of the end exactly once."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Protocol

from flet_chat.service.lines import Tab

END_CODES = {"signed-out": 4401, "resync": 1012}
"""What a close frame says, by the reason that the tab gave."""


class AnyLine(Protocol):
    """What the transport needs to know of a line of either kind."""

    user_id: int
    session_id: int

    def end(self, reason: str) -> None:
        """Close for good."""


class Course:
    """Calls a tab's `away`, `back` and `closed`, in order, `closed` once, and never from inside the tab's own call."""

    def __init__(self, over: Callable[[], object]) -> None:
        self.tab: Tab | None = None
        self.ended = False
        self._over = over
        self._due: deque[Callable[[], None]] = deque()

    def say(self, what: str) -> None:
        """Have a method of the tab called as soon as nobody is inside the tab.

        A broadcast walks over the tabs and finds one gone: were it told at once, it would change what is walked over.
        """
        if not self._due:
            asyncio.get_running_loop().call_soon(self.catch_up)
        self._due.append(lambda: getattr(self.tab, what, lambda: None)())

    def catch_up(self) -> None:
        """Make the calls that are due."""
        while self._due:
            self._due.popleft()()
        if self.ended:
            self.tab = None

    def finish(self) -> bool:
        """Close the tab; false if that was done before."""
        if self.ended:
            return False
        self.ended = True
        self._over()
        self.say("closed")
        return True
