"""The slim line above the composer that says what it is doing."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.ui.theme import FAINT, SMALL, STRONG, C, S
from flet_chat.ui.wire import Piece, made, on

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


@lru_cache(maxsize=1)
def editing() -> Piece:
    """While a message is being edited."""
    parts: list[ft.Control] = [
        ft.Icon(ft.Icons.EDIT_OUTLINED, size=14, color=C.PRIMARY),
        ft.Text("Editing message", size=SMALL, weight=STRONG, color=C.PRIMARY),
        ft.Text("Enter saves, Esc cancels", size=SMALL, color=FAINT, expand=True),
        on(ft.TextButton("Cancel"), click=_cancel),
    ]
    return made(ft.Container(ft.Row(parts, spacing=S), padding=ft.Padding(22, 0, 16, 0)))


async def _cancel(tab: "ChatTab", data: Any) -> None:
    tab.composer.stop_editing()
