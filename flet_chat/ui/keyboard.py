"""Keys that do something outside a text box."""

from typing import TYPE_CHECKING

import flet as ft

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class Keyboard:
    """The keys of one tab. In a browser our script names only those that matter; other clients send every key."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab

    async def press(self, key: str) -> None:
        """Do what a key stands for, e.g. `alt+ArrowUp`, `Escape`, `mod+/`."""
        tab = self._tab
        if tab.dialogs.windows and not key.startswith("mod+"):
            return  # it belongs to the dialog that is open
        match key:
            case "Escape":
                tab.composer.stop_editing()
            case "ArrowUp" if not tab.composer.draft:
                await tab.actions.edit_last()
            case "alt+ArrowUp":
                await self._move(-1)
            case "alt+ArrowDown":
                await self._move(1)
            case "alt+shift+ArrowUp":
                await self._move(-1, unread=True)
            case "alt+shift+ArrowDown":
                await self._move(1, unread=True)
            case "mod+/":
                await tab.dialogs.shortcuts()
            case "mod+k":
                await tab.dialogs.jump()

    async def on_keyboard_event(self, e: ft.KeyboardEvent) -> None:
        """The same from a client without our script."""
        key = {"Arrow Up": "ArrowUp", "Arrow Down": "ArrowDown"}.get(e.key, e.key)
        mod = "mod+" if e.ctrl or e.meta else ""
        alt, shift = "alt+" if e.alt else "", "shift+" if e.shift and (e.alt or e.ctrl) else ""
        if mod or alt or key == "Escape":
            await self.press(f"{mod}{alt}{shift}{key if len(key) > 1 else key.lower()}")

    async def _move(self, step: int, *, unread: bool = False) -> None:
        channel_id = self._tab.sidebar.neighbour(step, unread=unread)
        if channel_id is not None:
            await self._tab.open_channel(channel_id)
