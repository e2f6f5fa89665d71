"""The only place that names concrete classes and wires them together."""

import asyncio
import contextlib
import errno
import fcntl
import gc
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from flet_chat.bus.memory import MemoryBus
from flet_chat.service import users
from flet_chat.service.chat import Chat
from flet_chat.service.feed import Feed
from flet_chat.service.ports import Tx
from flet_chat.service.positions import Positions
from flet_chat.service.throttle import Throttle
from flet_chat.settings import Settings
from flet_chat.storage.sqlite.migrations import NewerDatabase
from flet_chat.storage.sqlite.store import open_store

if TYPE_CHECKING:
    import uvicorn

__all__ = ["DataFolderInUse", "NewerDatabase", "PortTaken", "Served", "addresses", "now", "open_chat", "run", "serve"]

LOG_KEPT = timedelta(days=30)
PRUNED_EVERY = 6 * 3600.0
"""Seconds between two looks for events that are too old."""
LARGEST_PACKET = 2 * 2**20
"""Bytes of one packet from a client."""


class DataFolderInUse(Exception):
    """Another server works on the same data folder."""


class PortTaken(Exception):
    """Something else listens on that port; `str()` is the port."""


@dataclass(frozen=True, slots=True)
class Served:
    """What is being served: the addresses for people, and the first-run link while there is no owner."""

    addresses: list[str]
    first_run: str | None


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def open_chat(settings: Settings, bus: MemoryBus | None = None) -> Chat:
    """Open the workspace of a data folder, making or migrating it; close it with `chat.store.close()`.

    Raises OSError where the folder cannot be used, NewerDatabase, sqlite3.Error.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    bus = bus or MemoryBus()
    store = open_store(settings.database, now, bus.poke, passive=settings.litestream)
    return Chat(store, Feed(store, bus), Positions(store), Throttle(now), now)


@contextmanager
def served_alone(settings: Settings) -> Iterator[None]:
    """Hold the data folder against a second server; commands may still write. Raises DataFolderInUse, OSError."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise DataFolderInUse(lock.read().strip()) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def run(settings: Settings, *, ready: Callable[[Served], None] | None = None) -> None:
    """Serve on an event loop of its own, the fast one where it is installed; raises as `serve`."""
    fast = import_module("uvloop").new_event_loop if find_spec("uvloop") else None  # not on Windows
    with asyncio.Runner(loop_factory=fast) as runner:
        runner.run(serve(settings, ready=ready))


async def serve(settings: Settings, *, ready: Callable[[Served], None] | None = None) -> None:
    """Serve the workspace until SIGINT or SIGTERM, then drain and close; `ready` is called once it listens.

    Raises PortTaken, DataFolderInUse, NewerDatabase, OSError.
    """
    # Flet is needed by the server alone: the other commands start without it.
    import uvicorn

    from flet_chat.service.door import Door
    from flet_chat.ui.app import Interface
    from flet_chat.web.app import create_app
    from flet_chat.web.compressed import MADE_AT_BUILD, cache_folder, compressing
    from flet_chat.web.files import client_files
    from flet_chat.web.guard import allowed_origin
    from flet_chat.web.transport import Transport

    cache = cache_folder(settings.data)
    with served_alone(settings), _listening(settings) as listener, compressing(client_files().jobs(), cache):
        port = listener.getsockname()[1]
        async with _running(settings) as chat:
            door = Door(chat)
            reached_at = addresses(settings, port)
            interface = Interface(chat, reached_at[-1])

            async def identify(token: str) -> tuple[int, int] | None:
                session = await door.identify(token)
                return (session.user_id, session.id) if session else None

            transport = Transport(
                interface.open_tab,
                identify,
                allowed_origin=lambda headers: allowed_origin(headers.raw, settings),
                grace=settings.grace,
                buffer=settings.buffer_bytes,
            )
            secret = await chat.store.write(users.first_run_link)
            server = uvicorn.Server(
                uvicorn.Config(
                    create_app(chat, door, settings, transport, copies=(MADE_AT_BUILD, cache)),
                    # Frames are deflated once for all tabs, not once for each connection with a window of its own.
                    ws="websockets-sansio",
                    ws_per_message_deflate=False,
                    ws_max_size=LARGEST_PACKET,
                    lifespan="off",
                    log_level=settings.log_level,
                    access_log=False,
                    server_header=False,
                    # web/guard.py judges X-Forwarded-For itself.
                    proxy_headers=False,
                    timeout_graceful_shutdown=3,
                )
            )
            with _stopped_by_signals(server):
                # What is imported lives for ever: the collector need not look at it again.
                gc.collect()
                gc.freeze()
                # The socket listens already: whoever connects before uvicorn takes over is served then.
                if ready:
                    ready(Served(reached_at, f"{reached_at[-1]}/setup?secret={secret}" if secret else None))
                try:
                    await server.serve(sockets=[listener])
                finally:
                    transport.close()
                    await interface.closed()


@asynccontextmanager
async def _running(settings: Settings) -> AsyncIterator[Chat]:
    bus = MemoryBus()
    chat = open_chat(settings, bus)
    bus.bind(asyncio.get_running_loop())
    chat.feed.start()
    pruner = asyncio.create_task(_prune(chat))
    try:
        yield chat
    finally:
        pruner.cancel()
        await chat.positions.flush()
        await chat.feed.stop()
        chat.store.close()


async def _prune(chat: Chat) -> None:
    while True:
        await chat.store.write(_forget_what_is_old)
        await asyncio.sleep(PRUNED_EVERY)


def _forget_what_is_old(tx: Tx) -> None:
    tx.events.prune(tx.now - LOG_KEPT)
    tx.sessions.prune(tx.now)


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named, or asyncio would not switch off Nagle's delay on what it accepts.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
            listener.listen(1024)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(settings.port) from error
            raise
        yield listener


@contextmanager
def _stopped_by_signals(server: "uvicorn.Server") -> Iterator[None]:
    """Let the first signal drain and the second stop at once; uvicorn's own way would end in the signal itself."""
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.force_exit = server.should_exit
        server.should_exit = True

    vars(server)["capture_signals"] = contextlib.nullcontext
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


def addresses(settings: Settings, port: int) -> list[str]:
    """How people reach the server; the last one is the one to pass on."""
    if settings.public_url:
        return [settings.public_url.rstrip("/")]
    if settings.host not in ("0.0.0.0", "::"):
        return [f"http://{f'[{settings.host}]' if ':' in settings.host else settings.host}:{port}"]
    local = f"http://localhost:{port}"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("10.255.255.255", 9))  # sends nothing: it only asks which of our addresses would be used
        if (own := probe.getsockname()[0]) != "127.0.0.1":
            return [local, f"http://{own}:{port}"]
    return [local]
