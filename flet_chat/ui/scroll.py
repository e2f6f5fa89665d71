"""Where the person is in the message list, and what follows from it."""

from typing import TYPE_CHECKING

from flet_chat.ui.pieces.header import pill
from flet_chat.ui.shell import PILL_ID
from flet_chat.ui.wire import Patch

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

NEAR = 60
"""Pixels from the end within which one is at the end."""
FAR = 600
"""Pixels from the end beyond which a way back is offered."""
AHEAD = 600
"""Pixels before the oldest row at which older ones are fetched."""


class Scroll:
    """Follows the scrolling of one tab."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self._pill: int | None = None
        self._fetched_at = -1.0

    def reset(self) -> None:
        """The list was filled anew, at its end."""
        self._fetched_at = -1.0
        self._offer(None)

    def waiting(self) -> None:
        """Say how many messages wait below."""
        if self._tab.history.waiting:
            self._offer(self._tab.history.waiting)

    def moved(self, pixels: float, furthest: float) -> None:
        """The list stands so many pixels from its end now, of so many at most: fetch what comes into reach."""
        history = self._tab.history
        was_at_end, history.at_end = history.at_end, pixels < NEAR
        if furthest - pixels < AHEAD and furthest != self._fetched_at:
            self._fetched_at = furthest  # once for each length, or a burst of events would fetch many pages
            history.load_older()
        if history.at_end and not was_at_end:
            if history.behind:
                history.to_end()
            elif history.live:
                self._tab.reading.mark_read()
        if history.waiting:
            self.waiting()
        else:
            self._offer(0 if pixels > FAR else None)

    def _offer(self, count: int | None) -> None:
        if count == self._pill:
            return
        self._pill = count
        patch = Patch(PILL_ID).set("visible", b"\xc3" if count is not None else b"\xc2")
        if count is not None:
            patch.set("content", pill(min(count, 100)).data)
        self._tab.line.send(patch.frame())
