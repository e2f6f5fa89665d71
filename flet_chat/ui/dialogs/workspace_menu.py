"""The menu of the workspace."""

import flet as ft

from flet_chat.ui.dialogs.brand_settings import BrandSettings
from flet_chat.ui.dialogs.invite_people import InvitePeople
from flet_chat.ui.dialogs.members_directory import MembersDirectory
from flet_chat.ui.dialogs.menu import Menu
from flet_chat.ui.dialogs.workspace_settings import WorkspaceSettings


class WorkspaceMenu(Menu):
    """What concerns everybody; guests see only what is theirs."""

    name = "workspace-menu"

    def body(self) -> list[ft.Control]:
        """The items that this person may use."""
        user = self.tab.user
        self.title = self.tab.hub.directory.workspace.name
        items: list[ft.Control] = []
        if not user.is_guest:
            items += [
                self.item(ft.Icons.PERSON_ADD_ALT, "Invite people", self._invite, "Make a link that lets them in"),
                self.item(ft.Icons.GROUP_OUTLINED, "Members", self._members, "Everybody in the workspace"),
            ]
        if user.runs_workspace:
            items.append(
                self.item(ft.Icons.SETTINGS_OUTLINED, "Workspace settings", self._settings, "Name, and who may come in")
            )
            items.append(self.item(ft.Icons.PALETTE_OUTLINED, "Brand", self._brand, "Colours and icon, for everybody"))
        items.append(self.item(ft.Icons.KEYBOARD_OUTLINED, "Keyboard shortcuts", self.tab.dialogs.shortcuts))
        return [ft.Column(items, spacing=0, tight=True)]

    async def _invite(self) -> None:
        InvitePeople(self.tab).open()

    async def _members(self) -> None:
        MembersDirectory(self.tab).open()

    async def _brand(self) -> None:
        BrandSettings(self.tab).open()

    async def _settings(self) -> None:
        WorkspaceSettings(self.tab).open()
