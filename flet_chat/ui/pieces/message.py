"""The row of a message, and the small rows between messages."""

import re
from collections.abc import Callable
from datetime import date

import flet as ft

from flet_chat.core.messages import Kind, Message
from flet_chat.core.users import User
from flet_chat.ui import strings, times
from flet_chat.ui.avatar import avatar
from flet_chat.ui.markdown import shown
from flet_chat.ui.pieces.style import CODE, PLAIN_STYLE, STYLE
from flet_chat.ui.theme import BODY, BOLD, FAINT, HAIRLINE, SMALL, STRONG, TINY, XS, C, L, M, S
from flet_chat.ui.times import Lens
from flet_chat.ui.wire import Handler, Piece, on

GUTTER = 36


class Row(Piece):
    """A piece in the message list, with the message it shows, if it shows one."""

    __slots__ = ("message", "slot_id")

    def __init__(self, control: ft.Control, message: Message | None = None, slot_id: int = 0) -> None:
        super().__init__(control)
        self.message = message
        self.slot_id = slot_id


Hovered = Callable[[Message, int], Handler]
"""Given a message and the id of its row's slot, what to do when the pointer comes or goes."""


def message_row(message: Message, author: User, head: bool, lens: Lens, hovered: Hovered, menu: Handler) -> Row:
    """A message; `head` shows avatar, name and time, which a run of messages by one author shows once."""
    if message.kind is not Kind.TEXT:
        return system_row(message, author, lens)
    slot = ft.Container(right=0, top=-10 if head else -14)
    clock = times.clock(message.created_at, lens)
    body: list[ft.Control] = [_markdown(message.text)]
    if message.edited_at:
        edited = f"Edited {times.full(message.edited_at, lens)}"
        body.append(ft.Text(strings.EDITED, size=TINY, color=FAINT, tooltip=edited))
    if head:
        body.insert(0, _head(author, clock, times.full(message.created_at, lens)))
    row = ft.Row(
        [
            avatar(author.name, author.id, GUTTER) if head else ft.Container(width=GUTTER),
            ft.Column(body, spacing=2, expand=True),
        ],
        spacing=M,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    box = ft.Container(
        ft.Semantics(
            content=ft.Stack([row, slot], fit=ft.StackFit.PASS_THROUGH, clip_behavior=ft.ClipBehavior.NONE),
            container=True,
            identifier=f"message-{message.id}",
            label=f"{author.name}, {clock}",
        ),
        padding=ft.Padding(20, S if head else 1, 20, 2),
        ink=True,
    )
    on(box, hover=hovered(message, slot._i), long_press=menu)
    return Row(box, message, slot._i)


def system_row(message: Message, author: User, lens: Lens) -> Row:
    """A small line such as “Bob joined”."""
    line = strings.system_line(message.kind, author.name, message.text)
    clock = times.clock(message.created_at, lens)
    return Row(
        ft.Container(
            ft.Semantics(
                content=ft.Row(
                    [
                        ft.Container(width=GUTTER),
                        ft.Text(f"{line} · {clock}", size=SMALL, color=FAINT, expand=True),
                    ],
                    spacing=M,
                ),
                container=True,
                identifier=f"message-{message.id}",
            ),
            padding=ft.Padding(20, XS, 20, XS),
        ),
        message,
    )


def day_row(when: date, today: date) -> Row:
    """The line between two days."""
    return Row(_rule(times.day_name(when, today), HAIRLINE, FAINT, both=True))


def new_row() -> Row:
    """The line above the first unread message."""
    return Row(_rule(strings.NEW, C.PRIMARY, C.PRIMARY, both=False))


def start_row(title: str, purpose: str) -> Row:
    """Above the very first message: what this place is for."""
    lines: list[ft.Control] = [
        ft.Text(f"This is the beginning of #{title}", size=20, weight=BOLD),
        ft.Text(purpose or "Say hello, or tell people what this channel is for.", size=BODY, color=FAINT),
    ]
    return Row(ft.Container(ft.Column(lines, spacing=XS), padding=ft.Padding(20, 32, 20, L)))


def newer_row(clicked: Handler) -> Row:
    """Below a stretch of older history: the way to what follows."""
    button = on(ft.TextButton(strings.JUMP_NEWER, icon=ft.Icons.ARROW_DOWNWARD), click=clicked)
    return Row(ft.Container(button, alignment=ft.Alignment.CENTER, padding=S))


def _head(author: User, clock: str, full: str) -> ft.Control:
    name: list[ft.Control] = [
        ft.Text(author.name, size=15, weight=STRONG, no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS)
    ]
    if badge := {"guest": "guest", "bot": "bot"}.get(author.role):
        name.append(
            ft.Container(
                ft.Text(badge, size=TINY, color=FAINT),
                border=ft.Border.all(1, HAIRLINE),
                border_radius=XS,
                padding=ft.Padding(XS, 0, XS, 0),
            )
        )
    return ft.Row([*name, ft.Text(clock, size=SMALL, color=FAINT, tooltip=full)], spacing=S)


def _rule(text: str, line: str, colour: str, *, both: bool) -> ft.Control:
    parts: list[ft.Control] = [
        ft.Container(height=1, bgcolor=line, expand=True),
        ft.Text(text, size=SMALL, weight=STRONG, color=colour),
    ]
    if both:
        parts.append(ft.Container(height=1, bgcolor=line, expand=True))
    return ft.Container(ft.Row(parts, spacing=S), padding=ft.Padding(20, M, 20, XS))


def _markdown(text: str) -> ft.Control:
    rich = _RICH.search(text) is not None
    return ft.Markdown(
        shown(text),
        selectable=True,
        soft_line_break=True,
        extension_set=ft.MarkdownExtensionSet.GITHUB_FLAVORED,
        auto_follow_links=True,
        auto_follow_links_target=ft.UrlTarget.BLANK,
        code_theme=CODE if rich else None,
        md_style_sheet=STYLE if rich else PLAIN_STYLE,
    )


_RICH = re.compile(r"^\s*(```|~~~|    |\t|#|>|[-*+] |\d+[.)] |\||---|===)|\|", re.MULTILINE)
"""Text that needs more than paragraphs, emphasis, links and code spans: only then a row carries the long style."""
