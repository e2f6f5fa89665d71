"""Another name for me."""

from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.service import users
from flet_chat.ui.dialogs.window import Window, entry, faint, primary, under

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class MyName(Window):
    """One field."""

    name, title = "my-name", "Change my name"

    def __init__(self, tab: "ChatTab") -> None:
        super().__init__(tab)
        self._name = entry("Name", tab.user.name, autofocus=True, on_submit=self._on_save)

    def body(self) -> list[ft.Control]:
        """The field, and what stays."""
        said = f"People see it beside everything you write. You still sign in as @{self.tab.user.username}."
        return [
            ft.Container(self._name, padding=ft.Padding(0, 6, 0, 0)),
            faint("People see it beside everything you write." if self.tab.user.is_guest else said),
        ]

    def actions(self) -> list[ft.Control]:
        """Cancel, save."""
        return [ft.TextButton("Cancel", on_click=self._on_close), primary("Save", self._on_save)]

    async def _on_save(self, e: Any) -> None:
        await self.attempt(self._save, under(self._name))

    async def _save(self) -> None:
        await self.tab.act(users.rename, self._name.value)
        self.close()
