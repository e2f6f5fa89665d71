"""The one place that touches Flet's internals: pieces built once for everybody, and frames made by hand.

Stock Flet diffs and encodes the same row for every session. Here a `Piece` (a row, a header, a menu) is built and
encoded once; a `Patch` stitches its bytes into a frame; and since the parts of the shell that hold pieces have the same
control id in every session (`fixed`), one frame serves every tab that shows the same thing.
Flet never learns what those parts hold: their Python `controls` stay empty, and no diff ever walks them.

Relies on, in flet 1.0.5 (tests/ui/test_wire.py fails where an upgrade changes it): `_values` and `_structural_fields`,
`configure_encode_object_for_msgpack`, the patch format `[[paths], [op, node, key, value]…]`, the packet marker 0x00,
and that a control's id is `_i`.
"""

import asyncio
import logging
import re
import weakref
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol

import flet as ft
import msgpack
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page
from flet.controls.id_counter import ControlId
from flet.messaging.connection import Connection
from flet.messaging.protocol import (
    InvokeMethodRequestBody,
    Message,
    MessageAction,
    RegisterClientResponseBody,
    configure_encode_object_for_msgpack,
    decode_ext_from_msgpack,
)
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

from flet_chat.service.lines import Frame, Line
from flet_chat.ui import incoming

log = logging.getLogger(__name__)

PAGE_ID = 1
MOST_EARLY = 100
_REPLACE, _ADD, _REMOVE = 0, 1, 2
_encode = configure_encode_object_for_msgpack(BaseControl)
_pubsub = PubSubHub()
_threads = ThreadPoolExecutor(1, thread_name_prefix="flet-unused")

Handler = Callable[[Any, Any], Awaitable[None]]
"""Takes the tab in which it happened and the event's data."""


def pack(value: object) -> bytes:
    """A value or control as Flet's client reads it."""
    packed: bytes = msgpack.packb(value, default=_encode)
    return packed


def plain(value: object) -> Any:
    """A value object as the client gets it, in dictionaries and texts: what is constant is walked only once."""
    return msgpack.unpackb(pack(value))


class Piece:
    """A control tree that any number of tabs show, encoded once; `made` and `Mold.cast` make them.

    Whoever shows a piece keeps it alive: a click finds its piece through `_owners`, which forgets a piece with the last
    tab that shows it.
    """

    __slots__ = ("__weakref__", "data", "handlers")

    def __init__(self, data: bytes, handlers: "Handlers") -> None:
        self.data = data
        self.handlers = handlers
        for control_id, _ in handlers:
            _owners[control_id] = self


_owners: "weakref.WeakValueDictionary[int, Piece]" = weakref.WeakValueDictionary()


def made(control: ft.Control) -> Piece:
    """The piece of a control tree."""
    parts: list[BaseControl] = []
    _prepare(control, parts)
    return Piece(pack(control), {(part._i, event): run for part in parts for event, run in _taken(part).items()})


class Mold:
    """A control tree with holes, walked and encoded once; a cast fills the holes by joining bytes.

    A message row is built for every message: from controls it would take some 0.7 ms, from a mold 0.03.
    Handlers in a mold are `async def handler(what, tab, data)`; a cast says what `what` is.
    """

    def __init__(self, control: ft.Control, **named: ft.Control) -> None:
        parts: list[BaseControl] = []
        _prepare(control, parts)
        self._named = {name: next(n for n, part in enumerate(parts) if part is one) for name, one in named.items()}
        self._handlers = [(n, event, run) for n, part in enumerate(parts) for event, run in _taken(part).items()]
        self._count = len(parts)
        for number, part in enumerate(parts):
            part._i = _ID_HOLES + number
        # Even cuts are constant, odd ones say what goes there: the number of a control, or the name of a hole.
        self._cuts = re.split(rb"(\xce\x7a[\s\S]{3}|[\xa0-\xbf]\xee\x80\x80[a-z]+\xee\x80\x80)", pack(control))

    def cast(self, what: Any, **values: object) -> tuple[bytes, "Handlers", dict[str, int]]:
        """Bytes and handlers for a `Piece`, and the ids of the named controls."""
        first = ControlId.next()
        ids = [first, *(ControlId.next() for _ in range(self._count - 1))]
        data = bytearray()
        for number, cut in enumerate(self._cuts):
            if number % 2 == 0:
                data += cut
            elif cut[0] == 0xCE:
                data += b"\xce" + ids[int.from_bytes(cut[2:], "big")].to_bytes(4, "big")
            else:
                data += msgpack.packb(values[cut[4:-3].decode()])
        handlers: Handlers = {(ids[n], event): partial(run, what) for n, event, run in self._handlers}
        return bytes(data), handlers, {name: ids[n] for name, n in self._named.items()}


