"""Where I am signed in."""

from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.sessions import Session
from flet_chat.service import sessions
from flet_chat.ui import times
from flet_chat.ui.dialogs.ask import Ask
from flet_chat.ui.dialogs.person import badge
from flet_chat.ui.dialogs.window import Window, faint
from flet_chat.ui.theme import BODY, FAINT, STRONG, XS, S

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class MySessions(Window):
    """My devices, last used first; each can be signed out."""

    name, title = "my-sessions", "My sign-ins"

    def __init__(self, tab: "ChatTab") -> None:
        super().__init__(tab)
        self._rows = ft.Column(spacing=0, tight=True)
        self._others = ft.OutlinedButton("Sign out everywhere else", icon=ft.Icons.LOGOUT, on_click=self._on_others)

    def body(self) -> list[ft.Control]:
        """The devices."""
        self._list()
        return [self._rows, ft.Row([self._others])]

    def refresh(self) -> None:
        """Show what is so now."""
        self._list()
        self.show(self._rows, self._others)

    def _list(self) -> None:
        mine = self.tab.look(sessions.mine)
        here = self.tab.hello.session_id
        mine.sort(key=lambda session: session.id != here)
        self._rows.controls = [self._row(session, session.id == here) for session in mine]
        self._others.visible = len(mine) > 1

    def _row(self, session: Session, here: bool) -> ft.Control:
        lens = self.tab.lens
        name = ft.Text(session.device or "Unknown device", size=BODY, weight=STRONG, max_lines=2, expand=True)
        head: list[ft.Control] = [name, badge("this device")] if here else [name]
        lines: list[ft.Control] = [
            ft.Row(head, spacing=S),
            faint(f"Signed in {times.full(session.created_at, lens)}"),
            faint(f"Last seen {times.full(session.seen_at, lens)}"),
        ]
        out = ft.TextButton(
            "Sign out",
            tooltip=f"Sign out {session.device}",
            style=ft.ButtonStyle(color=FAINT),
            on_click=partial(self._on_end, session),
        )
        return ft.Semantics(
            content=ft.Container(
                ft.Row([ft.Column(lines, spacing=0, expand=True), out], spacing=S), padding=ft.Padding(0, XS, 0, XS)
            ),
            container=True,
            identifier=f"session-{session.id}",
        )

    async def _on_end(self, session: Session, e: Any) -> None:
        async def end() -> None:
            await self.tab.act(sessions.end, session.id)
            self.refresh()

        await self.attempt(end)

    async def _on_others(self, e: Any) -> None:
        async def end() -> None:
            await self.tab.act(sessions.end_others, self.tab.hello.session_id)
            self.refresh()

        sentence = "Every browser and device but this one has to sign in again."
        Ask(self.tab, "Sign out everywhere else?", sentence, "Sign out", end, keep="Cancel").open()
