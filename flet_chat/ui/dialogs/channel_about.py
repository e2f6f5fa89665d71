"""What a channel is for, and the way in, out, and to the archive."""

from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.service import channels, members
from flet_chat.ui import times
from flet_chat.ui.dialogs.ask import Ask
from flet_chat.ui.dialogs.browse_channels import ask_leave
from flet_chat.ui.dialogs.window import faint
from flet_chat.ui.theme import BODY, XS, M, S

if TYPE_CHECKING:
    from flet_chat.ui.dialogs.channel_details import ChannelDetails

PUBLIC = "Public: everybody in the workspace can find it, read it and join."
PRIVATE = "Private: only its members know that it exists."
ARCHIVED = "Archived: it can be read, but not written to."


class About:
    """A section of the details."""

    def __init__(self, details: "ChannelDetails") -> None:
        self._details = details
        self.control = ft.Column(spacing=M, tight=True)
        self.refresh()

    def refresh(self) -> None:
        """Show what is so now."""
        channel, tab = self._details.channel, self._details.tab
        by = f" by {tab.hub.directory.user(channel.creator_id).name}" if channel.creator_id else ""
        made = f"Created{by} on {times.full(channel.created_at, tab.lens)}"
        lines: list[ft.Control] = [
            ft.Text(channel.purpose or "No purpose has been set.", size=BODY),
            faint(ARCHIVED if channel.archived else PRIVATE if channel.private else PUBLIC),
            faint(made),
        ]
        self.control.controls = [
            ft.Column(lines, spacing=S, tight=True),
            ft.Row(self._buttons(), spacing=S, run_spacing=XS, wrap=True),
        ]

    def _buttons(self) -> list[ft.Control]:
        details, channel = self._details, self._details.channel
        buttons: list[ft.Control] = []
        if not details.joined and not channel.archived:
            buttons.append(ft.FilledButton("Join", on_click=self._on_join))
        if details.joined and not channel.is_general:
            buttons.append(ft.OutlinedButton("Leave channel", icon=ft.Icons.LOGOUT, on_click=self._on_leave))
        if details.may_run and channel.archived:
            buttons.append(ft.OutlinedButton("Open again", icon=ft.Icons.UNARCHIVE_OUTLINED, on_click=self._on_restore))
        elif details.may_run and not channel.is_general:
            buttons.append(ft.OutlinedButton("Archive", icon=ft.Icons.ARCHIVE_OUTLINED, on_click=self._on_archive))
        return buttons

    async def _on_join(self, e: Any) -> None:
        async def join() -> None:
            await self._details.tab.act(members.join, self._details.channel.id)
            self._details.reopen()

        await self._details.attempt(join)

    async def _on_leave(self, e: Any) -> None:
        details = self._details

        async def leave() -> None:
            await details.tab.act(members.leave, details.channel.id)
            details.close()

        if details.channel.private or details.tab.user.is_guest:
            ask_leave(details.tab, details.channel.name, leave).open()
        else:
            await details.attempt(leave)

    async def _on_archive(self, e: Any) -> None:
        details = self._details

        async def archive() -> None:
            await details.tab.act(channels.archive, details.channel.id)
            details.close()

        sentence = "It leaves everybody's sidebar and can only be read. Nothing is deleted, and it can be opened again."
        Ask(details.tab, f"Archive {details.channel.name}?", sentence, "Archive", archive, keep="Cancel").open()

    async def _on_restore(self, e: Any) -> None:
        details = self._details

        async def restore() -> None:
            await details.tab.act(channels.restore, details.channel.id)
            details.reopen()

        sentence = "It comes back into the sidebars of its members, and they can write to it."
        Ask(details.tab, f"Open {details.channel.name} again?", sentence, "Open again", restore, keep="Cancel").open()
