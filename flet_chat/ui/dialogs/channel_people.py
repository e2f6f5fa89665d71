"""Who is in a channel, and letting others in."""

from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.users import User
from flet_chat.service import members
from flet_chat.ui import strings
from flet_chat.ui.dialogs.ask import Ask
from flet_chat.ui.dialogs.finder import Finder
from flet_chat.ui.dialogs.person import person, words
from flet_chat.ui.dialogs.window import faint
from flet_chat.ui.theme import FAINT, S

if TYPE_CHECKING:
    from flet_chat.ui.dialogs.channel_details import ChannelDetails


class Members:
    """A section of the details: everybody who is in it."""

    def __init__(self, details: "ChannelDetails") -> None:
        self._details = details
        self._count = faint("")
        self._finder = Finder[User](details, "Search members", words, self._row, "Nobody is here.")
        self.control = ft.Column(
            [self._finder.field, self._count, self._finder.list],
            spacing=S,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
        self.refresh()

    def refresh(self) -> None:
        """Show who is in it now."""
        self._count.value = strings.people(len(self._details.people))
        self._finder.fill(self._details.people)

    def _row(self, user: User) -> ft.Control:
        me = user.id == self._details.tab.user.id
        if me or not self._details.may_run or self._details.channel.is_general:
            return person(user, me=me)
        remove = ft.TextButton(
            "Remove",
            tooltip=f"Remove {user.name}",
            style=ft.ButtonStyle(color=FAINT),
            on_click=partial(self._on_remove, user),
        )
        return person(user, remove)

    async def _on_remove(self, user: User, e: Any) -> None:
        details = self._details

        async def remove() -> None:
            await details.tab.act(members.remove, details.channel.id, user.id)
            details.refresh()

        sentence = (
            "They will not see it any more, until somebody lets them in again."
            if details.channel.private or user.is_guest
            else "They can join again if they like."
        )
        title = f"Remove {user.name} from {details.channel.name}?"
        Ask(details.tab, title, sentence, "Remove", remove, keep="Cancel").open()


class AddPeople:
    """A section of the details: everybody who is not in it yet."""

    def __init__(self, details: "ChannelDetails") -> None:
        self._details = details
        self._finder = Finder[User](details, "Search people", words, self._row, "Everybody is in this channel.")
        self.control = ft.Column(
            [self._finder.field, self._finder.list],
            spacing=S,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        )
        self.refresh()

    def refresh(self) -> None:
        """Show who is left now."""
        inside = {user.id for user in self._details.people}
        self._finder.fill([user for user in self._details.tab.hub.directory.people() if user.id not in inside])

    def _row(self, user: User) -> ft.Control:
        add = ft.OutlinedButton("Add", tooltip=f"Add {user.name}", on_click=partial(self._on_add, user))
        return person(user, add)

    async def _on_add(self, user: User, e: Any) -> None:
        async def add() -> None:
            await self._details.tab.act(members.invite, self._details.channel.id, user.id)
            self._details.refresh()

        await self._details.attempt(add)
