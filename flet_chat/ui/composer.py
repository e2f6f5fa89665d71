"""The box in which one writes: drafts, sending, and editing what was sent."""

import secrets
from typing import TYPE_CHECKING, Any

from flet_chat.core.channels import Channel
from flet_chat.core.messages import Message
from flet_chat.service.lines import Unsent
from flet_chat.ui import strings
from flet_chat.ui.outbox import EDITING
from flet_chat.ui.pieces.header import archived_bar, join_bar
from flet_chat.ui.pieces.notice import editing
from flet_chat.ui.shell import BAR_ID, BOX_ID, COMPOSER_ID, NOTICE_ID
from flet_chat.ui.wire import Patch, Piece, pack

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class Composer:
    """The composer of one tab. The browser clears the box at Enter; here it is set only to restore or complete."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self.channel: Channel | None = None
        self.joined = False
        self.editing: Message | None = None
        self.draft = ""
        self._writable = False

    def open(self, channel: Channel | None, *, joined: bool) -> None:
        """Write to another channel from now on, or to none."""
        self.channel, self.joined, self.editing = channel, joined, None
        writable = channel is not None and joined and not channel.archived
        bar: Piece | None = None
        if channel is not None and not writable:
            bar = archived_bar() if channel.archived else join_bar(channel.id, channel.name)
        self._tab.fill(BAR_ID, bar)
        self._tab.fill(NOTICE_ID, None)
        self._writable = writable
        if channel is not None and writable:
            draft = self._tab.chat.positions.draft_of(self._tab.user.id, channel.id)
            self._set(draft, hint=strings.hint(channel.name))
        self._tell_place()
        # Last: nobody types before the draft is there, which would replace it, or before Enter leads anywhere.
        self._tab.line.send(Patch(COMPOSER_ID).set("visible", pack(writable)).frame())

    def renamed(self, channel: Channel) -> None:
        """The channel has another name: nothing that is typed changes."""
        self.channel = channel
        if self._writable:
            self._tab.line.send(Patch(BOX_ID).set("hint_text", pack(strings.hint(channel.name))).frame())

    def deleted(self, message_id: int) -> None:
        """A message is gone; if it was being edited here, what was typed becomes a draft."""
        if self.editing is not None and self.editing.id == message_id:
            typed = self.draft
            self.stop_editing()
            self.restore(typed)

    def edit(self, message: Message) -> None:
        """Change a message of mine in the box; the draft waits."""
        self.editing = message
        self._set(message.text)
        self._tab.fill(NOTICE_ID, editing())
        self._tell_place()
        self.focus()

    def stop_editing(self) -> None:
        """Leave the message as it is, and go back to the draft."""
        if self.editing is None or self.channel is None:
            return
        self.editing = None
        self._set(self._tab.chat.positions.draft_of(self._tab.user.id, self.channel.id))
        self._tab.fill(NOTICE_ID, None)
        self._tell_place()

    def restore(self, text: str) -> None:
        """Put text into the box, before what is there."""
        text = f"{text}\n{self.draft}" if self.draft.strip() else text
        self._set(text)
        self._keep()
        self.focus()

    def focus(self) -> None:
        """Put the cursor into the box."""
        self._tab.wire.invoke(BOX_ID, "focus", {})

    def come_back(self) -> None:
        """Go on writing after a dialog; not on a touch screen, where a keyboard would cover half of it."""
        if self._writable and not self._tab.hello.touch:
            self.focus()

    def sent(self, message: Unsent) -> None:
        """The browser has sent what was in the box, and cleared it."""
        if message.place.startswith(EDITING):
            self.stop_editing()
        elif self.channel is not None and message.place == str(self.channel.id):
            self.draft = ""
            self._keep()
        self._tab.outbox.send(message)

    def kept(self, draft: Any) -> None:
        """The browser kept what was typed while there was no tab to hear of it; None if the box is empty."""
        text = str(draft["text"]) if draft else ""
        if (draft is None or draft["place"] == self._place()) and text != self.draft:
            self._set(text)
            self.typed(text)

    def typed(self, text: str) -> None:
        """Keep each draft as it is typed."""
        self.draft = text
        if self.editing is None:
            self._keep()

    def submitted(self) -> None:
        """Enter, where our script is not there to send the text itself."""
        if not self._tab.hello.resumable:
            self.send_draft()

    def send_draft(self) -> None:
        """Send what is in the box, and clear it from here: for the button, since nobody types while they tap."""
        text, place = self.draft, self._place()
        if not text.strip() or place is None:
            return
        self._set("")
        self._tab.line.tell({"draft": None})
        self.sent(Unsent(secrets.token_urlsafe(12), place, text))

    def _set(self, text: str, *, hint: str | None = None) -> None:
        self.draft = text
        patch = Patch(BOX_ID).set("value", pack(text))
        self._tab.line.send((patch if hint is None else patch.set("hint_text", pack(hint))).frame())

    def _keep(self) -> None:
        if self.channel is not None:
            self._tab.chat.positions.draft(self._tab.user.id, self.channel.id, self.draft)

    def _place(self) -> str | None:
        if self.editing is not None:
            return f"{EDITING}{self.editing.id}"
        return str(self.channel.id) if self.channel is not None and self._writable else None

    def _tell_place(self) -> None:
        self._tab.line.tell({"place": self._place()})
