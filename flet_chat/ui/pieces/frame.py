"""The upper and lower end of the sidebar: the workspace and the person."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.brand import Brand
from flet_chat.ui.avatar import avatar_of, brand_mark
from flet_chat.ui.theme import BODY, BOLD, FAINT, HAIRLINE, STRONG, TINY, TITLE, XS, C, M, S
from flet_chat.ui.wire import Piece, made, on

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

MARK = 28
"""Pixels of the workspace's icon."""


@lru_cache(maxsize=8)
def brand(look: Brand) -> Piece:
    """The workspace; its menu invites people and changes settings."""
    name, mark = look.name, brand_mark(look, MARK)
    title = ft.Text(name, size=TITLE, weight=BOLD, expand=True, no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS)
    row = ft.Row([mark, title, ft.Icon(ft.Icons.EXPAND_MORE, size=18, color=FAINT)], spacing=10)
    box = ft.Container(row, padding=ft.Padding(M, S, S, S), border_radius=S, ink=True)
    on(box, click=_workspace_menu)
    jump = ft.Container(
        ft.Row(
            [
                ft.Icon(ft.Icons.SEARCH, size=17, color=FAINT),
                ft.Text("Jump to…", size=13, color=FAINT, expand=True),
                ft.Text("Ctrl K", size=TINY, color=FAINT),
            ],
            spacing=S,
        ),
        bgcolor=C.SURFACE_CONTAINER_HIGH,
        border_radius=S,
        padding=ft.Padding(10, 7, 10, 7),
        margin=ft.Margin(S, S, XS, XS),
        ink=True,
    )
    on(jump, click=_jump)
    return made(
        ft.Container(
            ft.Column(
                [
                    ft.Semantics(content=box, container=True, button=True, label=f"{name}: workspace menu"),
                    ft.Semantics(content=jump, container=True, button=True, label="Jump to a channel"),
                ],
                spacing=0,
            ),
            padding=ft.Padding(XS, 6, S, XS),
        )
    )


@lru_cache(maxsize=2000)
def me(user_id: int, name: str, username: str) -> Piece:
    """Myself; the menu changes my name, password and theme, and signs out."""
    lines = ft.Column(
        [
            ft.Text(name, size=BODY, weight=STRONG, no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS),
            ft.Text(f"@{username}", size=TINY, color=FAINT, no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS),
        ],
        spacing=0,
        expand=True,
    )
    row = ft.Row([avatar_of(name, user_id, 32), lines, ft.Icon(ft.Icons.UNFOLD_MORE, size=18, color=FAINT)], spacing=10)
    box = ft.Container(row, padding=ft.Padding(M, S, S, S), border_radius=S, ink=True)
    on(box, click=_my_menu)
    return made(
        ft.Container(
            ft.Semantics(content=box, container=True, button=True, label=f"{name}: my menu"),
            padding=ft.Padding(XS, XS, S, XS),
            border=ft.Border(top=ft.BorderSide(1, HAIRLINE)),
        )
    )


async def _workspace_menu(tab: "ChatTab", data: Any) -> None:
    await tab.dialogs.workspace_menu()


async def _jump(tab: "ChatTab", data: Any) -> None:
    await tab.dialogs.jump()


async def _my_menu(tab: "ChatTab", data: Any) -> None:
    await tab.dialogs.my_menu()
