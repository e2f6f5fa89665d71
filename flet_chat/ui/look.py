"""The brand in one tab, and what the window shows outside of its page: the colour of its bar, its icon, its badge."""

from functools import lru_cache
from typing import TYPE_CHECKING

from flet_chat.brand.manifest import address
from flet_chat.core.brand import Brand
from flet_chat.service.lines import Frame
from flet_chat.ui.pieces import frame as pieces
from flet_chat.ui.shell import BRAND_ID
from flet_chat.ui.theme import themes
from flet_chat.ui.wire import PAGE_ID, Patch, pack

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from flet_chat.ui.tab import ChatTab

BADGE_AFTER = 1.0
"""Seconds in which changes of the unread count are gathered."""


class Look:
    """Colours, icon and badge of one tab."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self._waiting: TimerHandle | None = None
        self._counted: int | None = None

    def show(self) -> None:
        """Show whose workspace it is."""
        self._tab.fill(BRAND_ID, pieces.brand(self._tab.hub.directory.brand))

    def changed(self) -> None:
        """The workspace looks different now."""
        brand = self._tab.hub.directory.brand
        self._tab.line.send(_themed(brand))
        self._tab.line.tell({"brand": {"color": brand.theme_color, "icon": address("favicon.png", brand)}})
        self.show()
        self._tab.dialogs.refresh()

    def count(self) -> None:
        """The number of unread messages may be another; told only to an app whose icon can show it."""
        if self._tab.hello.badge and self._waiting is None:
            self._waiting = self._tab.wire.loop.call_later(BADGE_AFTER, self._tell)

    def close(self) -> None:
        """Tell nothing more."""
        if self._waiting is not None:
            self._waiting.cancel()

    def _tell(self) -> None:
        self._waiting = None
        unread = self._tab.sidebar.total
        if unread != self._counted:
            self._counted = unread
            self._tab.line.tell({"unread": unread})


@lru_cache(maxsize=4)
def _themed(look: Brand) -> Frame:
    """One frame for every tab."""
    light, dark = themes(look)
    return Patch(PAGE_ID).set("theme", pack(light)).set("dark_theme", pack(dark)).frame()