Handlers = dict[tuple[int, str], Handler]
_ID_HOLES = 0x7A000000
"""Ids in a mold begin here; no process hands out so many."""


def hole(name: str) -> str:
    """A text to be filled in; `name` is lower-case letters, few enough for a short string."""
    return f"\ue000{name}\ue000"


def _prepare(value: Any, found: list[BaseControl]) -> None:
    """Do for a tree what Flet does when it is mounted: build, before_update and validate each control, parents first.

    Flet's own walk asks each of a control's sixty fields; here only those that were given are looked at.
    """
    if isinstance(value, BaseControl):
        value.build()
        value._before_update_safe()
        found.append(value)
    if isinstance(value, list | tuple):
        for one in value:
            _prepare(one, found)
    elif (given := getattr(value, "_values", None)) is not None:
        for one in given.values():
            _prepare(one, found)
        for name in type(value)._structural_fields:
            _prepare(getattr(value, name), found)


_handlers: "weakref.WeakKeyDictionary[BaseControl, dict[str, Any]]" = weakref.WeakKeyDictionary()


def _taken(control: BaseControl) -> dict[str, Any]:
    return _handlers.pop(control, {})


def on(control: ft.Control, **events: Any) -> ft.Control:
    """Give a control that will be part of a piece its handlers: `on(button, click=open_menu)`."""
    for event in events:
        setattr(control, f"on_{event}", _answered_elsewhere)
    _handlers[control] = dict(events)
    return control


async def _answered_elsewhere() -> None:
    """Makes Flet's client send the event; `WireSession` finds the piece that answers it."""


def fixed(control: ft.Control, control_id: int) -> ft.Control:
    """Give a control an id that is the same in every session; take it from `fixed_id` once, at import."""
    control._i = control_id
    return control


def fixed_id() -> int:
    """An id that no other control in this process will get."""
    return ControlId.next()


class Patch:
    """Changes to one control, by its id, as one frame; `path` leads from the control to the list that changes."""

    def __init__(self, control_id: int, *path: str | int) -> None:
        self._id = control_id
        path = path or ("controls",)
        self._list = len(path)
        node: list[Any] = [self._list]
        for number, step in reversed(list(enumerate(path))):
            node = [number, {step: node}]
        self._paths = msgpack.packb(node)
        self._operations: list[bytes] = []

    def set(self, field: str, value: bytes) -> "Patch":
        """Give a property of the control itself another value."""
        return self._operation(_REPLACE, 0, field, value)

    def add(self, index: int, value: bytes) -> "Patch":
        """Insert into the list."""
        return self._operation(_ADD, self._list, index, value)

    def replace(self, index: int, value: bytes) -> "Patch":
        """Put something else at a place of the list."""
        return self._operation(_REPLACE, self._list, index, value)

    def remove(self, index: int) -> "Patch":
        """Take out of the list."""
        return self._operation(_REMOVE, self._list, index, b"")

    def fill(self, field: str, values: list[bytes]) -> "Patch":
        """Replace a whole list."""
        return self.set(field, msgpack.Packer().pack_array_header(len(values)) + b"".join(values))

    def __bool__(self) -> bool:
        return bool(self._operations)

    def frame(self) -> Frame:
        """The packet for the client."""
        header = msgpack.Packer(autoreset=False)
        header.pack_array_header(2)
        header.pack(MessageAction.PATCH_CONTROL.value)
        header.pack_map_header(2)
        header.pack("id")
        header.pack(self._id)
        header.pack("patch")
        header.pack_array_header(1 + len(self._operations))
        return Frame(b"\x00" + header.bytes() + self._paths + b"".join(self._operations))

    def _operation(self, kind: int, node: int, key: int | str, value: bytes) -> "Patch":
        head = msgpack.Packer().pack_array_header(3 if kind == _REMOVE else 4)
        self._operations.append(head + msgpack.packb(kind) + msgpack.packb(node) + msgpack.packb(key) + value)
        return self


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
            if piece := _owners.get(control_id):
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
