"""The rows of the sidebar."""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.ui.theme import BODY, FAINT, SMALL, STRONG, TINY, C, S
from flet_chat.ui.wire import Mold, Piece, hole, made, on

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


@lru_cache(maxsize=4000)
def channel(channel_id: int, name: str, private: bool, unread: int, selected: bool) -> Piece:
    """A channel: bold with a number where something is unread, tinted where it is open."""
    said = f"{'private ' if private else ''}channel {name}" + (f", {unread} unread" if unread else "")
    count = "99+" if unread > 99 else str(unread)
    data, handlers, _ = _channel_mold(private, unread > 0, selected).cast(channel_id, name=name, count=count, said=said)
    return Piece(data, handlers)


@cache
def _channel_mold(private: bool, unread: bool, selected: bool) -> Mold:
    colour = C.ON_SECONDARY_CONTAINER if selected else C.ON_SURFACE if unread else FAINT
    parts: list[ft.Control] = [
        ft.Icon(ft.Icons.LOCK_OUTLINE if private else ft.Icons.TAG, size=17, color=colour),
        ft.Text(
            hole("name"),
            size=BODY,
            weight=STRONG if unread else None,
            color=colour,
            expand=True,
            no_wrap=True,
            overflow=ft.TextOverflow.ELLIPSIS,
        ),
    ]
    if unread:
        parts.append(
            ft.Container(
                ft.Text(hole("count"), size=TINY, weight=STRONG, color=C.ON_SURFACE),
                bgcolor=C.SURFACE_CONTAINER_HIGHEST,
                border_radius=9,
                padding=ft.Padding(7, 1, 7, 1),
            )
        )
    return Mold(_line(ft.Row(parts, spacing=10), _open_channel, hole("said"), selected))


@lru_cache(maxsize=8)
def section(title: str, can_add: bool) -> Piece:
    """The heading of a group of entries, with + where the person may add to it."""
    parts: list[ft.Control] = [ft.Text(title, size=SMALL, weight=STRONG, color=FAINT, expand=True)]
    if can_add:
        add = on(
            ft.IconButton(ft.Icons.ADD, icon_size=16, icon_color=FAINT, tooltip="Add a channel"), click=_add_channel
        )
        parts.append(ft.MergeSemantics(add))
    return made(ft.Container(ft.Row(parts), padding=ft.Padding(18, S, S, 0), height=40))


@lru_cache(maxsize=1)
def browse() -> Piece:
    """The way to all channels."""
    parts: list[ft.Control] = [
        ft.Icon(ft.Icons.EXPLORE_OUTLINED, size=17, color=FAINT),
        ft.Text("Browse channels", size=BODY, color=FAINT, expand=True),
    ]
    return made(_line(ft.Row(parts, spacing=10), _browse, "Browse channels", selected=False))


def _line(content: ft.Control, clicked: Any, said: str, selected: bool) -> ft.Control:
    box = ft.Container(
        content,
        padding=ft.Padding(10, 6, S, 6),
        margin=ft.Margin(S, 0, S, 1),
        border_radius=S,
        bgcolor=C.SECONDARY_CONTAINER if selected else None,
        ink=True,
    )
    on(box, click=clicked)
    return ft.Semantics(
        content=box, container=True, button=True, label=said, exclude_semantics=False, selected=selected
    )


async def _open_channel(channel_id: int, tab: "ChatTab", data: Any) -> None:
    await tab.open_channel(channel_id)


async def _add_channel(tab: "ChatTab", data: Any) -> None:
    await tab.dialogs.create_channel()


async def _browse(tab: "ChatTab", data: Any) -> None:
    await tab.dialogs.browse_channels()
