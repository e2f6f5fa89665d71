"""One client's interface: what is open in it, what it hears, and where it goes."""

import logging
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import flet as ft

from flet_chat.core.channels import Channel
from flet_chat.core.errors import ChatError, NotFound, SignInRequired
from flet_chat.core.messages import Kind, Message
from flet_chat.core.users import User
from flet_chat.service import channels, members, messages
from flet_chat.service.lines import Frame, Hello, Line, Note
from flet_chat.service.ports import Tx
from flet_chat.ui import routes, strings
from flet_chat.ui.actions import Actions
from flet_chat.ui.composer import Composer
from flet_chat.ui.dialogs import Dialogs
from flet_chat.ui.history import LIST_ID, History, Shared
from flet_chat.ui.keyboard import Keyboard
from flet_chat.ui.notes import heed
from flet_chat.ui.outbox import Outbox
from flet_chat.ui.pieces import frame as pieces
from flet_chat.ui.pieces import header
from flet_chat.ui.scroll import Scroll
from flet_chat.ui.shell import BRAND_ID, HEADER_ID, ME_ID, Shell
from flet_chat.ui.sidebar import Sidebar
from flet_chat.ui.times import Lens
from flet_chat.ui.wire import PAGE_ID, Patch, Piece, Wire, pack

if TYPE_CHECKING:
    from flet_chat.ui.hub import Hub

