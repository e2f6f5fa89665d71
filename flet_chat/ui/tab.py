"""One client's interface: what is open in it, what it hears, and where it goes."""

import asyncio
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import flet as ft

from flet_chat.core.errors import ChatError, NotFound, SignInRequired
from flet_chat.core.messages import Message
from flet_chat.core.users import User
from flet_chat.service import channels
from flet_chat.service.lines import Frame, Hello, Line, Note
from flet_chat.service.ports import Tx
from flet_chat.ui import routes, strings
from flet_chat.ui.actions import Actions
from flet_chat.ui.composer import Composer
from flet_chat.ui.dialogs import Dialogs
from flet_chat.ui.history import LIST_ID, History, Shared
from flet_chat.ui.keyboard import Keyboard
from flet_chat.ui.look import Look
from flet_chat.ui.notes import heed
from flet_chat.ui.outbox import Outbox
from flet_chat.ui.pieces import frame as pieces
from flet_chat.ui.places import Places
from flet_chat.ui.reading import Reading
from flet_chat.ui.scroll import Scroll
from flet_chat.ui.shell import ME_ID, Layout, shell
from flet_chat.ui.sidebar import Sidebar
from flet_chat.ui.theme import themes
from flet_chat.ui.times import Lens
from flet_chat.ui.wire import MOST_EARLY, PAGE_ID, Patch, Piece, Wire, fixed, fixed_id, pack

if TYPE_CHECKING:
    from flet_chat.ui.hub import Hub

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)
VIEW_ID = fixed_id()


