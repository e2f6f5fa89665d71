"""Another password for me."""

from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.errors import WeakPassword, WrongPassword
from flet_chat.core.users import MIN_PASSWORD
from flet_chat.service.door import Door
from flet_chat.ui.dialogs.window import Window, entry, faint, primary

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class MyPassword(Window):
    """The old one, to prove that it is me, and the new one."""

    name, title = "my-password", "Change my password"

    def __init__(self, tab: "ChatTab") -> None:
        super().__init__(tab)
        hidden: dict[str, Any] = {"password": True, "can_reveal_password": True, "on_submit": self._on_save}
        self._old = entry("Current password", autofocus=True, autofill_hints=ft.AutofillHint.PASSWORD, **hidden)
        self._new = entry("New password", autofill_hints=ft.AutofillHint.NEW_PASSWORD, **hidden)

    def body(self) -> list[ft.Control]:
        """Two fields, and what follows."""
        return [
            ft.Container(self._old, padding=ft.Padding(0, 6, 0, 0)),
            self._new,
            faint(f"At least {MIN_PASSWORD} characters. Your other devices are signed out."),
        ]

    def actions(self) -> list[ft.Control]:
        """Cancel, change."""
        return [ft.TextButton("Cancel", on_click=self._on_close), primary("Change password", self._on_save)]

    async def _on_save(self, e: Any) -> None:
        await self.attempt(self._save, {WrongPassword: self._old, WeakPassword: self._new})

    async def _save(self) -> None:
        tab = self.tab
        await Door(tab.chat).change_password(tab.user.id, tab.hello.session_id, self._old.value, self._new.value)
        self.close()
        tab.toast("Your password is changed. Your other devices are signed out.")
