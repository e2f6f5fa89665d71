"""Going somewhere: what an address shows, and what the window's width makes of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flet_chat.core.channels import Channel
from flet_chat.core.errors import NotFound
from flet_chat.core.messages import Message
from flet_chat.core.users import User
from flet_chat.service import channels, members, messages
from flet_chat.service.ports import Tx
from flet_chat.ui import incoming, routes
from flet_chat.ui.pieces import header
from flet_chat.ui.shell import HEADER_ID
from flet_chat.ui.wire import PAGE_ID

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab


class Places:
    """Where one tab is."""

    def __init__(self, tab: "ChatTab") -> None:
        self._tab = tab
        self._address = ""
        self._lost = False
        """True while the address leads nowhere, or nowhere for this person."""

    async def go(self, address: str) -> None:
        """Show what an address names."""
        self._address = address
        match routes.parse(address):
            case routes.ChannelPlace(name):
                await self._try(lambda: self._show(self._tab.look(channels.by_name, name)))
            case routes.MessagePlace(message_id):
                await self._try(lambda: self._show_message(self._tab.look(messages.get, message_id)))
            case _ if self._tab.layout.narrow:
                self._close()
                self.show_sidebar()
            case _:
                await self.open_home()

    async def open_home(self) -> None:
        """Show the channel that everybody is in, or the first there is."""
        home = self._tab.sidebar.home()
        if home is None:
            self.missing("There is no channel here yet that you are in. Ask somebody to let you into one.")
        else:
            await self.open_channel(home)

    async def open_channel(self, channel_id: int) -> None:
        """Show a channel and its address."""
        channel = self._tab.look(channels.get, channel_id)
        self._show(channel)
        self.push(routes.channel(channel.name))

    async def join(self, channel_id: int) -> None:
        """Enter the public channel that is open."""
        await self._tab.act(members.join, channel_id)
        self._tab.composer.focus()

    def show_sidebar(self) -> None:
        """On a narrow window the sidebar is the home screen."""
        self._tab.layout.fit(self._tab.page.width or 390, at_home=True)
        self.push("/")

    def _show(self, channel: Channel) -> None:
        self._tab.reading.held = False
        read_id, unread = self._tab.reading.of(channel)
        self._enter(channel)
        self._tab.history.open(channel, read_id, unread)
        self._tab.set_title()
        self._tab.reading.mark_read()

    def _show_message(self, message: Message) -> None:
        channel = self._tab.look(channels.get, message.channel_id)
        self._enter(channel)
        self._tab.history.open_at(channel, message.id)
        self._tab.set_title()

    def look_again(self) -> None:
        """What was out of reach may have come into it: somebody let me in, or there is such a channel now."""
        if self._lost:
            self._tab.wire.run(self.go(self._address))

    def _enter(self, channel: Channel) -> None:
        self._lost = False
        before = self._tab.history.channel.id if self._tab.history.channel else None
        self._tab.hub.view(self._tab, before, channel.id)
        self._tab.sidebar.select(channel.id)
        self.header(channel)
        if self._tab.layout.at_home:
            self._tab.layout.fit(self._tab.page.width or 390, at_home=False)
        self._tab.composer.open(channel, joined=self._tab.sidebar.has(channel.id))

    def header(self, channel: Channel) -> None:
        count = self._tab.look(_member_count, channel.id)
        self._tab.fill(
            HEADER_ID,
            header.header(
                channel.name, channel.private, channel.archived, channel.purpose, count, self._tab.layout.narrow
            ),
        )

    def _close(self) -> None:
        self._lost = False
        before = self._tab.history.channel.id if self._tab.history.channel else None
        self._tab.hub.view(self._tab, before, None)
        self._tab.sidebar.select(None)
        self._tab.history.clear()
        self._tab.composer.open(None, joined=False)
        self._tab.set_title()

    def missing(self, sentence: str) -> None:
        """Say that there is nothing here for this person."""
        self._close()
        self._lost = True
        self._tab.fill(HEADER_ID, header.missing(sentence))

    async def _try(self, show: Callable[[], None]) -> None:
        try:
            show()
        except NotFound as error:
            self.missing(str(error))

    def push(self, address: str) -> None:
        if address != self._address:
            self._address = address
            self._tab.wire.invoke(PAGE_ID, "push_route", {"route": address})

    async def page_event(self, name: str, data: Any) -> None:
        """The address or the window changed."""
        if name == "resize":
            await self.resized(incoming.number(data, "width"))
        elif (address := incoming.text(data, "route")) != self._address:
            await self.go(address)

    async def resized(self, width: float) -> None:
        """Fit the window; nothing of what is open or typed is lost."""
        layout, channel = self._tab.layout, self._tab.history.channel
        was_narrow = layout.narrow
        layout.fit(width, at_home=layout.at_home)
        if layout.narrow == was_narrow:
            return
        if channel is not None:
            self.header(channel)
        elif not layout.narrow:
            await self.open_home()


def _member_count(tx: Tx, actor: User, channel_id: int) -> int:
    return tx.members.count(channel_id)
