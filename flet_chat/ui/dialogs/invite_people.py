"""Makes links that let people in, and takes them back."""

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.links import Invite
from flet_chat.service import links
from flet_chat.ui import times
from flet_chat.ui.dialogs.ask import Ask
from flet_chat.ui.dialogs.link import link
from flet_chat.ui.dialogs.window import Window, faint, primary
from flet_chat.ui.theme import BODY, FAINT, STRONG, XS, M, S

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

ANY = "any"
USES = {ANY: "Anybody", "1": "1 person", "5": "5 people", "25": "25 people", "100": "100 people"}
DAYS = {"1": "1 day", "7": "7 days", "30": "30 days", ANY: "No end"}


class InvitePeople(Window):
    """How many and for how long; then the link, and those that are open."""

    name, title = "invite-people", "Invite people"

    def __init__(self, tab: "ChatTab") -> None:
        super().__init__(tab)
        self._uses = _choice("For", USES, ANY)
        self._days = _choice("Works for", DAYS, "7")
        self._made = ft.Column(spacing=XS, tight=True, visible=False)
        self._open = ft.Column(spacing=0, tight=True)

    def body(self) -> list[ft.Control]:
        """The form, the link once it is made, and the open links."""
        self._list()
        return [
            faint("Whoever opens the link can make an account. Send it only to people you want here.", BODY),
            ft.Container(
                ft.Row(
                    [_named("For", self._uses), _named("Works for", self._days)], spacing=M, run_spacing=M, wrap=True
                ),
                padding=ft.Padding(0, S, 0, 0),
            ),
            ft.Row([primary("Make a link", self._on_make)]),
            self._made,
            self._open,
        ]

    async def _on_make(self, e: Any) -> None:
        await self.attempt(self._make)

    async def _make(self) -> None:
        uses, days = _number(self._uses), _number(self._days)
        lifetime = timedelta(days=days) if days else None
        token = await self.tab.act(links.invite, uses=uses, lifetime=lifetime)
        self._made.controls = [
            link("Invitation", f"{self.tab.public_url}/join/{token}"),
            faint("Copy it now: it is not kept, and cannot be shown again."),
        ]
        self._made.visible = True
        self._list()
        self.show(self._made, self._open)

    def _list(self) -> None:
        invites = self.tab.look(links.open_invites)
        head = ft.Text("Open links", size=BODY, weight=STRONG)
        rows = [self._row(invite) for invite in invites] or [faint("There is none.")]
        self._open.controls = [head, *rows]

    def _row(self, invite: Invite) -> ft.Control:
        left = "any number of people" if invite.uses_left is None else f"{_people(invite.uses_left)} more"
        ends = f"until {self._day(invite.expires_at)}" if invite.expires_at else "no end"
        maker = self.tab.hub.directory.user(invite.creator_id).name if invite.creator_id else "the command line"
        mine = invite.creator_id == self.tab.user.id
        by = "you" if mine else maker
        about = ft.Column(
            [
                ft.Text(f"{left.capitalize()}, {ends}", size=13),
                faint(f"Made by {by} · {_people(invite.used)} came in"),
            ],
            spacing=0,
            expand=True,
        )
        revoke = ft.TextButton(
            "Revoke",
            tooltip="Make this link worthless",
            style=ft.ButtonStyle(color=FAINT),
            on_click=partial(self._on_revoke, invite),
        )
        return ft.Semantics(
            content=ft.Container(ft.Row([about, revoke], spacing=S), padding=ft.Padding(0, XS, 0, XS)),
            container=True,
            identifier=f"invite-{invite.id}",
        )

    def _day(self, time: datetime) -> str:
        lens = self.tab.lens
        return times.day_name(times.day(time, lens), times.day(self.tab.chat.clock(), lens))

    async def _on_revoke(self, invite: Invite, e: Any) -> None:
        async def revoke() -> None:
            await self.tab.act(links.revoke_invite, invite.id)
            self._list()
            self.show(self._open)

        sentence = "Nobody can come in by it any more. Those who came in stay."
        Ask(self.tab, "Revoke this link?", sentence, "Revoke", revoke, keep="Keep").open()


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count:,} people"


def _named(label: str, choice: ft.Dropdown) -> ft.Control:
    return ft.Semantics(content=choice, label=label, container=True)


def _choice(label: str, options: dict[str, str], value: str) -> ft.Dropdown:
    return ft.Dropdown(
        label=label,
        value=value,
        options=[ft.DropdownOption(key, text) for key, text in options.items()],
        text_size=BODY,
        width=188,
        dense=True,
    )


def _number(choice: ft.Dropdown) -> int | None:
    return int(choice.value) if choice.value and choice.value != ANY else None
