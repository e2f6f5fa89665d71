"""The frame of the interface: the few controls that each tab has for itself, and the slots that hold pieces.

Slots have the same id in every session, so that one frame fills them in every tab.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import flet as ft

from flet_chat.ui.history import LIST_ID
from flet_chat.ui.theme import FAINT, HAIRLINE, MEDIUM, SIDEBAR_WIDTH, WIDE, XS, C, M, S, theme
from flet_chat.ui.wire import fixed, fixed_id

SIDEBAR_ID, BRAND_ID, ME_ID = fixed_id(), fixed_id(), fixed_id()
HEADER_ID, PILL_ID, UNSENT_ID, NOTICE_ID, BAR_ID = fixed_id(), fixed_id(), fixed_id(), fixed_id(), fixed_id()

Handler = Callable[[Any], Awaitable[None]]


class Shell:
    """Builds the frame and fits it to the window."""

    def __init__(self, scrolled: Handler, changed: Handler, submitted: Handler, sent: Handler, touch: bool) -> None:
        self.list = ft.ListView(
            expand=True,
            reverse=True,
            scroll_interval=100,
            on_scroll=scrolled,
            padding=ft.Padding(0, S, 0, S),
        )
        fixed(self.list, LIST_ID)
        self.box = ft.TextField(
            border=ft.NoInputBorder(),
            expand=True,
            dense=True,
            text_size=15,
            min_lines=1,
            max_lines=8,
            # On a touch screen Enter breaks the line, and the button sends.
            multiline=touch,
            shift_enter=not touch,
            on_change=changed,
            on_submit=submitted,
            content_padding=ft.Padding(M, M, M, M),
            autofocus=not touch,
        )
        send = ft.IconButton(ft.Icons.SEND_ROUNDED, icon_size=20, icon_color=C.PRIMARY, tooltip="Send", on_click=sent)
        self.composer = ft.Container(
            ft.Row([self.box, send], spacing=0, vertical_alignment=ft.CrossAxisAlignment.END),
            border=ft.Border.all(1, HAIRLINE),
            border_radius=M,
            margin=ft.Margin(16, 0, 16, 14),
            padding=ft.Padding(XS, 0, XS, 0),
            bgcolor=C.SURFACE,
        )
        self.sidebar = ft.Container(
            ft.Column(
                [
                    _slot(BRAND_ID),
                    fixed(ft.ListView(expand=True, spacing=0, padding=ft.Padding(0, 0, 0, S)), SIDEBAR_ID),
                    _slot(ME_ID),
                ],
                spacing=0,
            ),
            width=SIDEBAR_WIDTH,
            bgcolor=C.SURFACE_CONTAINER_LOW,
        )
        pill = fixed(ft.Container(alignment=ft.Alignment.CENTER, bottom=S, left=0, right=0, visible=False), PILL_ID)
        self.main = ft.Container(
            ft.Column(
                [
                    _slot(HEADER_ID),
                    ft.Stack([self.list, pill], expand=True, fit=ft.StackFit.EXPAND),
                    _slot(UNSENT_ID),
                    _slot(NOTICE_ID),
                    _slot(BAR_ID),
                    self.composer,
                ],
                spacing=0,
            ),
            expand=True,
            bgcolor=C.SURFACE,
        )
        self.narrow = False

    def fill(self, page: ft.Page) -> None:
        """Put the frame on an empty page."""
        page.padding = 0
        page.theme = page.dark_theme = theme()
        page.views[0].controls = [
            ft.SafeArea(
                ft.Row(
                    [self.sidebar, self.main],
                    spacing=0,
                    expand=True,
                    vertical_alignment=ft.CrossAxisAlignment.STRETCH,
                ),
                expand=True,
            )
        ]
        page.views[0].padding = 0
        page.views[0].spacing = 0

    def fit(self, width: float, show_sidebar: bool) -> None:
        """Lay out for a window of that width; below MEDIUM the sidebar is a screen of its own."""
        self.narrow = width < MEDIUM
        self.sidebar.visible = show_sidebar or not self.narrow
        self.sidebar.width = None if self.narrow else SIDEBAR_WIDTH if width >= WIDE else SIDEBAR_WIDTH - 24
        self.sidebar.expand = self.narrow
        self.main.visible = not (self.narrow and show_sidebar)


def _slot(control_id: int) -> ft.Control:
    return fixed(ft.Container(), control_id)


def faint_text(text: str) -> ft.Control:
    """A line of little weight."""
    return ft.Text(text, size=13, color=FAINT)
