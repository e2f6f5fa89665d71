"""The interface as the transport sees it: something that opens tabs."""

import flet as ft

from flet_chat.service.chat import Chat
from flet_chat.service.lines import Hello, Line, Tab
from flet_chat.ui.hub import Hub
from flet_chat.ui.tab import ChatTab

# Every update is explicit and smallest: Flet's own would diff the page after each event.
ft.context.disable_auto_update()


class Interface:
    """One per process; `public_url` is how people reach it, for the links they copy."""

    def __init__(self, chat: Chat, public_url: str) -> None:
        self._hub = Hub(chat)
        self._public_url = public_url
        chat.feed.subscribe(self._hub)

    async def closed(self) -> None:
        """Every tab is closed; wait for what they still store."""
        await self._hub.settled()

    def open_tab(self, line: Line, hello: Hello) -> Tab:
        """The interface for a client that has connected."""
        return ChatTab(self._hub, line, hello, self._public_url)
