"""A search field over a list: it filters as one types, and shows no more than anybody would scroll through."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

import flet as ft

from flet_chat.ui.dialogs.matching import best
from flet_chat.ui.dialogs.window import Window, faint
from flet_chat.ui.theme import BODY, S

T = TypeVar("T")
MOST = 50
"""Rows at once; whoever has more types to narrow."""
PAUSE = 0.1
"""Seconds without a key before the rows are made again: that is dear, and nobody reads while they type."""
ROW = 50
"""About the height of a row, in pixels."""


class Finder(Generic[T]):
    """Owns the field and the list; the dialog gives the items, and a row for each."""

    def __init__(
        self,
        window: Window,
        label: str,
        words: Callable[[T], Iterable[str]],
        row: Callable[[T], ft.Control],
        empty: str,
        *,
        autofocus: bool = True,
    ) -> None:
        self._window, self._words, self._row, self._empty = window, words, row, empty
        self._items: Sequence[T] = []
        self._typed = ""
        self.found: list[T] = []
        """What is shown, in order."""
        self.field = ft.TextField(
            label=label,
            prefix_icon=ft.Icons.SEARCH,
            text_size=BODY,
            dense=True,
            autofocus=autofocus,
            on_change=self._on_change,
        )
        self.list = ft.ListView(spacing=0)

    def fill(self, items: Sequence[T]) -> None:
        """Search in these from now on."""
        self._items = items
        # By what there is rather than by what matches: then nothing jumps while one types.
        self.list.height = min(self._window.list_height(), max(2, len(items)) * ROW)
        self._lay_out(self.field.value)

    def update(self, items: Sequence[T]) -> None:
        """The same while it is on screen."""
        self.fill(items)
        self._window.show(self.list)

    async def _on_change(self, e: Any) -> None:
        typed = self._typed = str(e.data or "")
        await asyncio.sleep(PAUSE)
        if typed is self._typed:  # nothing was typed since
            self._lay_out(typed)
            self._window.show(self.list)

    def _lay_out(self, typed: str) -> None:
        found = best(typed, self._items, self._words)
        self.found = found[:MOST]
        self.list.controls = [self._row(item) for item in self.found]
        if len(found) > MOST:
            self.list.controls.append(_note(f"{len(found) - MOST:,} more: type to narrow"))
        elif not found:
            self.list.controls.append(
                _note(f"Nothing here matches “{typed.strip()}”." if typed.strip() else self._empty)
            )


def _note(text: str) -> ft.Control:
    return ft.Container(faint(text, BODY), padding=ft.Padding(S, S, S, S))
