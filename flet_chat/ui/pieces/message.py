"""The row of a message, and the small rows between messages."""

import re
from datetime import date
from functools import cache

import flet as ft

from flet_chat.core.messages import Kind, Message
from flet_chat.core.names import initials
from flet_chat.core.users import Role, User
from flet_chat.ui import strings, times
from flet_chat.ui.avatar import avatar
from flet_chat.ui.markdown import shown
from flet_chat.ui.pieces import menu
from flet_chat.ui.pieces.style import CODE, CODE_STYLE, PLAIN_STYLE, STYLE
from flet_chat.ui.theme import BODY, BOLD, FAINT, HAIRLINE, SMALL, STRONG, TINY, XS, C, L, M, S, hue
from flet_chat.ui.times import Lens
from flet_chat.ui.wire import Handlers, Mold, Piece, hole, made, on

GUTTER = 36


class Row(Piece):
    """A piece in the message list, with the message it shows, if it shows one."""

    __slots__ = ("box_id", "message", "slot_id")

    def __init__(
        self, data: bytes, handlers: Handlers, message: Message | None = None, box_id: int = 0, slot_id: int = 0
    ) -> None:
        super().__init__(data, handlers)
        self.message = message
        self.box_id = box_id
        """Of the whole row."""
        self.slot_id = slot_id
        """Of the container that shows the actions while the pointer is over the row."""


def message_row(message: Message, author: User, head: bool, lens: Lens) -> Row:
    """A message; `head` shows avatar, name and time, which a run of messages by one author shows once."""
    clock, full = times.clock(message.created_at, lens), times.full(message.created_at, lens)
    if message.kind is not Kind.TEXT:
        line = f"{strings.system_line(message.kind, author.name, message.text)} · {clock}"
        data, handlers, _ = _system_mold().cast(message.id, line=line, test=f"message-{message.id}")
        return Row(data, handlers, message)
    edited = message.edited_at
    mold = _message_mold(head, _RICH.search(message.text) is not None, edited is not None, _BADGES.get(author.role, ""))
    data, handlers, ids = mold.cast(
        message.id,
        text=shown(message.text),
        name=author.name,
        initials=initials(author.name),
        hue=hue(author.id),
        clock=clock,
        full=full,
        edited=f"Edited {times.full(edited, lens)}" if edited else "",
        label=f"{author.name}, {clock}",
        test=f"message-{message.id}",
    )
    return Row(data, handlers, message, ids["box"], ids["slot"])


_BADGES = {Role.GUEST: "guest", Role.BOT: "bot"}


@cache
def _message_mold(head: bool, rich: bool, edited: bool, badge: str) -> Mold:
    slot = ft.Container(right=0, top=-10 if head else -14)
    body: list[ft.Control] = [_markdown(rich)]
    if edited:
        body.append(ft.Text(strings.EDITED, size=TINY, color=FAINT, tooltip=hole("edited")))
    if head:
        body.insert(0, _head(badge))
    row = ft.Row(
        [
            avatar(hole("initials"), hole("hue"), GUTTER) if head else ft.Container(width=GUTTER),
            ft.Column(body, spacing=2, expand=True),
        ],
        spacing=M,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    box = ft.Container(
        ft.Semantics(
            content=ft.Stack([row, slot], fit=ft.StackFit.PASS_THROUGH, clip_behavior=ft.ClipBehavior.NONE),
            container=True,
            identifier=hole("test"),
            label=hole("label"),
        ),
        padding=ft.Padding(20, S if head else 1, 20, 2),
        ink=True,
    )
    return Mold(on(box, hover=menu.hovered, long_press=menu.long_pressed), box=box, slot=slot)


@cache
def _system_mold() -> Mold:
    """A small line such as “Bob joined”."""
    line = ft.Text(hole("line"), size=SMALL, color=FAINT, expand=True)
    row = ft.Row([ft.Container(width=GUTTER), line], spacing=M)
    return Mold(
        ft.Container(
            ft.Semantics(content=row, container=True, identifier=hole("test")), padding=ft.Padding(20, XS, 20, XS)
        )
    )


def day_row(when: date, today: date) -> Row:
    """The line between two days."""
    return _row(_rule(times.day_name(when, today), HAIRLINE, FAINT, both=True))


def new_row() -> Row:
    """The line above the first unread message."""
    return _row(_rule(strings.NEW, C.PRIMARY, C.PRIMARY, both=False))


def start_row(title: str, purpose: str) -> Row:
    """Above the very first message: what this place is for."""
    lines: list[ft.Control] = [
        ft.Text(f"This is the beginning of #{title}", size=20, weight=BOLD),
        ft.Text(purpose or "Say hello, or tell people what this channel is for.", size=BODY, color=FAINT),
    ]
    return _row(ft.Container(ft.Column(lines, spacing=XS), padding=ft.Padding(20, 32, 20, L)))


def newer_row() -> Row:
    """Below a stretch of older history: the way to what follows."""
    on_from_here = on(ft.TextButton(strings.NEWER, icon=ft.Icons.ARROW_DOWNWARD), click=menu.newer_pressed)
    to_the_end = on(ft.TextButton(strings.TO_THE_END, icon=ft.Icons.VERTICAL_ALIGN_BOTTOM), click=menu.end_pressed)
    buttons = ft.Row([on_from_here, to_the_end], alignment=ft.MainAxisAlignment.CENTER, spacing=S)
    return _row(ft.Container(buttons, padding=S))


def _row(control: ft.Control) -> Row:
    piece = made(control)
    return Row(piece.data, piece.handlers)


def _head(badge: str) -> ft.Control:
    parts: list[ft.Control] = [
        ft.Text(hole("name"), size=15, weight=STRONG, no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS)
    ]
    if badge:
        parts.append(
            ft.Container(
                ft.Text(badge, size=TINY, color=FAINT),
                border=ft.Border.all(1, HAIRLINE),
                border_radius=XS,
                padding=ft.Padding(XS, 0, XS, 0),
            )
        )
    return ft.Row([*parts, ft.Text(hole("clock"), size=SMALL, color=FAINT, tooltip=hole("full"))], spacing=S)


def _rule(text: str, line: str, colour: str, *, both: bool) -> ft.Control:
    parts: list[ft.Control] = [
        ft.Container(height=1, bgcolor=line, expand=True),
        ft.Text(text, size=SMALL, weight=STRONG, color=colour),
    ]
    if both:
        parts.append(ft.Container(height=1, bgcolor=line, expand=True))
    return ft.Container(ft.Row(parts, spacing=S), padding=ft.Padding(20, M, 20, XS))


def _markdown(rich: bool) -> ft.Control:
    return ft.Markdown(
        hole("text"),
        selectable=True,
        soft_line_break=True,
        extension_set=ft.MarkdownExtensionSet.GITHUB_FLAVORED,
        auto_follow_links=True,
        auto_follow_links_target=ft.UrlTarget.BLANK,
        code_theme=CODE if rich else None,
        code_style_sheet=CODE_STYLE if rich else None,
        md_style_sheet=STYLE if rich else PLAIN_STYLE,
    )


_RICH = re.compile(r"^\s*(```|~~~|    |\t|#|>|[-*+] |\d+[.)] |\||---|===)|\|", re.MULTILINE)
"""Text that needs more than paragraphs, emphasis, links and code spans: only then a row carries the long style."""
