"""A Flet session over a `Line`, for one tab."""

import asyncio
import logging
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import flet as ft
import msgpack
from flet.controls.context import _context_page
from flet.messaging.connection import Connection
from flet.messaging.protocol import (
    InvokeMethodRequestBody,
    Message,
    MessageAction,
    RegisterClientResponseBody,
    decode_ext_from_msgpack,
)
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

from flet_chat.service.lines import Frame, Line
from flet_chat.ui import incoming
from flet_chat.ui.wire.pieces import owners, pack

log = logging.getLogger(__name__)

PAGE_ID = 1
MOST_EARLY = 100
_pubsub = PubSubHub()
_threads = ThreadPoolExecutor(1, thread_name_prefix="flet-unused")


class Screen(Protocol):
    """What a session draws; a tab of the interface."""

    async def draw(self, page: ft.Page) -> None:
        """Fill the page, before anything of it is sent."""

    async def drawn(self) -> None:
        """The page is on its way; frames may follow."""

    async def page_event(self, name: str, data: Any) -> None:
        """The address or the size of the page changed."""

    def failed(self, error: Exception) -> None:
        """A handler raised; say so to the person."""


class WireSession(Session):
    """A Flet session that also finds the handlers of pieces, and whose errors never take the page away."""

    def __init__(self, wire: "Wire", screen: Screen) -> None:
        super().__init__(wire)
        self.screen = screen

    async def dispatch_event(self, control_id: int, event_name: str, event_data: Any) -> None:
        """Run the handler of a control or piece; events for controls that are gone are passed over."""
        _context_page.set(self.page)
        try:
            if piece := owners.get(control_id):
                if handler := piece.handlers.get((control_id, event_name)):
                    await handler(self.screen, event_data)
            elif control_id == PAGE_ID and event_name in ("route_change", "resize"):
                # Not through Flet: it would look up the types of the event's fields each time.
                await self.screen.page_event(event_name, event_data)
            elif control_id == PAGE_ID and not (event_name == "keyboard_event" and isinstance(event_data, dict)):
                pass  # nobody here listens to the page's other events
            elif control := self.index.get(control_id):
                await control._trigger_event(event_name, event_data)
        except incoming.Nonsense as error:
            log.debug("an event was passed over: %s", error)
        except Exception as error:
            self.screen.failed(error)


class Wire(Connection):
    """Flet's protocol over a `Line`: what `flet_web.fastapi.FletApp` does, without its tasks and its reconnecting.

    A lost connection is the transport's matter: here a session lives as long as its line.
    """

    def __init__(self, line: Line, screen: Screen) -> None:
        super().__init__()
        self.loop = asyncio.get_running_loop()
        self.executor = _threads
        self.pubsubhub = _pubsub
        self.page_url = ""
        self.line = line
        self._session: WireSession | None = WireSession(self, screen)
        self._screen = screen
        self._registered = self._drawn = False
        self._early: list[tuple[int, dict[str, Any]]] = []
        """What came between the registration and the drawing, e.g. that the window has another size."""
        self._tasks: set[asyncio.Task[None]] = set()

    def receive(self, packet: bytes) -> None:
        """Take a packet of the client; one that makes no sense is passed over."""
        if self._session is None or packet[:1] != b"\x00":
            return
        try:
            action, body = msgpack.unpackb(packet[1:], ext_hook=decode_ext_from_msgpack)
        except Exception as error:  # whatever a stranger sends, the tab goes on
            log.debug("a packet was passed over: %s", error)
        else:
            self._receive(action, body)

    def send_message(self, message: Message) -> None:
        """Send what Flet itself has to say."""
        self.line.send(Frame(b"\x00" + pack([message.action, message.body])))

    def invoke(self, control_id: int, method: str, arguments: dict[str, Any]) -> None:
        """Call a method of a control in the client, without waiting for its answer."""
        self.send_message(
            Message(MessageAction.INVOKE_METHOD, InvokeMethodRequestBody(control_id, "-", method, arguments))
        )

    def close(self) -> None:
        """Let go of the session and everything it holds."""
        session, self._session = self._session, None
        for task in self._tasks:
            task.cancel()
        if session is not None:
            # Not Session.close(): it would start a task for an event that nobody hears.
            session.pubsub_client.unsubscribe_all()
            session.index.clear()

    def run(self, coroutine: Awaitable[None]) -> None:
        """Run something for this session, until it is done or the session is closed."""
        task = asyncio.ensure_future(self._guarded(coroutine))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _guarded(self, coroutine: Awaitable[None]) -> None:
        try:
            await coroutine
        except Exception as error:
            self._screen.failed(error)

    def _receive(self, action: int, body: dict[str, Any]) -> None:
        try:
            self._take(action, body)
        except Exception as error:
            log.debug("a packet was passed over: %s", error)

    def _take(self, action: int, body: dict[str, Any]) -> None:
        session = self._session
        assert session is not None
        if action == MessageAction.REGISTER_CLIENT.value:
            if not self._registered:
                session.apply_page_patch(incoming.page(body["page"]))
                self._registered = True
                self.run(self._register(session))
        elif not self._drawn:
            if self._registered and len(self._early) < MOST_EARLY:
                self._early.append((action, body))
        elif action == MessageAction.CONTROL_EVENT.value:
            target, name = int(incoming.number(body, "target")), incoming.text(body, "name")
            self.run(session.dispatch_event(target, name, body["data"]))
        elif action == MessageAction.UPDATE_CONTROL_PROPS.value:
            props = incoming.page(body["props"]) if body["id"] == PAGE_ID else body["props"]
            session.apply_patch(body["id"], props)
        elif action == MessageAction.INVOKE_METHOD.value:
            session.handle_invoke_method_results(
                body["control_id"], body["call_id"], body.get("result"), body.get("error")
            )

    async def _register(self, session: WireSession) -> None:
        _context_page.set(session.page)
        # Drawn first and sent whole, rather than an empty page and then its differences.
        await self._screen.draw(session.page)
        patch = session.get_page_patch()
        self.send_message(Message(MessageAction.REGISTER_CLIENT, RegisterClientResponseBody(session.id, patch, "")))
        await self._screen.drawn()
        self._drawn = True
        early, self._early = self._early, []
        for action, body in early:
            self._receive(action, body)

    @property
    def page(self) -> ft.Page:
        """The page of the session."""
        assert self._session is not None
        page: ft.Page = self._session.page
        return page
