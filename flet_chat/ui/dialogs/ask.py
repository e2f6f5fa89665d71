"""Asks before something that cannot be taken back."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.ui.dialogs.window import Window, primary
from flet_chat.ui.theme import BODY

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class Ask(Window):
    """A question with what follows from yes; the safe answer has the focus."""

    name = "ask"

    def __init__(
        self, tab: "ChatTab", title: str, sentence: str, verb: str, do: Callable[[], Awaitable[None]], *, keep: str
    ) -> None:
        super().__init__(tab)
        self.title = title
        self._explained, self._verb, self._do, self._keep = sentence, verb, do, keep

    def body(self) -> list[ft.Control]:
        """What follows."""
        return [ft.Text(self._explained, size=BODY)]

    def actions(self) -> list[ft.Control]:
        """No, yes."""
        return [
            ft.TextButton(self._keep, on_click=self._on_close, autofocus=True),
            primary(self._verb, self._on_yes, danger=True),
        ]

    async def _on_yes(self, e: Any) -> None:
        await self.attempt(self._answer)

    async def _answer(self) -> None:
        await self._do()
        self.close()