P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


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
        self.keyboard = Keyboard(self)
        self.wire = Wire(line, self)
        self.shell: Shell
        self._address = ""
        self._held: dict[int, Piece] = {}

    # What the transport calls.

    def receive(self, packet: bytes) -> None:
        """Take a packet of Flet's client."""
        self.wire.receive(packet)

    def heed(self, note: Note) -> None:
        """Take a note of our script in the browser."""
        heed(self, note)

    def away(self) -> None:
        """The connection was lost: rows wait until it is back."""

    def back(self) -> None:
        """The client is there again."""
        self._catch_up()

    def closed(self) -> None:
        """Let everything go, and store what this person has read and typed."""
        self.hub.discard(self)
        self.wire.close()
        self.hub.soon(self.chat.positions.flush())

    # What Flet's session calls.

    @property
    def page(self) -> ft.Page:
        """The page of this client."""
        return self.wire.page

    async def draw(self, page: ft.Page) -> None:
        """Build the frame."""
        self.hub.add(self)
        if self.chat.positions.waiting():
            await self.chat.positions.flush()
        self.user = self.look(_myself)
        self.shell = Shell(
            self.scroll.on_scroll,
            self.composer.on_change,
            self.composer.on_submit,
            self.composer.on_send,
            self.hello.touch,
        )
        self.composer.attach(self.shell)
        self.shell.fill(page)
        self.shell.fit(page.width or 1280, show_sidebar=False)
        page.theme_mode = ft.ThemeMode(self.hello.theme)
        page.on_route_change = self._on_route_change
        page.on_resize = self._on_resize
        if not self.hello.resumable:
            page.on_keyboard_event = self.keyboard.on_keyboard_event
        self._address = self.hello.address or page.route or "/"

    async def drawn(self) -> None:
        """Fill the frame, and send what the browser kept."""
        self.line.tell({"user": self.user.id})
        self.load_frame()
        kept = self.hello.draft
        if kept and kept.place.isdigit():
            self.chat.positions.draft(self.user.id, int(kept.place), kept.text)
        await self.go(self._address)
        for message in self.hello.unsent:
            self.outbox.send(message)

    def failed(self, error: Exception) -> None:
        """A handler raised: say so, and go on."""
        if isinstance(error, SignInRequired):
            self.line.end("signed-out")
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
        return await self.chat.act(self.user.id, use_case, *args, **kwargs)

    def look(self, query: Callable[Concatenate[Tx, User, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a short query; raises ChatError."""
        return self.chat.look(self.user.id, query, *args, **kwargs)

    def toast(self, sentence: str) -> None:
        """Say something in passing."""
        self.page.show_dialog(ft.SnackBar(ft.Text(sentence), behavior=ft.SnackBarBehavior.FLOATING, width=420))

    def fill(self, slot_id: int, piece: Piece | None) -> None:
        """Show a piece in a slot of the frame, or nothing."""
        self._held.pop(slot_id, None)
        if piece is not None:
            self._held[slot_id] = piece
        self.line.send(Patch(slot_id).set("content", piece.data if piece else pack(None)).frame())

    # Going somewhere.

    async def go(self, address: str) -> None:
        """Show what an address names."""
        self._address = address
        match routes.parse(address):
            case routes.ChannelPlace(name):
                await self._try(lambda: self._show(self.look(channels.by_name, name)))
            case routes.MessagePlace(message_id):
                await self._try(lambda: self._show_message(self.look(messages.get, message_id)))
            case _ if self.shell.narrow:
                self._close()
                self.show_sidebar()
            case _:
                await self.open_home()

    async def open_home(self) -> None:
        """Show the channel that everybody is in, or the first there is."""
        ids = self.sidebar.channel_ids()
        general = next((i for i in ids if self.look(channels.get, i).is_general), ids[0] if ids else None)
        if general is None:
            self._missing("There is no channel here yet that you are in. Ask somebody to let you into one.")
        else:
            await self.open_channel(general)

    async def open_channel(self, channel_id: int) -> None:
        """Show a channel and its address."""
        channel = self.look(channels.get, channel_id)
        self._show(channel)
        self._push(routes.channel(channel.name))

    async def join(self, channel_id: int) -> None:
        """Enter the public channel that is open."""
        await self.act(members.join, channel_id)
        self.composer.focus()

    def show_sidebar(self) -> None:
        """On a narrow window the sidebar is the home screen."""
        self.shell.fit(self.page.width or 390, show_sidebar=True)
        self._refit()
        self._push("/")

    def mark_read(self) -> None:
        """What is on screen counts as read, here and in my other tabs."""
        channel, last = self.history.channel, self.history.last()
        if channel is None or last is None or not (self.focused and self.visible and self.history.at_end):
            return
        if not self.sidebar.has(channel.id):
            return
        self.chat.positions.read(self.user.id, channel.id, last.id)
        if self.history.live:
            self.hub.counted(self.user.id, channel.id, 0)
        else:
            self.hub.soon(self._recount_later(channel.id))

    def mark_unread(self, message_id: int) -> None:
        """From that message on everything is unread again."""
        channel = self.history.channel
        if channel is None:
            return
        self.chat.positions.read(self.user.id, channel.id, message_id - 1)
        self.history.new_after = message_id - 1
        self.history.redraw()
        self.focused = False  # until the person comes back to this window, or opens the channel again
        self.hub.soon(self._recount_later(channel.id))

    # What the hub calls.

    def posted(self, message: Message, shared: Shared) -> None:
        """A message was added to the channel that is open."""
        if not self.visible or not self.line.connected:
            self.stale = True
            shown = False
        else:
            shown = self.history.posted(message, shared)
        if shown and self.focused:
            self.chat.positions.read(self.user.id, message.channel_id, message.id)
        elif message.kind is Kind.TEXT and message.author_id != self.user.id:
            self.sidebar.one_more(message.channel_id)
            self.scroll.waiting()

    def changed(self, message: Message | None, message_id: int) -> None:
        """A message of the channel that is open was edited or deleted."""
        if self.visible and self.line.connected:
            self.history.changed(message, message_id)
        else:
            self.stale = True

    def recount(self, channel_id: int) -> None:
        """Count what is unread again."""
        self.hub.soon(self._recount_later(channel_id))

    def membership_changed(self, channel_id: int) -> None:
        """I came into or out of a channel, or it has another name."""
        self.load_sidebar()
        open_ = self.history.channel
        if open_ is not None and open_.id == channel_id:
            self.channel_changed()

    def channel_changed(self) -> None:
        """The channel that is open has other people, another name, or is out of reach now."""
        channel = self.history.channel
        if channel is None:
            return
        try:
            now = self.look(channels.get, channel.id)
        except NotFound:
            self._missing("You are not in this channel any more.")
            return
        renamed = now.name != channel.name
        joined, held = self.sidebar.has(now.id), self.composer.channel
        self.history.channel = now
        self._header(now)
        if renamed or held is None or (held.archived, self.composer.joined) != (now.archived, joined):
            self.composer.open(now, joined=joined)
        if renamed:
            self._push(routes.channel(now.name))
        self.history.redraw()

    def user_changed(self, user: User) -> None:
        """Somebody has another name."""
        if user.id == self.user.id:
            self.user = user
            self.load_frame()
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
        self.load_frame()
        self.stale = True
        self._catch_up()

    # The frame.

    def load_frame(self) -> None:
        """Show workspace, person and channels."""
        self.fill(BRAND_ID, pieces.brand(self.hub.directory.workspace.name))
        self.fill(ME_ID, pieces.me(self.user.id, self.user.name, self.user.username))
        self.load_sidebar()

    def load_sidebar(self) -> None:
        """Read the channels I am in again."""
        self.sidebar.load()
        self.hub.file(self, self.sidebar.channel_ids())

    def title_changed(self) -> None:
        """Set the title soon."""
        self.hub.title_changed(self)

    def set_title(self) -> None:
        """The count, the place and the workspace, in the browser's tab."""
        channel = self.history.channel
        place = f"#{channel.name}" if channel else ""
        self.line.send(_title(strings.title(self.sidebar.total, place, self.hub.directory.workspace.name)))

    def scroll_to_end(self) -> None:
        """Bring the list to its end."""
        self.scroll.reset()
        self.wire.invoke(LIST_ID, "scroll_to", {"offset": 0, "duration": 0})

    def look_at(self, *, visible: bool, focused: bool) -> None:
        """The person came to this window, or left it."""
        self.visible, self.focused = visible, focused
        self._catch_up()
        self.mark_read()

    def _catch_up(self) -> None:
        if self.stale and self.visible and self.line.connected:
            self.stale = False
            channel = self.history.channel
            if channel is not None:
                read_id, unread = self._reading(channel)
                self.history.reload(read_id, unread)

    def _show(self, channel: Channel) -> None:
        read_id, unread = self._reading(channel)
        self._enter(channel)
        self.history.open(channel, read_id, unread)
        self.mark_read()

    def _show_message(self, message: Message) -> None:
        channel = self.look(channels.get, message.channel_id)
        self._enter(channel)
        self.history.open_at(channel, message.id)

    def _enter(self, channel: Channel) -> None:
        before = self.history.channel.id if self.history.channel else None
        self.hub.view(self, before, channel.id)
        self.sidebar.select(channel.id)
        self._header(channel)
        if self.shell.narrow and self.shell.sidebar.visible:
            self.shell.fit(self.page.width or 390, show_sidebar=False)
            self._refit()
        self.composer.open(channel, joined=self.sidebar.has(channel.id))
        self.title_changed()

    def _reading(self, channel: Channel) -> tuple[int, int]:
        waiting = self.chat.positions.read_of(self.user.id, channel.id)
        read_id = waiting if waiting is not None else self.look(_read_id, channel.id)
        return read_id, self.sidebar.unread.get(channel.id, 0)

    async def _recount_later(self, channel_id: int) -> None:
        await self.chat.positions.flush()
        if self.sidebar.has(channel_id):
            self.hub.counted(self.user.id, channel_id, self.look(channels.entry, channel_id).unread)

    def _header(self, channel: Channel) -> None:
        count = self.look(_member_count, channel.id)
        self.fill(
            HEADER_ID,
            header.header(channel.name, channel.private, channel.archived, channel.purpose, count, self.shell.narrow),
        )

    def _close(self) -> None:
        before = self.history.channel.id if self.history.channel else None
        self.hub.view(self, before, None)
        self.sidebar.select(None)
        self.history.clear()
        self.composer.open(None, joined=False)
        self.title_changed()

    def _missing(self, sentence: str) -> None:
        self._close()
        self.fill(HEADER_ID, header.missing(sentence))

    async def _try(self, show: Callable[[], None]) -> None:
        try:
            show()
        except NotFound as error:
            self._missing(str(error))

    def _push(self, address: str) -> None:
        if address != self._address:
            self._address = address
            self.wire.invoke(PAGE_ID, "push_route", {"route": address})

    def _refit(self) -> None:
        self.shell.sidebar.update()
        self.shell.main.update()
        if self.history.channel is not None:
            self._header(self.history.channel)

    async def _on_route_change(self, e: ft.RouteChangeEvent) -> None:
        if e.route != self._address:
            await self.go(e.route)

    async def _on_resize(self, e: Any) -> None:
        was_narrow = self.shell.narrow
        home = was_narrow and bool(self.shell.sidebar.visible)
        self.shell.fit(self.page.width or 1280, show_sidebar=home)
        if home and not self.shell.narrow and self.history.channel is None:
            await self.open_home()
        self._refit()


@lru_cache(maxsize=2000)
def _title(title: str) -> Frame:
    return Patch(PAGE_ID).set("title", pack(title)).frame()


def _myself(tx: Tx, actor: User) -> User:
    return actor


def _read_id(tx: Tx, actor: User, channel_id: int) -> int:
    return tx.members.read_id(channel_id, actor.id)


def _member_count(tx: Tx, actor: User, channel_id: int) -> int:
    return tx.members.count(channel_id)
