"""What one can do with a message: the bar that follows the pointer, and what its buttons do."""

from typing import TYPE_CHECKING

import flet as ft

from flet_chat.core.messages import Kind, Message
from flet_chat.service import messages
from flet_chat.ui import routes, times
from flet_chat.ui.pieces.menu import toolbar
from flet_chat.ui.wire import Patch, Piece, pack

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class Actions:
    """The message actions of one tab."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self._bar: Piece | None = None
        self._slot_id = 0

    def point_at(self, message_id: int, *, inside: bool) -> None:
        """The pointer came to a row, or left it."""
        row = next((row for row in self._tab.history.rows if row.message and row.message.id == message_id), None)
        if row is None or row.message is None:
            return
        if not inside:
            if self._slot_id == row.slot_id:
                self._hide()
            return
        self._hide()
        message = row.message
        self._bar = toolbar(message, self._mine(message), self.link(message_id), self._clock(message))
        self._slot_id = row.slot_id
        self._tab.line.send(Patch(row.slot_id).set("content", self._bar.data).frame())

    async def open_sheet(self, message_id: int) -> None:
        """The same actions for fingers."""
        message = self._held(message_id)
        if message is None:
            return

        def item(icon: ft.IconData, label: str, run: object = None, copy: str | None = None) -> ft.Control:
            async def on_click(e: "ft.Event[ft.ListTile]") -> None:
                self._tab.page.pop_dialog()
                if callable(run):
                    await run(message_id)

            return ft.ListTile(
                leading=ft.Icon(icon),
                title=label,
                on_click=on_click,
                action=ft.CopyToClipboard(copy) if copy is not None else None,
            )

        items = [
            item(ft.Icons.CONTENT_COPY, "Copy text", copy=message.text),
            item(ft.Icons.LINK, "Copy link", copy=self.link(message_id)),
            item(ft.Icons.MARK_CHAT_UNREAD_OUTLINED, "Mark as unread from here", self.mark_unread),
        ]
        if self._mine(message):
            items.append(item(ft.Icons.EDIT_OUTLINED, "Edit message", self.edit))
            items.append(item(ft.Icons.DELETE_OUTLINE, "Delete message", self.ask_delete))
        self._tab.page.show_dialog(
            ft.BottomSheet(ft.Container(ft.Column(items, tight=True, spacing=0), padding=ft.Padding(8, 8, 8, 16)))
        )

    def link(self, message_id: int) -> str:
        """The permanent address of a message, whole where it is known how people reach the server."""
        return f"{self._tab.public_url}{routes.message(message_id)}"

    async def mark_unread(self, message_id: int) -> None:
        """Everything from this message on counts as unread again."""
        self._tab.reading.mark_unread(message_id)

    async def edit(self, message_id: int) -> None:
        """Put my message into the composer."""
        message = self._tab.look(messages.get, message_id)
        if self._mine(message):
            self._tab.composer.edit(message)

    async def edit_last(self) -> None:
        """The last thing I wrote here, for the person who wants to mend it."""
        if self._tab.history.channel is None:
            return
        if message := self._tab.look(messages.my_last, self._tab.history.channel.id):
            self._tab.composer.edit(message)

    async def ask_delete(self, message_id: int) -> None:
        """Delete my message, after asking."""

        async def on_delete(e: "ft.Event[ft.Button]") -> None:
            self._tab.page.pop_dialog()
            await self._tab.act(messages.delete, message_id)

        async def on_keep(e: "ft.Event[ft.TextButton]") -> None:
            self._tab.page.pop_dialog()

        self._tab.page.show_dialog(
            ft.AlertDialog(
                title="Delete this message?",
                content=ft.Text("Its text is removed for everybody. This cannot be undone."),
                actions=[
                    ft.TextButton("Keep", on_click=on_keep),
                    ft.FilledButton("Delete", on_click=on_delete, autofocus=True),
                ],
            )
        )

    def _hide(self) -> None:
        if self._slot_id:
            self._tab.line.send(Patch(self._slot_id).set("content", pack(None)).frame())
        self._bar, self._slot_id = None, 0

    def _held(self, message_id: int) -> Message | None:
        found = (row.message for row in self._tab.history.rows if row.message and row.message.id == message_id)
        return next(found, None)

    def _mine(self, message: Message) -> bool:
        return message.kind is Kind.TEXT and message.author_id == self._tab.user.id

    def _clock(self, message: Message) -> str:
        return times.clock(message.created_at, self._tab.lens)
