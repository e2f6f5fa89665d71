"""A message that the server refused: it stays, with what can be done."""

from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.service.lines import Unsent
from flet_chat.ui.theme import BODY, SMALL, STRONG, XS, C, M, S
from flet_chat.ui.wire import Piece, made, on

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


def refused(message: Unsent, why: str) -> Piece:
    """Not sent: Retry · Edit · Discard."""
    text = ft.Text(message.text, size=BODY, max_lines=3, overflow=ft.TextOverflow.ELLIPSIS, color=C.ON_ERROR_CONTAINER)
    reason = ft.Text(f"Not sent: {why}", size=SMALL, weight=STRONG, color=C.ON_ERROR_CONTAINER)
    return made(
        ft.Semantics(
            content=ft.Container(
                ft.Column(
                    [
                        reason,
                        text,
                        ft.Row(
                            [
                                on(ft.TextButton("Retry"), click=partial(_retry, message.key)),
                                on(ft.TextButton("Edit"), click=partial(_edit, message.key)),
                                on(ft.TextButton("Discard"), click=partial(_discard, message.key)),
                            ],
                            spacing=XS,
                        ),
                    ],
                    spacing=XS,
                ),
                bgcolor=C.ERROR_CONTAINER,
                border_radius=M,
                margin=ft.Margin(16, 0, 16, S),
                padding=ft.Padding(M, S, M, XS),
            ),
            container=True,
            live_region=True,
            label=f"Not sent: {why}",
        )
    )


async def _retry(key: str, tab: "ChatTab", data: Any) -> None:
    await tab.outbox.retry(key)


async def _edit(key: str, tab: "ChatTab", data: Any) -> None:
    tab.outbox.edit(key)


async def _discard(key: str, tab: "ChatTab", data: Any) -> None:
    tab.outbox.discard(key)
