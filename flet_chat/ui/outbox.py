"""What a tab sends: messages go in with a key of their own, so that trying again is harmless."""

import asyncio
from collections.abc import Awaitable
from typing import TYPE_CHECKING

from flet_chat.core.errors import ChatError
from flet_chat.core.messages import Draft
from flet_chat.service import messages
from flet_chat.service.lines import Unsent
from flet_chat.ui.pieces.unsent import refused
from flet_chat.ui.shell import UNSENT_ID

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

EDITING = "edit:"
"""A place that begins so is not a channel but a message that is being edited."""


class Outbox:
    """The messages of one tab on their way to the store. A place is a channel's id, or `edit:` and a message's."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self._refused: dict[str, Unsent] = {}

    def send(self, message: Unsent) -> None:
        """Store a message; its key is told to the browser once it is on disk."""
        self._tab.wire.run(self._send(message))

    async def retry(self, key: str) -> None:
        """Try a refused message again, under the same key."""
        if message := self._refused.pop(key, None):
            self._show(None, "")
            await self._send(message)

    def edit(self, key: str) -> None:
        """Put a refused message back into the composer."""
        if message := self._refused.pop(key, None):
            self._tab.composer.restore(message.text)
            self._drop(key)

    def discard(self, key: str) -> None:
        """Forget a refused message."""
        if self._refused.pop(key, None):
            self._drop(key)

    async def _send(self, message: Unsent) -> None:
        storing: Awaitable[object]
        try:
            if message.place.startswith(EDITING):
                storing = self._tab.act(messages.edit, int(message.place.removeprefix(EDITING)), message.text)
            else:
                storing = self._tab.act(messages.post, Draft(int(message.place), message.text, message.key))
            await asyncio.shield(storing)  # whoever sends and closes the window has sent
        except (ChatError, ValueError) as error:
            self._refused[message.key] = message
            self._show(message, str(error) if isinstance(error, ChatError) else "It is not known where to.")
            return
        self._tab.line.tell({"stored": message.key})
        channel = self._tab.history.channel
        if channel is not None and message.place == str(channel.id):
            self._tab.history.sent()

    def _drop(self, key: str) -> None:
        self._tab.line.tell({"dropped": key})
        self._show(None, "")

    def _show(self, message: Unsent | None, why: str) -> None:
        if message is None and self._refused:
            message, why = next(reversed(self._refused.values())), "there is another message"
        self._tab.fill(UNSENT_ID, refused(message, why) if message else None)
