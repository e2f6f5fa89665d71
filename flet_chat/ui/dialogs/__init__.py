"""Dialogs: built for one viewer when they open, with ordinary Flet."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class Dialogs:
    """Opens the dialogs of one tab."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab

    async def create_channel(self) -> None:
        """Make a channel."""

    async def browse_channels(self) -> None:
        """Find, join and preview channels."""

    async def channel_details(self) -> None:
        """People, name, purpose, archive, leave."""

    async def workspace_menu(self) -> None:
        """Invite people; settings of the workspace."""

    async def my_menu(self) -> None:
        """My name, password, sign-ins, theme; sign out."""

    async def shortcuts(self) -> None:
        """All keys."""

    async def jump(self) -> None:
        """Go to a channel by typing."""
