"""Two hundred tabs that vanish under full load leave nothing behind.

The server runs in this process, since only from inside can be counted what it still holds.
"""

import asyncio
import gc
import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgpack
import pytest
import uvicorn

from flet_chat import bootstrap
from flet_chat.bus.memory import MemoryBus
from flet_chat.core.messages import Draft
from flet_chat.service import messages, sessions
from flet_chat.service.chat import Chat
from flet_chat.service.door import Door
from flet_chat.settings import Settings
from flet_chat.ui.app import Interface
from flet_chat.ui.tab import ChatTab
from flet_chat.web.transport import Transport
from tests.browser.conftest import prepare
from tests.cli.served import free_port
from tests.transport.clients import Script
from tests.waiting import eventually, until

TABS = 200
GRACE = 1.0
"""Seconds; the product gives a lost client two minutes."""
REGISTER = b"\0" + msgpack.packb([1, {"session_id": None, "page_name": "", "page": {"route": "/c/dev", "width": 1280}}])


@dataclass
class Inside:
    """A server in a thread of this process."""

    chat: Chat
    transport: Transport
    port: int
    tokens: list[str]
    keys: Iterator[int]

    def post(self) -> None:
        """Somebody says something in the channel that all look at."""
        key = f"load-{next(self.keys)}"
        self.chat.store.write_now(lambda tx: messages.post(tx, tx.users.actor(2), Draft(2, f"message {key}", key)))


@pytest.fixture
def inside(tmp_path: Path) -> Iterator[Inside]:
    """The product's own server, with a shorter patience for lost clients."""
    prepare(tmp_path / "data")
    ready: list[Inside] = []
    over = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(serve(Settings(data=tmp_path / "data"), ready, over)))
    thread.start()
    until(lambda: ready, "the server")
    yield ready[0]
    over.set()
    thread.join()


async def serve(settings: Settings, ready: list[Inside], over: threading.Event) -> None:
    """What `bootstrap.serve` does for the socket alone."""
    bus = MemoryBus()
    chat = bootstrap.open_chat(settings, bus)
    bus.bind(asyncio.get_running_loop())
    chat.feed.start()
    interface, door = Interface(chat, "http://127.0.0.1"), Door(chat)

    async def identify(token: str) -> tuple[int, int] | None:
        session = await door.identify(token)
        return (session.user_id, session.id) if session else None

    transport = Transport(interface.open_tab, identify, allowed_origin=lambda headers: True, grace=GRACE)
    tokens = [await chat.store.write(lambda tx: sessions.open_session(tx, tx.users.get(1), "test")) for _ in range(4)]
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(transport, port=port, ws="websockets-sansio", lifespan="off", log_level="critical")
    )
    serving = asyncio.create_task(server.serve())
    await eventually(lambda: server.started, "the server")
    ready.append(Inside(chat, transport, port, tokens, itertools.count()))
    await asyncio.to_thread(over.wait)
    server.should_exit = True
    transport.close()
    await serving
    await interface.closed()
    await chat.positions.flush()
    await chat.feed.stop()
    chat.store.close()


def test_tabs_that_vanish_under_full_load_leave_no_session(inside: Inside) -> None:
    before = alive()
    tabs = [Script(inside.port, inside.tokens[n % 4]).open({"address": "/c/dev"}) for n in range(TABS)]
    for tab in tabs:
        tab.put(REGISTER)
    until(lambda: sum(tab.history.channel is not None for tab in all_tabs()) == TABS, "the tabs", 60)
    assert len(inside.transport) == TABS
    assert alive() >= before + TABS, "counting finds nothing, so it would prove nothing"

    posted, enough = [0], threading.Event()
    load = threading.Thread(target=lambda: post_until(inside, enough, posted))
    load.start()
    until(lambda: posted[0] > 5, "the load")
    for tab in tabs:
        tab.vanish()
    at_the_end = posted[0]
    until(lambda: posted[0] > at_the_end + 5, "more load, on nobody")
    enough.set()
    load.join()

    until(lambda: len(inside.transport) == 0, "the end of every line", 20)
    tabs.clear()
    until(lambda: gc.collect() is not None and alive() <= before, "the end of every tab", 20)
    for tokens in inside.tokens:
        Script(inside.port, tokens).open().vanish()  # there is room for others


def post_until(inside: Inside, enough: threading.Event, posted: list[int]) -> None:
    """Post as fast as the disk takes it."""
    while not enough.is_set():
        inside.post()
        posted[0] += 1


def all_tabs() -> list[ChatTab]:
    """Every tab of the interface that anything still holds."""
    return [thing for thing in gc.get_objects() if isinstance(thing, ChatTab)]


def alive() -> int:
    """How many those are."""
    return len(all_tabs())
