"""The menu of the person: name, password, sign-ins, theme, and the way out."""

from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.users import Role
from flet_chat.service import sessions
from flet_chat.ui.dialogs.menu import Menu
from flet_chat.ui.dialogs.my_name import MyName
from flet_chat.ui.dialogs.my_password import MyPassword
from flet_chat.ui.dialogs.my_sessions import MySessions
from flet_chat.ui.dialogs.person import person
from flet_chat.ui.theme import FAINT, SMALL, XS, S
from flet_chat.ui.wire import PAGE_ID, Patch, pack

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class MyMenu(Menu):
    """What concerns only me."""

    name, title = "my-menu", "You"

    def __init__(self, tab: "ChatTab") -> None:
        super().__init__(tab)
        now = tab.page.theme_mode or ft.ThemeMode.SYSTEM
        self._theme = ft.SegmentedButton(
            segments=[
                ft.Segment("light", label="Light", icon=ft.Icons.LIGHT_MODE_OUTLINED),
                ft.Segment("dark", label="Dark", icon=ft.Icons.DARK_MODE_OUTLINED),
                ft.Segment("system", label="System"),
            ],
            selected=[now.value],
            show_selected_icon=False,
            on_change=self._on_theme,
        )

    def body(self) -> list[ft.Control]:
        """The items that this person may use."""
        user = self.tab.user
        items = [self.item(ft.Icons.BADGE_OUTLINED, "Change my name", self._name)]
        if user.role not in (Role.GUEST, Role.BOT):
            items.append(self.item(ft.Icons.LOCK_OUTLINE, "Change my password", self._password))
        items += [
            self.item(ft.Icons.DEVICES, "My sign-ins", self._sessions),
            self.item(ft.Icons.KEYBOARD_OUTLINED, "Keyboard shortcuts", self.tab.dialogs.shortcuts),
            self.item(ft.Icons.LOGOUT, "Sign out", self._sign_out),
        ]
        theme = ft.Container(
            ft.Column([ft.Text("Theme", size=SMALL, color=FAINT), ft.Row([self._theme])], spacing=XS, tight=True),
            padding=ft.Padding(S, 0, S, 0),
        )
        head = ft.Container(person(user), padding=ft.Padding(S, 0, 0, 0))
        return [head, ft.Column(items, spacing=0, tight=True), theme]

    async def _name(self) -> None:
        MyName(self.tab).open()

    async def _password(self) -> None:
        MyPassword(self.tab).open()

    async def _sessions(self) -> None:
        MySessions(self.tab).open()

    async def _sign_out(self) -> None:
        await self.tab.act(sessions.end, self.tab.hello.session_id)

    async def _on_theme(self, e: Any) -> None:
        mode = ft.ThemeMode(self._theme.selected[0])
        self.tab.page.theme_mode = mode
        self.tab.line.send(Patch(PAGE_ID).set("theme_mode", pack(mode.value)).frame())
        # This device keeps it: another of mine may stand in the sun.
        self.tab.line.tell({"theme": mode.value})
