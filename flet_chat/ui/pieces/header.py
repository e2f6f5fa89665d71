"""The bar above a channel, and what stands in for the composer where one cannot write."""

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.ui import strings
from flet_chat.ui.theme import BODY, BOLD, FAINT, HAIRLINE, SMALL, TITLE, C, L, M, S
from flet_chat.ui.wire import Piece, made, on

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

LONG = 30
"""Characters; a longer name shares the width with the purpose, instead of pushing the buttons out."""


@lru_cache(maxsize=1000)
def header(name: str, private: bool, archived: bool, purpose: str, members: int, back: bool) -> Piece:
    """Name, purpose and people of the channel that is open; `back` where the sidebar is a screen of its own."""
    title = ft.Text(name, size=TITLE, weight=BOLD, no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS, tooltip=name)
    bounded = back or len(name) > LONG
    parts: list[ft.Control] = [
        ft.Icon(ft.Icons.LOCK_OUTLINE if private else ft.Icons.TAG, size=19),
        ft.Semantics(content=title, header=True, heading_level=1, expand=bounded, expand_loose=not back),
    ]
    if archived:
        parts.append(ft.Text("archived", size=SMALL, color=FAINT))
    if back:
        parts.insert(
            0, ft.MergeSemantics(on(ft.IconButton(ft.Icons.ARROW_BACK, icon_size=20, tooltip="Back"), click=_back))
        )
    else:
        line = ft.Text(
            purpose, size=13, color=FAINT, expand=True, no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS, tooltip=purpose
        )
        parts.append(line)
    count = on(
        ft.TextButton(
            str(members),
            icon=ft.Icons.GROUP_OUTLINED,
            tooltip=f"{strings.people(members)}: see and add people",
            style=ft.ButtonStyle(color=FAINT, padding=ft.Padding(S, 0, S, 0)),
        ),
        click=_details,
    )
    more = on(ft.IconButton(ft.Icons.MORE_VERT, icon_size=19, icon_color=FAINT, tooltip="Channel"), click=_details)
    return made(
        ft.Container(
            ft.Row([*parts, ft.MergeSemantics(count), ft.MergeSemantics(more)], spacing=S, height=50),
            padding=ft.Padding(M if back else 20, 0, M, 0),
            border=ft.Border(bottom=ft.BorderSide(1, HAIRLINE)),
        )
    )


@lru_cache(maxsize=1)
def blank_header() -> Piece:
    """Where nothing is open."""
    return made(ft.Container(height=50, border=ft.Border(bottom=ft.BorderSide(1, HAIRLINE))))


@lru_cache(maxsize=1000)
def join_bar(channel_id: int, name: str) -> Piece:
    """For those who look into a public channel."""
    button = on(ft.FilledButton(f"Join #{name}"), click=partial(_join, channel_id))
    return _bar([ft.Text("You are looking in.", size=BODY, color=FAINT, expand=True), button])


@lru_cache(maxsize=1)
def archived_bar() -> Piece:
    """Under an archived channel."""
    return _bar([ft.Text("This channel is archived. It can be read, but not written to.", size=BODY, color=FAINT)])


@lru_cache(maxsize=200)
def pill(count: int) -> Piece:
    """Over the list, while one is scrolled up and messages wait."""
    button = on(
        ft.FilledButton(strings.new_messages(count) if count else strings.TO_THE_END, icon=ft.Icons.ARROW_DOWNWARD),
        click=_to_end,
    )
    return made(button)


def missing(sentence: str) -> Piece:
    """Where an address leads nowhere, or nowhere for this person."""
    home = on(ft.FilledButton("Go to #general"), click=_home)
    return made(
        ft.Container(
            ft.Column(
                [ft.Icon(ft.Icons.SEARCH_OFF, size=40, color=FAINT), ft.Text(sentence, size=BODY), home],
                spacing=L,
                tight=True,
                horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            ),
            alignment=ft.Alignment.CENTER,
            padding=ft.Padding(L, 80, L, L),
        )
    )


def _bar(parts: list[ft.Control]) -> Piece:
    return made(
        ft.Container(
            ft.Row(parts, spacing=M),
            bgcolor=C.SURFACE_CONTAINER_LOW,
            border=ft.Border.all(1, HAIRLINE),
            border_radius=M,
            margin=ft.Margin(L, 0, L, 14),
            padding=ft.Padding(L, S, S, S),
        )
    )


async def _back(tab: "ChatTab", data: Any) -> None:
    tab.places.show_sidebar()


async def _details(tab: "ChatTab", data: Any) -> None:
    await tab.dialogs.channel_details()


async def _join(channel_id: int, tab: "ChatTab", data: Any) -> None:
    await tab.places.join(channel_id)


async def _to_end(tab: "ChatTab", data: Any) -> None:
    tab.history.to_end()


async def _home(tab: "ChatTab", data: Any) -> None:
    await tab.places.open_home()
