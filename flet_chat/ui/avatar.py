"""A person's picture: initials on a colour of their own, until there are pictures."""

import flet as ft

from flet_chat.core.names import initials
from flet_chat.ui.theme import C, hue


def avatar(letters: str, colour: str, size: int = 36) -> ft.Control:
    """A rounded square with up to two initials; said aloud it is nothing, since the name stands beside it."""
    return ft.Container(
        ft.Text(letters, size=size * 0.38, weight=ft.FontWeight.W_600, color=C.WHITE),
        width=size,
        height=size,
        bgcolor=colour,
        border_radius=size * 0.28,
        alignment=ft.Alignment.CENTER,
    )


def avatar_of(name: str, user_id: int, size: int = 36) -> ft.Control:
    """The same for a person."""
    return avatar(initials(name), hue(user_id), size)
