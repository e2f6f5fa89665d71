"""Another name or purpose for a channel."""

from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core import names
from flet_chat.core.errors import NameTooLong
from flet_chat.service import channels
from flet_chat.ui.dialogs.window import entry, faint, primary, under
from flet_chat.ui.theme import M

if TYPE_CHECKING:
    from flet_chat.ui.dialogs.channel_details import ChannelDetails


class Edit:
    """A section of the details, for those who run the channel."""

    def __init__(self, details: "ChannelDetails") -> None:
        self._details = details
        channel = details.channel
        fixed = channel.is_general
        self._name = entry(
            "Name", channel.name, prefix="#", read_only=fixed, autofocus=not fixed, on_submit=self._on_save
        )
        self._purpose = entry("Purpose", channel.purpose, autofocus=fixed, on_submit=self._on_save)
        said = (
            "#general keeps its name, so that everybody finds it." if fixed else "Old links to messages keep working."
        )
        self.control = ft.Column(
            [
                ft.Container(self._name, padding=ft.Padding(0, 6, 0, 0)),
                faint(said),
                self._purpose,
                ft.Row([primary("Save", self._on_save)], alignment=ft.MainAxisAlignment.END),
            ],
            spacing=M,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )

    def refresh(self) -> None:
        """What is being typed stays."""

    async def _on_save(self, e: Any) -> None:
        too_long = len(names.clean(self._purpose.value)) > names.MAX_PURPOSE
        places = under(self._name)
        await self._details.attempt(self._save, {NameTooLong: self._purpose, **places} if too_long else places)

    async def _save(self) -> None:
        details = self._details
        await details.tab.act(channels.describe, details.channel.id, self._name.value, self._purpose.value)
        details.reopen()
