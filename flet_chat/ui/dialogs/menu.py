"""A list of things to do: a dialog, or a sheet from below where the window is narrow."""

from collections.abc import Awaitable, Callable
from typing import Any

import flet as ft

from flet_chat.ui.dialogs.window import Window
from flet_chat.ui.theme import BODY, DIALOG_WIDTH, MEDIUM, SMALL, L, S


class Menu(Window):
    """Each item closes the menu, then does its thing."""

    def frame(self) -> ft.DialogControl:
        """A sheet on a narrow window, within reach of a thumb."""
        if (self.tab.page.width or DIALOG_WIDTH) >= MEDIUM:
            return super().frame()
        return ft.BottomSheet(
            ft.Container(self.content(), padding=ft.Padding(S, 0, S, L)),
            show_drag_handle=True,
            scrollable=True,
            size_constraints=ft.BoxConstraints(max_width=DIALOG_WIDTH + 100),
        )

    def item(
        self, icon: ft.IconData, title: str, then: Callable[[], Awaitable[None]], explained: str | None = None
    ) -> ft.Control:
        """A line of the menu."""

        async def on_click(e: Any) -> None:
            self.close()
            await then()

        return ft.ListTile(
            leading=ft.Icon(icon, size=20),
            title=ft.Text(title, size=BODY),
            subtitle=ft.Text(explained, size=SMALL) if explained else None,
            on_click=on_click,
            dense=True,
            content_padding=ft.Padding(S, 0, S, 0),
        )
