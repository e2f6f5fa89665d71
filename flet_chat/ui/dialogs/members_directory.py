"""Everybody in the workspace; those who run it make reset links and close accounts here."""

from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.users import Role, User
from flet_chat.service import links, users
from flet_chat.ui import strings
from flet_chat.ui.dialogs.ask import Ask
from flet_chat.ui.dialogs.finder import Finder
from flet_chat.ui.dialogs.link import link
from flet_chat.ui.dialogs.person import person, words
from flet_chat.ui.dialogs.window import Window, faint
from flet_chat.ui.theme import BODY, FAINT

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class MembersDirectory(Window):
    """A search over everybody who is active."""

    name, title = "members", "Members"

    def __init__(self, tab: "ChatTab") -> None:
        super().__init__(tab)
        self._count = faint("")
        self._finder = Finder[User](self, "Search people", words, self._row, "Nobody is here.")

    def body(self) -> list[ft.Control]:
        """Field, count, list."""
        self._fill()
        return [self._finder.field, self._count, self._finder.list]

    def refresh(self) -> None:
        """Show who is here now."""
        self._fill()
        self.show(self._count, self._finder.list)

    def _fill(self) -> None:
        people = self.tab.hub.directory.people()
        self._count.value = strings.people(len(people))
        self._finder.fill(people)

    def _row(self, user: User) -> ft.Control:
        me = user.id == self.tab.user.id
        items = self._items(user)
        if me or not items:
            return person(user, me=me)
        more = ft.PopupMenuButton(
            items=items, icon=ft.Icons.MORE_VERT, icon_size=18, icon_color=FAINT, tooltip=f"Manage {user.name}"
        )
        return person(user, more)

    def _items(self, user: User) -> list[ft.PopupMenuItem]:
        actor = self.tab.user
        if not actor.runs_workspace or user.role is Role.OWNER:
            return []
        items = [
            ft.PopupMenuItem("Deactivate…", icon=ft.Icons.PERSON_OFF_OUTLINED, on_click=partial(self._on_off, user))
        ]
        if user.role not in (Role.GUEST, Role.BOT):
            items.insert(
                0, ft.PopupMenuItem("Reset password…", icon=ft.Icons.LOCK_RESET, on_click=partial(self._on_reset, user))
            )
        return items

    async def _on_reset(self, user: User, e: Any) -> None:
        async def make() -> None:
            token = await self.tab.act(links.reset, user.id)
            ResetLink(self.tab, user, f"{self.tab.public_url}/reset/{token}").open()

        await self.attempt(make)

    async def _on_off(self, user: User, e: Any) -> None:
        async def close_account() -> None:
            await self.tab.act(users.close_account, user.id)
            self.refresh()

        sentence = "They are signed out everywhere at once and cannot come back. What they wrote stays."
        Ask(self.tab, f"Deactivate {user.name}?", sentence, "Deactivate", close_account, keep="Cancel").open()


class ResetLink(Window):
    """A link by which somebody chooses a new password, once."""

    name = "reset-link"

    def __init__(self, tab: "ChatTab", user: User, address: str) -> None:
        super().__init__(tab)
        self.title = f"A new password for {user.name}"
        self._address = address

    def body(self) -> list[ft.Control]:
        """The link and how it works."""
        sentence = (
            "Send this to them, and to nobody else: whoever opens it chooses the password. It works once, for a day."
        )
        return [
            ft.Text(sentence, size=BODY),
            ft.Container(link("Reset link", self._address), padding=ft.Padding(0, 6, 0, 0)),
        ]
