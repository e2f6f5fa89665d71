"""All keys that do something."""

import flet as ft

from flet_chat.ui.dialogs.window import Window
from flet_chat.ui.theme import BODY, HAIRLINE, SMALL, XS, M, S

KEYS = (
    ("Enter", "Send"),
    ("Shift + Enter", "New line"),
    ("Up", "Edit my last message, in an empty box"),
    ("Esc", "Stop editing, or close what is on top"),
    ("Alt + Up / Down", "Previous or next channel"),
    ("Alt + Shift + Up / Down", "Previous or next unread channel"),
    ("Ctrl/Cmd + K", "Jump to a channel"),
    ("Ctrl/Cmd + /", "This list"),
)


class Shortcuts(Window):
    """Key and meaning, a line each."""

    name, title = "shortcuts", "Keyboard shortcuts"

    def body(self) -> list[ft.Control]:
        """The list."""
        return [ft.Column([_line(key, meaning) for key, meaning in KEYS], spacing=S, tight=True)]


def _line(key: str, meaning: str) -> ft.Control:
    cap = ft.Container(
        ft.Text(key, size=SMALL),
        border=ft.Border.all(1, HAIRLINE),
        border_radius=XS,
        padding=ft.Padding(6, 2, 6, 2),
    )
    return ft.Row([ft.Text(meaning, size=BODY, expand=True), cap], spacing=M)