class ChatTab:
    """A connected client; implements `service.lines.Tab` for the transport and `wire.Screen` for Flet."""

    def __init__(self, hub: "Hub", line: Line, hello: Hello, public_url: str) -> None:
        self.hub, self.chat, self.rows = hub, hub.chat, hub.rows
        self.line, self.hello, self.public_url = line, hello, public_url
        self.user: User = hub.directory.user(hello.user_id)
        self.lens = Lens(hello.zone, hello.hour12)
        self.visible, self.focused = hello.visible, hello.focused
        self.stale = False
        """True if rows were left out while nobody looked."""
        self.filed: list[int] = []
        self.history = History(self)
        self.sidebar = Sidebar(self)
        self.composer = Composer(self)
        self.outbox = Outbox(self)
        self.actions = Actions(self)
        self.dialogs = Dialogs(self)
        self.scroll = Scroll(self)
        self.places = Places(self)
        self.reading = Reading(self)
        self.history.left = not self.reading.follows()
        self.keyboard = Keyboard(self)
        self.brand = Look(self)
        self.wire = Wire(line, self)
        self.layout = Layout(self)
        self._shell: Piece | None = None
        self._early: list[Note] | None = []
        """Notes that came before anything was drawn; None from then on."""
        self._held: dict[int, Piece] = {}

    # What the transport calls.

    def receive(self, packet: bytes) -> None:
        """Take a packet of Flet's client."""
        self.wire.receive(packet)

    def heed(self, note: Note) -> None:
        """Take a note of our script in the browser."""
        if self._early is None:
            heed(self, note)
        elif len(self._early) < MOST_EARLY:
            self._early.append(note)  # nothing is drawn yet

    def away(self) -> None:
        """The connection was lost: rows wait until it is back."""

    def back(self) -> None:
        """The client is there again."""
        self._catch_up()

    def closed(self) -> None:
        """Let everything go, and store what this person has read and typed."""
        self.brand.close()
        self.hub.discard(self)
        self.wire.close()
        self.hub.soon(self.chat.positions.flush())

    # What Flet's session calls.

    @property
    def page(self) -> ft.Page:
        """The page of this client."""
        return self.wire.page

    async def draw(self, page: ft.Page) -> None:
        """Prepare the page."""
        if self.chat.positions.waiting():
            # Others' positions are stored too: this tab may be closed, but that must go on.
            await asyncio.shield(self.chat.positions.flush())
        self.user = self.look(_myself)
        page.padding = 0
        page.theme, page.dark_theme = themes(self.hub.directory.brand)
        page.theme_mode = ft.ThemeMode(self.hello.theme)
        fixed(page.views[0], VIEW_ID)
        page.views[0].padding = page.views[0].spacing = 0
        if not self.hello.resumable:
            page.on_keyboard_event = self.keyboard.on_keyboard_event

    async def drawn(self) -> None:
        """Fill the frame, and send what the browser kept."""
        self.hub.add(self)  # from here on nothing is awaited before everything is read, so no event falls in between
        self._shell = shell(self.hello.touch)
        self.line.send(Patch(VIEW_ID).fill("controls", [self._shell.data]).frame())
        self.layout.fit(self.page.width or 1280, at_home=False)
        self.load_frame()
        kept = self.hello.draft
        if kept and kept.place.isascii() and kept.place.isdigit() and len(kept.place) < 19:
            self.chat.positions.draft(self.user.id, int(kept.place), kept.text)
        await self.places.go(self.hello.address or self.page.route or "/")
        for message in self.hello.unsent:
            self.outbox.send(message)
        early, self._early = self._early, None
        for note in early or ():
            heed(self, note)

    async def page_event(self, name: str, data: Any) -> None:
        """The address or the window changed."""
        await self.places.page_event(name, data)

    def failed(self, error: Exception) -> None:
        """A handler raised: say so, and go on."""
        if isinstance(error, SignInRequired):
            self.line.end("signed-out")
        elif self._shell is None:
            log.warning("a tab could not be drawn", exc_info=error)
            self.line.end("resync")
        elif isinstance(error, ChatError):
            self.toast(str(error))
        else:
            log.error("a handler failed", exc_info=error)
            self.toast(strings.OFFLINE)

    def broken(self, error: Exception) -> None:
        """An event could not be applied: what is shown may be wrong, so everything is read again."""
        log.error("a tab could not apply an event", exc_info=error)
        self.line.end("resync")

    # Doing and looking, as this person.

    async def act(self, use_case: Callable[Concatenate[Tx, User, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case that writes; raises ChatError."""
        return await self.chat.act(self.hello.user_id, use_case, *args, **kwargs)

    def look(self, query: Callable[Concatenate[Tx, User, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a short query; raises ChatError."""
        return self.chat.look(self.hello.user_id, query, *args, **kwargs)

    def toast(self, sentence: str) -> None:
        """Say something in passing."""
        self.page.show_dialog(
            ft.SnackBar(
                ft.Text(sentence), behavior=ft.SnackBarBehavior.FLOATING, width=min(420, (self.page.width or 1280) - 32)
            )
        )

    def fill(self, slot_id: int, piece: Piece | None) -> None:
        """Show a piece in a slot of the frame, or nothing."""
        if self._held.get(slot_id) is piece:
            return
        self._held.pop(slot_id, None)
        if piece is not None:
            self._held[slot_id] = piece
        self.line.send(Patch(slot_id).set("content", piece.data if piece else pack(None)).frame())

    async def open_channel(self, channel_id: int) -> None:
        """Show a channel and its address."""
        await self.places.open_channel(channel_id)

    # What the hub calls.

    def posted(self, message: Message, shared: Shared) -> bool:
        """A message was added to the channel that is open; True if the person has read it."""
        if not self.visible or not self.line.connected:
            self.stale = True
            return False
        if not self.history.posted(message, shared):
            self.scroll.waiting()
            return False
        read = self.reading.follows() and self.sidebar.has(message.channel_id)
        if read:
            self.chat.positions.read(self.user.id, message.channel_id, message.id)
        return read

    def changed(self, message: Message | None, message_id: int) -> None:
        """A message of the channel that is open was edited or deleted."""
        if message is None:
            self.composer.deleted(message_id)
        if self.visible and self.line.connected:
            self.history.changed(message, message_id)
        else:
            self.stale = True

    def recount(self, channel_id: int) -> None:
        """Count what is unread again."""
        self.hub.soon(self.reading.recount(channel_id))

    def membership_changed(self, channel_id: int) -> None:
        """I came into or out of a channel, or it has another name."""
        self.load_sidebar()
        self.dialogs.refresh()
        open_ = self.history.channel
        if open_ is not None and open_.id == channel_id:
            self.channel_changed()

    def channel_changed(self) -> None:
        """The channel that is open has other people, another name, or is out of reach now."""
        self.dialogs.refresh()
        channel = self.history.channel
        if channel is None:
            return
        try:
            now = self.look(channels.get, channel.id)
        except NotFound:
            self.places.missing("You are not in this channel any more.")
            return
        renamed = now.name != channel.name
        joined, held = self.sidebar.has(now.id), self.composer.channel
        self.history.channel = now
        self.places.header(now)
        if held is None or (held.archived, self.composer.joined) != (now.archived, joined):
            self.composer.open(now, joined=joined)
        elif renamed:
            self.composer.renamed(now)
        if renamed:
            self.places.push(routes.channel(now.name))
            self.set_title()
        self.history.redraw()

    def user_changed(self, user: User) -> None:
        """Somebody has another name."""
        if user.id == self.user.id:
            self.user = user
            self.load_frame()
        self.dialogs.refresh()
        if self.history.channel is not None:
            self.places.header(self.history.channel)  # closed accounts are not counted
        self.history.redraw()

    def workspace_changed(self) -> None:
        """The workspace has another name."""
        self.load_frame()

    def sessions_ended(self, session_ids: tuple[int, ...]) -> None:
        """Sign-ins of this person are over."""
        if self.hello.session_id in session_ids:
            self.line.end("signed-out")

    def reload(self) -> None:
        """Read everything again."""
        self.user = self.hub.directory.user(self.user.id)
        self.load_frame()
        self.channel_changed()
        self.places.look_again()
        self.stale = True
        self._catch_up()

    # The frame.

    def load_frame(self) -> None:
        """Show workspace, person and channels."""
        self.brand.show()
        self.fill(ME_ID, pieces.me(self.user.id, self.user.name, self.user.username))
        self.load_sidebar()

    def load_sidebar(self) -> None:
        """Read the channels I am in again."""
        self.sidebar.load()
        self.hub.file(self, self.sidebar.member_of)

    def title(self) -> str:
        """The count, the place and the workspace, for the browser's tab."""
        channel = self.history.channel
        place = f"#{channel.name}" if channel else ""
        return strings.title(self.sidebar.total, place, self.hub.directory.workspace.name)

    def set_title(self) -> None:
        """Show the title."""
        self.line.send(_title(self.title()))

    def scroll_to_end(self) -> None:
        """Bring the list to its end."""
        self.scroll.reset()
        self.wire.invoke(LIST_ID, "scroll_to", {"offset": 0, "duration": 0})

    def look_at(self, *, visible: bool, focused: bool) -> None:
        """The person came to this window, or left it."""
        self.visible, self.focused = visible, focused
        self.history.left = not self.reading.follows()
        self._catch_up()
        self.reading.mark_read()

    def _catch_up(self) -> None:
        if self.stale and self.visible and self.line.connected:
            self.stale = False
            channel = self.history.channel
            if channel is not None:
                read_id, unread = self.reading.of(channel)
                self.history.reload(read_id, unread)
                self.reading.mark_read()


@lru_cache(maxsize=2000)
def _title(title: str) -> Frame:
    return Patch(PAGE_ID).set("title", pack(title)).frame()


def _myself(tx: Tx, actor: User) -> User:
    return actor
