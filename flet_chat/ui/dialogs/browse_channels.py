"""Every channel I can see: to look in, join, or leave."""

from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.channels import Listing
from flet_chat.service import channels, members
from flet_chat.ui import strings
from flet_chat.ui.dialogs.ask import Ask
from flet_chat.ui.dialogs.finder import Finder
from flet_chat.ui.dialogs.window import Window
from flet_chat.ui.theme import BODY, FAINT, SMALL, STRONG, XS, M, S

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class BrowseChannels(Window):
    """A search over all channels; archived ones on demand."""

    name, title = "browse-channels", "Browse channels"

    def __init__(self, tab: "ChatTab") -> None:
        super().__init__(tab)
        self._finder = Finder[Listing](self, "Search channels", _words, self._row, "There is no channel here yet.")
        self._archived = ft.Switch(value=False, on_change=self._on_archived, label="Show archived channels")
        self._archived.label_text_style = ft.TextStyle(size=SMALL, color=FAINT)
        self._listings: list[Listing] = []

    def body(self) -> list[ft.Control]:
        """Field, list, and the switch where something is archived."""
        self._load()
        self._finder.fill(self._shown())
        self._archived.visible = any(one.channel.archived for one in self._listings)
        return [self._finder.field, self._finder.list, self._archived]

    def actions(self) -> list[ft.Control]:
        """A new one, for those who find nothing that fits."""
        return [] if self.tab.user.is_guest else [ft.TextButton("Create a channel", on_click=self._on_create)]

    def refresh(self) -> None:
        """Read the channels again."""
        self._load()
        self._finder.update(self._shown())

    def _load(self) -> None:
        self._listings = self.tab.look(channels.browse)

    def _shown(self) -> list[Listing]:
        return [one for one in self._listings if self._archived.value or not one.channel.archived]

    def _row(self, listing: Listing) -> ft.Control:
        channel = listing.channel
        count = strings.people(listing.members)
        facts = [count, "joined"] if listing.joined else [count]
        if channel.archived:
            facts.append("archived")
        about = " · ".join([*facts, channel.purpose] if channel.purpose else facts)
        row = ft.Row(
            [
                ft.Icon(ft.Icons.LOCK_OUTLINE if channel.private else ft.Icons.TAG, size=18, color=FAINT),
                ft.Column(
                    [_text(channel.name, BODY, None, STRONG), _text(about, SMALL, FAINT)], spacing=0, expand=True
                ),
            ],
            spacing=M,
        )
        box = ft.Container(
            row,
            padding=ft.Padding(S, 6, S, 6),
            border_radius=S,
            ink=True,
            on_click=partial(self._on_open, channel.id),
            expand=True,
        )
        said = ft.Semantics(content=box, button=True, label=f"Open {channel.name}", expand=True)
        parts: list[ft.Control] = [said]
        if listing.joined and not channel.is_general:
            leave = partial(self._on_leave, listing)
            parts.append(
                ft.TextButton(
                    "Leave", on_click=leave, tooltip=f"Leave {channel.name}", style=ft.ButtonStyle(color=FAINT)
                )
            )
        elif not listing.joined and not channel.archived:
            join = partial(self._on_join, channel.id)
            parts.append(ft.OutlinedButton("Join", on_click=join, tooltip=f"Join {channel.name}"))
        return ft.Semantics(
            content=ft.Container(ft.Row(parts, spacing=XS), padding=ft.Padding(0, 0, S, 0)),
            container=True,
            identifier=f"channel-{channel.id}",
        )

    async def _on_open(self, channel_id: int, e: Any) -> None:
        async def go() -> None:
            await self.tab.open_channel(channel_id)
            self.close()

        await self.attempt(go)

    async def _on_join(self, channel_id: int, e: Any) -> None:
        async def join() -> None:
            await self.tab.act(members.join, channel_id)
            self.refresh()

        await self.attempt(join)

    async def _on_leave(self, listing: Listing, e: Any) -> None:
        async def leave() -> None:
            await self.tab.act(members.leave, listing.channel.id)
            self.refresh()

        if listing.channel.private or self.tab.user.is_guest:
            ask_leave(self.tab, listing.channel.name, leave).open()
        else:
            await self.attempt(leave)

    async def _on_archived(self, e: Any) -> None:
        self._finder.update(self._shown())

    async def _on_create(self, e: Any) -> None:
        self.close()
        await self.tab.dialogs.create_channel()


def ask_leave(tab: "ChatTab", name: str, leave: Any) -> Ask:
    """Before leaving what one cannot come back into alone."""
    sentence = "You will not see it any more, until somebody who is in it lets you in again."
    return Ask(tab, f"Leave {name}?", sentence, "Leave", leave, keep="Stay")


def _words(listing: Listing) -> tuple[str, ...]:
    return listing.channel.name, listing.channel.purpose


def _text(text: str, size: int, colour: Any = None, weight: Any = None) -> ft.Text:
    return ft.Text(text, size=size, color=colour, weight=weight, no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS)
