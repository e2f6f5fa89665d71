"""A link to hand on: shown whole, and copied by one press."""

import flet as ft

from flet_chat.ui.dialogs.window import entry
from flet_chat.ui.theme import S


def link(label: str, address: str) -> ft.Control:
    """A field that can be selected, with a button that copies; the browser copies, so it works inside the press."""
    return ft.Row(
        [
            entry(label, address, read_only=True, expand=True),
            ft.FilledTonalButton("Copy", icon=ft.Icons.CONTENT_COPY, action=ft.CopyToClipboard(address)),
        ],
        spacing=S,
    )
