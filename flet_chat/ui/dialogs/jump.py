"""Goes to a channel by a few typed letters."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.channels import Channel
from flet_chat.service import channels
from flet_chat.ui.dialogs.matching import best
from flet_chat.ui.dialogs.window import Window, faint
from flet_chat.ui.theme import BODY, FAINT, SMALL, STRONG, TINY, C, M, S

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

MOST = 50
ROW = 40
"""Pixels; every row is as high, so that the chosen one can be brought into sight."""


@dataclass(frozen=True, slots=True)
class Target:
    """A channel one can go to."""

    channel: Channel
    unread: int
    joined: bool


class Jump(Window):
    """A field, and below it what matches; the first is chosen, ↑ and ↓ choose another, Enter goes there."""

    name, title = "jump", "Jump to a channel"

    def __init__(self, tab: "ChatTab") -> None:
        super().__init__(tab)
        self._targets: list[Target] = []
        self._found: list[Target] = []
        self._rows: list[ft.Container] = []
        self._chosen = 0
        self._field = ft.TextField(
            label="Channel",
            prefix_icon=ft.Icons.SEARCH,
            text_size=BODY,
            dense=True,
            autofocus=True,
            on_change=self._on_change,
            on_submit=self._on_submit,
        )
        self._height = self.list_height()
        self._list = ft.ListView(height=self._height, spacing=0, item_extent=ROW)

    def body(self) -> list[ft.Control]:
        """Field and list; the keys are heard around both."""
        self._targets = self._read()
        self._lay_out("")
        hint = faint("Up and Down choose, Enter goes there, Esc closes")
        column = ft.Column(
            [self._field, self._list, hint], spacing=M, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        )
        return [ft.KeyboardListener(column, on_key_down=self._on_key, on_key_repeat=self._on_key)]

    def _read(self) -> list[Target]:
        unread = self.tab.sidebar.unread
        listings = self.tab.look(channels.browse)
        targets = [Target(one.channel, unread.get(one.channel.id, 0), one.joined) for one in listings]
        here = self.tab.history.channel
        targets = [one for one in targets if not one.channel.archived and not (here and one.channel.id == here.id)]
        return sorted(targets, key=lambda one: (not one.unread, not one.joined))

    def _lay_out(self, typed: str) -> None:
        self._found = best(typed, self._targets, lambda one: (one.channel.name,))[:MOST]
        self._chosen = 0
        self._rows = [self._row(index, one) for index, one in enumerate(self._found)]
        empty = ft.Container(faint("No channel matches.", BODY), padding=S)
        self._list.controls = [*self._rows] or [empty]

    def _row(self, index: int, target: Target) -> ft.Container:
        channel = target.channel
        parts: list[ft.Control] = [
            ft.Icon(ft.Icons.LOCK_OUTLINE if channel.private else ft.Icons.TAG, size=17, color=FAINT),
            ft.Text(
                channel.name,
                size=BODY,
                weight=STRONG if target.unread else None,
                expand=True,
                no_wrap=True,
                overflow=ft.TextOverflow.ELLIPSIS,
            ),
        ]
        if target.unread:
            parts.append(ft.Text("99+" if target.unread > 99 else str(target.unread), size=TINY, weight=STRONG))
        elif not target.joined:
            parts.append(ft.Text("not joined", size=SMALL, color=FAINT))
        return ft.Container(
            ft.Row(parts, spacing=M),
            padding=ft.Padding(S, 0, S, 0),
            border_radius=S,
            height=ROW,
            ink=True,
            bgcolor=C.SECONDARY_CONTAINER if index == self._chosen else None,
            on_click=partial(self._on_click, channel.id),
        )

    async def _on_change(self, e: Any) -> None:
        self._lay_out(str(e.data or ""))
        self.show(self._list)

    async def _on_key(self, e: Any) -> None:
        step = {"Arrow Down": 1, "Arrow Up": -1}.get(e.key)
        if step is None or not self._rows:
            return
        before, self._chosen = self._chosen, (self._chosen + step) % len(self._rows)
        self._rows[before].bgcolor = None
        self._rows[self._chosen].bgcolor = C.SECONDARY_CONTAINER
        self.show(self._rows[before], self._rows[self._chosen])
        await self._list.scroll_to(offset=max(0, (self._chosen + 1) * ROW - self._height), duration=0)

    async def _on_submit(self, e: Any) -> None:
        if self._found:
            await self._go(self._found[self._chosen].channel.id)
        else:
            self.focus(self._field)

    async def _on_click(self, channel_id: int, e: Any) -> None:
        await self._go(channel_id)

    async def _go(self, channel_id: int) -> None:
        async def go() -> None:
            await self.tab.open_channel(channel_id)
            self.tab.dialogs.close_all()

        await self.attempt(go)
