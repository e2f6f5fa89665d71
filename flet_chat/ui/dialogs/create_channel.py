"""Makes a channel."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core import names
from flet_chat.core.channels import Kind
from flet_chat.core.errors import BlankName, Invalid, NameTooLong
from flet_chat.service import channels
from flet_chat.ui.dialogs.window import Window, entry, faint, primary, under
from flet_chat.ui.theme import BODY, STRONG

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

PUBLIC = "Everybody in the workspace can find it, read it and join."
PRIVATE = "Only people who are let in can see that it exists."
LOOKS = "Lower case, with hyphens for spaces: the address of the channel."


@dataclass
class Typed:
    """What somebody has begun to type, kept if the dialog is closed before it is made."""

    name: str = ""
    purpose: str = ""
    private: bool = False


class CreateChannel(Window):
    """A name, a purpose, and whether it is private."""

    name, title = "create-channel", "Create a channel"

    def __init__(self, tab: "ChatTab", typed: Typed) -> None:
        super().__init__(tab)
        self._typed = typed
        self._name = entry(
            "Name", typed.name, autofocus=True, prefix="#", on_change=self._on_name, on_submit=self._on_create
        )
        self._preview = faint(_preview(typed.name))
        self._purpose = entry(
            "Purpose (optional)", typed.purpose, on_change=self._on_purpose, on_submit=self._on_create
        )
        self._private = ft.Switch(value=typed.private, on_change=self._on_private)
        self._explained = faint(PRIVATE if typed.private else PUBLIC)

    def body(self) -> list[ft.Control]:
        """The form."""
        choice = ft.Row(
            [
                ft.Column([ft.Text("Private", size=BODY, weight=STRONG), self._explained], spacing=0, expand=True),
                ft.Semantics(content=self._private, label="Private channel"),
            ]
        )
        return [ft.Container(self._name, padding=ft.Padding(0, 6, 0, 0)), self._preview, self._purpose, choice]

    def actions(self) -> list[ft.Control]:
        """Cancel, create."""
        return [ft.TextButton("Cancel", on_click=self._on_cancel), primary("Create", self._on_create)]

    async def _on_name(self, e: Any) -> None:
        self._typed.name = str(e.data or "")
        self._preview.value = _preview(self._typed.name)
        self.show(self._preview)

    async def _on_purpose(self, e: Any) -> None:
        self._typed.purpose = str(e.data or "")

    async def _on_private(self, e: Any) -> None:
        self._typed.private = bool(self._private.value)
        self._explained.value = PRIVATE if self._typed.private else PUBLIC
        self.show(self._explained)

    async def _on_cancel(self, e: Any) -> None:
        self._forget()
        self.close()

    async def _on_create(self, e: Any) -> None:
        too_long = len(names.clean(self._typed.purpose)) > names.MAX_PURPOSE
        await self.attempt(
            self._create, {NameTooLong: self._purpose, **under(self._name)} if too_long else under(self._name)
        )

    async def _create(self) -> None:
        typed = self._typed
        kind = Kind.PRIVATE if typed.private else Kind.PUBLIC
        channel = await self.tab.act(channels.create, typed.name, typed.purpose, kind)
        self._forget()
        self.close()
        await self.tab.open_channel(channel.id)

    def _forget(self) -> None:
        self._typed.name, self._typed.purpose, self._typed.private = "", "", False


def _preview(typed: str) -> str:
    try:
        return f"It will be called #{names.channel(typed)}"
    except BlankName:
        return LOOKS
    except Invalid as error:
        return str(error)
