"""The workspace's name, and how people come in."""

from typing import TYPE_CHECKING, Any

import flet as ft

from flet_chat.core.workspace import Access
from flet_chat.service import workspace
from flet_chat.ui.dialogs.window import Window, entry, faint, primary, under
from flet_chat.ui.theme import BODY, STRONG

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

MODES = {
    Access.INVITE: ("By invitation", "Only with a link that a member has made."),
    Access.OPEN: ("Open", "Whoever reaches this server can make an account."),
    Access.GUEST: (
        "Guests by name",
        "Whoever reaches this server comes in as a guest, by name alone, and sees #general.",
    ),
}


class WorkspaceSettings(Window):
    """A form for those who run the workspace."""

    name, title = "workspace-settings", "Workspace settings"

    def __init__(self, tab: "ChatTab") -> None:
        super().__init__(tab)
        now = tab.hub.directory.workspace
        self._name = entry("Name of the workspace", now.name, autofocus=True, on_submit=self._on_save)
        modes: list[ft.Control] = []
        for mode, (label, sentence) in MODES.items():
            modes += [
                ft.Radio(value=mode.value, label=label),
                ft.Container(faint(sentence), padding=ft.Padding(34, 0, 0, 4)),
            ]
        self._access = ft.RadioGroup(ft.Column(modes, spacing=0, tight=True), value=now.access.value)

    def body(self) -> list[ft.Control]:
        """Name and access."""
        return [
            ft.Container(self._name, padding=ft.Padding(0, 6, 0, 0)),
            ft.Text("Who can come in", size=BODY, weight=STRONG),
            self._access,
        ]

    def actions(self) -> list[ft.Control]:
        """Cancel, save."""
        return [ft.TextButton("Cancel", on_click=self._on_close), primary("Save", self._on_save)]

    async def _on_save(self, e: Any) -> None:
        await self.attempt(self._save, under(self._name))

    async def _save(self) -> None:
        await self.tab.act(workspace.change, self._name.value, Access(self._access.value or Access.INVITE))
        self.close()
