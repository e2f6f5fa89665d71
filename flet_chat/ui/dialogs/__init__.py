"""Dialogs: built for one viewer when they open, with ordinary Flet."""

from typing import TYPE_CHECKING

from flet_chat.ui.dialogs.browse_channels import BrowseChannels
from flet_chat.ui.dialogs.channel_details import ChannelDetails
from flet_chat.ui.dialogs.create_channel import CreateChannel, Typed
from flet_chat.ui.dialogs.jump import Jump
from flet_chat.ui.dialogs.my_menu import MyMenu
from flet_chat.ui.dialogs.shortcuts import Shortcuts
from flet_chat.ui.dialogs.window import Window
from flet_chat.ui.dialogs.workspace_menu import WorkspaceMenu

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class Dialogs:
    """Opens the dialogs of one tab, and knows which are open."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self._new_channel = Typed()
        self.windows: list[Window] = []
        """What is open, the topmost last."""

    async def create_channel(self) -> None:
        """Make a channel."""
        self._open(CreateChannel(self._tab, self._new_channel))

    async def browse_channels(self) -> None:
        """Find, join and preview channels."""
        self._open(BrowseChannels(self._tab))

    async def channel_details(self) -> None:
        """People, name, purpose, archive, leave."""
        if channel := self._tab.history.channel:
            self._open(ChannelDetails(self._tab, channel))

    async def workspace_menu(self) -> None:
        """Invite people; settings of the workspace."""
        self._open(WorkspaceMenu(self._tab))

    async def my_menu(self) -> None:
        """My name, password, sign-ins, theme; sign out."""
        self._open(MyMenu(self._tab))

    async def shortcuts(self) -> None:
        """All keys."""
        self._open(Shortcuts(self._tab))

    async def jump(self) -> None:
        """Go to a channel by typing."""
        self._open(Jump(self._tab))

    def refresh(self) -> None:
        """People or channels have changed: what is open shows what is so now."""
        for window in [*self.windows]:
            window.refresh()

    def close_all(self) -> None:
        """Close everything, the topmost first."""
        for window in self.windows[::-1]:
            window.close()

    def _open(self, window: Window) -> None:
        # A key can be pressed again while its dialog is open.
        if not any(type(other) is type(window) for other in self.windows):
            window.open()
