"""A channel from behind: what it is for, who is in it, and what those who run it may change."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.channels import Channel
from flet_chat.core.errors import NotFound
from flet_chat.core.users import User
from flet_chat.service import channels, members
from flet_chat.ui.dialogs.channel_about import About
from flet_chat.ui.dialogs.channel_edit import Edit
from flet_chat.ui.dialogs.channel_people import AddPeople, Members
from flet_chat.ui.dialogs.window import Window
from flet_chat.ui.theme import L

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

Section = About | Members | AddPeople | Edit


class ChannelDetails(Window):
    """Sections under tabs; each is built when it is first looked at."""

    name = "channel-details"

    def __init__(self, tab: "ChatTab", channel: Channel) -> None:
        super().__init__(tab)
        self.channel = channel
        self.people: list[User] = []
        self._sections: list[tuple[str, Callable[[ChannelDetails], Section]]] = []
        self._shown: Section
        self._slot = ft.Container()

    @property
    def joined(self) -> bool:
        """True if the viewer is in this channel."""
        return any(user.id == self.tab.user.id for user in self.people)

    @property
    def may_run(self) -> bool:
        """True for its maker and for those who run the workspace."""
        return self.channel.may_be_run_by(self.tab.user)

    def body(self) -> list[ft.Control]:
        """The tabs, and the section that is open."""
        self._load()
        self.title = self.channel.name
        self.icon = ft.Icons.LOCK_OUTLINE if self.channel.private else ft.Icons.TAG
        self._sections = [("About", About), ("Members", Members)]
        if self.joined and not self.tab.user.is_guest and not self.channel.archived:
            self._sections.append(("Add people", AddPeople))
        if self.may_run and not self.channel.archived:
            self._sections.append(("Edit", Edit))
        self._choose(0)
        bar = ft.TabBar(
            [ft.Tab(label=label) for label, _ in self._sections],
            tab_alignment=ft.TabAlignment.START,
            label_padding=ft.Padding(0, 0, 20, 0),
        )
        tabs = ft.Tabs(
            ft.Column([bar, self._slot], spacing=L, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
            length=len(self._sections),
            on_change=self._on_tab,
            animation_duration=ft.Duration(milliseconds=150),
        )
        return [tabs]

    def refresh(self) -> None:
        """Read the channel again; one that is out of reach now closes."""
        try:
            self._load()
        except NotFound:
            self.close()
            return
        self._shown.refresh()
        self.show(self._slot)

    def reopen(self) -> None:
        """What may be done here has changed: lay it out afresh."""
        self.close()
        ChannelDetails(self.tab, self.channel).open()

    def _load(self) -> None:
        self.channel = self.tab.look(channels.get, self.channel.id)
        self.people = self.tab.look(members.of, self.channel.id)

    def _choose(self, index: int) -> None:
        self._shown = self._sections[index][1](self)
        self._slot.content = self._shown.control

    async def _on_tab(self, e: Any) -> None:
        self._choose(int(e.data))
        self.show(self._slot)
