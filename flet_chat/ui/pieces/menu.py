"""What a viewer does with one message: built for that viewer when the pointer comes, not stored in the row."""

from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.messages import Message
from flet_chat.ui.theme import FAINT, HAIRLINE, TINY, XS, C, S
from flet_chat.ui.wire import Handler, Piece, made, on

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


async def hovered(message_id: int, tab: "ChatTab", data: Any) -> None:
    """Shows the actions of a message in its row while the pointer is over it."""
    tab.actions.point_at(message_id, inside=data is True or data == "true")


async def long_pressed(message_id: int, tab: "ChatTab", data: Any) -> None:
    """Shows the same actions on a touch screen."""
    await tab.actions.open_sheet(message_id)


async def newer_pressed(tab: "ChatTab", data: Any) -> None:
    """Goes on from the reading line."""
    tab.history.read_on()


async def end_pressed(tab: "ChatTab", data: Any) -> None:
    """Goes to the end of the channel."""
    tab.history.to_end()


def toolbar(message: Message, mine: bool, link: str, clock: str) -> Piece:
    """The small bar at the end of a row."""
    parts: list[ft.Control] = [
        ft.Container(ft.Text(clock, size=TINY, color=FAINT), padding=ft.Padding(S, 0, XS, 0)),
        _copier(ft.Icons.CONTENT_COPY, "Copy text", message.text),
        _copier(ft.Icons.LINK, "Copy link", link),
        _button(ft.Icons.MARK_CHAT_UNREAD_OUTLINED, "Mark as unread from here", partial(_mark_unread, message.id)),
    ]
    if mine:
        parts += [
            _button(ft.Icons.EDIT_OUTLINED, "Edit message", partial(_edit, message.id)),
            _button(ft.Icons.DELETE_OUTLINE, "Delete message", partial(_delete, message.id)),
        ]
    return made(
        ft.Container(
            ft.Row(parts, spacing=0, tight=True),
            bgcolor=C.SURFACE_CONTAINER_HIGH,
            border=ft.Border.all(1, HAIRLINE),
            border_radius=S,
        )
    )


def _button(icon: ft.IconData, label: str, handler: Handler) -> ft.Control:
    # Merged, or a screen reader would meet a button without a name: Flutter puts the tooltip beside it.
    return ft.MergeSemantics(on(ft.IconButton(icon, icon_size=16, tooltip=label), click=handler))


def _copier(icon: ft.IconData, label: str, text: str) -> ft.Control:
    return ft.MergeSemantics(ft.IconButton(icon, icon_size=16, tooltip=label, action=ft.CopyToClipboard(text)))


async def _mark_unread(message_id: int, tab: "ChatTab", data: Any) -> None:
    await tab.actions.mark_unread(message_id)


async def _edit(message_id: int, tab: "ChatTab", data: Any) -> None:
    await tab.actions.edit(message_id)


async def _delete(message_id: int, tab: "ChatTab", data: Any) -> None:
    await tab.actions.ask_delete(message_id)
