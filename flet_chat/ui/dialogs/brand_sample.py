"""A small piece of the interface in the colours of a brand, in one theme."""

import flet as ft

from flet_chat.core.brand import Brand
from flet_chat.ui.avatar import brand_mark
from flet_chat.ui.theme import BODY, HAIRLINE, SMALL, STRONG, TINY, C, M, S, themes


def sample(look: Brand, mode: ft.ThemeMode) -> ft.Control:
    """Whose workspace it is, a channel, a link and a button."""
    light, dark = themes(look)
    head = ft.Row(
        [
            brand_mark(look, 24),
            ft.Text(look.short_name, size=BODY, weight=STRONG, color=C.ON_SURFACE, expand=True, no_wrap=True),
        ],
        spacing=S,
    )
    channel = ft.Container(
        ft.Text("# general", size=SMALL, color=C.ON_PRIMARY_CONTAINER),
        bgcolor=C.PRIMARY_CONTAINER,
        border_radius=S,
        padding=ft.Padding(S, 3, S, 3),
    )
    button = ft.Container(
        ft.Text("Send", size=TINY, weight=STRONG, color=C.ON_PRIMARY),
        bgcolor=C.PRIMARY,
        border_radius=M,
        padding=ft.Padding(M, 4, M, 4),
    )
    foot = ft.Row([ft.Text("a link", size=SMALL, color=C.PRIMARY, expand=True), button])
    return ft.Container(
        ft.Container(
            ft.Column([head, channel, foot], spacing=S, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
            bgcolor=C.SURFACE,
            border=ft.Border.all(1, HAIRLINE),
            border_radius=M,
            padding=M,
        ),
        theme=light,
        dark_theme=dark,
        theme_mode=mode,
        expand=True,
    )
