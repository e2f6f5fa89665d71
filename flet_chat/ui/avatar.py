"""Pictures of people and of the workspace: initials on a colour, where there is no picture."""

import flet as ft

from flet_chat.brand.manifest import address
from flet_chat.core.brand import Brand
from flet_chat.core.colors import ink, rgb, written
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


def brand_mark(look: Brand, size: int) -> ft.Control:
    """The workspace's icon; its initial where that is made from its name."""
    if look.picture:
        return ft.Image(src=address("icons/icon-96.png", look), width=size, height=size, fit=ft.BoxFit.CONTAIN)
    return ft.Container(
        ft.Text(
            look.initials[:1], size=size * 0.43, weight=ft.FontWeight.W_700, color=written(ink(rgb(look.theme_color)))
        ),
        width=size,
        height=size,
        bgcolor=look.theme_color,
        border_radius=size * 0.28,
        alignment=ft.Alignment.CENTER,
    )
