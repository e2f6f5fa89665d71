"""The frame of the interface, itself a piece: every tab has the same, with the same ids.

Its slots hold other pieces, so that one frame fills them in every tab; what differs by tab (a width, a hint, what is in
the box) is a patch to one of these ids. A session holds nothing of it.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.ui import incoming
from flet_chat.ui.history import LIST_ID
from flet_chat.ui.theme import HAIRLINE, MEDIUM, SIDEBAR_WIDTH, WIDE, XS, C, M, S
from flet_chat.ui.wire import Patch, Piece, fixed, fixed_id, made, on, pack

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

SIDEBAR_ID, BRAND_ID, ME_ID = fixed_id(), fixed_id(), fixed_id()
HEADER_ID, PILL_ID, UNSENT_ID, NOTICE_ID, BAR_ID = fixed_id(), fixed_id(), fixed_id(), fixed_id(), fixed_id()
LEFT_ID, MAIN_ID, COMPOSER_ID, BOX_ID = fixed_id(), fixed_id(), fixed_id(), fixed_id()
SIDEBAR_PATH = ("views", 0, "controls", 0, "content", "controls", 0, "content", "controls", 1, "controls")
"""From the page to the entries of the sidebar, so that a count and the title travel in one frame."""
HINT = "Message"
"""What the hint of the box always begins with; clients without our script know the box by it."""


@cache
def shell(touch: bool) -> Piece:
    """The frame: sidebar, and a channel with its composer."""
    sidebar = ft.Column([_slot(BRAND_ID), fixed(_entries(), SIDEBAR_ID), _slot(ME_ID)], spacing=0)
    main = ft.Column(
        [
            _slot(HEADER_ID),
            ft.Stack([_messages(), _pill()], expand=True, fit=ft.StackFit.EXPAND),
            _slot(UNSENT_ID),
            _slot(NOTICE_ID),
            _slot(BAR_ID),
            _composer(touch),
        ],
        spacing=0,
    )
    columns = [
        fixed(ft.Container(sidebar, width=SIDEBAR_WIDTH, bgcolor=C.SURFACE_CONTAINER_LOW), LEFT_ID),
        fixed(ft.Container(main, expand=True, bgcolor=C.SURFACE), MAIN_ID),
    ]
    row = ft.Row(columns, spacing=0, expand=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
    return made(ft.SafeArea(row, expand=True))


class Layout:
    """How the frame fits the window of one tab."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self.narrow = False
        """True below MEDIUM, where sidebar and channel are screens of their own."""
        self.at_home = False
        """True while a narrow window shows the sidebar."""
        self._width = float(WIDE)

    def reading_space(self) -> tuple[float, float]:
        """Width and height that the text of messages has, in logical pixels, roughly."""
        beside = 0 if self.narrow else SIDEBAR_WIDTH
        return self._width - beside - 90, float(self._tab.page.height or 800) - 130

    def fit(self, width: float, *, at_home: bool) -> None:
        """Lay out for a window of that width, in logical pixels."""
        self.narrow = width < MEDIUM
        self._width = width
        self.at_home = at_home and self.narrow
        left = Patch(LEFT_ID).set("visible", pack(self.at_home or not self.narrow)).set("expand", pack(self.narrow))
        wide = None if self.narrow else SIDEBAR_WIDTH if width >= WIDE else SIDEBAR_WIDTH - 24
        self._tab.line.send(left.set("width", pack(wide)).frame())
        self._tab.line.send(Patch(MAIN_ID).set("visible", pack(not self.at_home)).frame())


def _slot(control_id: int) -> ft.Control:
    return fixed(ft.Container(), control_id)


def _entries() -> ft.Control:
    return ft.ListView(expand=True, spacing=0, padding=ft.Padding(0, 0, 0, S))


def _messages() -> ft.Control:
    # Reversed: it opens at the end, stays there, and older rows are appended without a jump.
    rows = ft.ListView(expand=True, reverse=True, scroll_interval=100, padding=ft.Padding(0, S, 0, S))
    return on(fixed(rows, LIST_ID), scroll=_scrolled)


def _pill() -> ft.Control:
    box = ft.Container(alignment=ft.Alignment.CENTER, bottom=S, left=0, right=0, visible=False)
    return fixed(box, PILL_ID)


def _composer(touch: bool) -> ft.Control:
    box = ft.TextField(
        hint_text=HINT,
        border=ft.NoInputBorder(),
        dense=True,
        text_size=15,
        min_lines=1,
        max_lines=8,
        # On a touch screen Enter breaks the line, and the button sends.
        multiline=touch,
        shift_enter=not touch,
        content_padding=ft.Padding(M, M, M, M),
        autofocus=not touch,
    )
    on(fixed(box, BOX_ID), change=_typed, submit=_submitted)
    send = ft.IconButton(ft.Icons.SEND_ROUNDED, icon_size=20, icon_color=C.PRIMARY, tooltip="Send")
    # Merged, or the box would have no name once its hint is gone, and the button none at all.
    named_box = ft.MergeSemantics(ft.Semantics(content=box, label=HINT), expand=True)
    named_send = ft.MergeSemantics(on(send, click=_sent))
    row = ft.Row([named_box, named_send], spacing=0, vertical_alignment=ft.CrossAxisAlignment.END)
    composer = ft.Container(
        row,
        border=ft.Border.all(1, HAIRLINE),
        border_radius=M,
        margin=ft.Margin(16, 0, 16, 14),
        padding=ft.Padding(XS, 0, XS, 0),
        bgcolor=C.SURFACE,
        visible=False,
    )
    return fixed(composer, COMPOSER_ID)


async def _scrolled(tab: "ChatTab", data: Any) -> None:
    tab.scroll.moved(incoming.number(data, "pixels"), incoming.number(data, "max_scroll_extent"))


async def _typed(tab: "ChatTab", data: Any) -> None:
    tab.composer.typed(str(data or ""))


async def _submitted(tab: "ChatTab", data: Any) -> None:
    tab.composer.submitted()


async def _sent(tab: "ChatTab", data: Any) -> None:
    tab.composer.send_draft()
