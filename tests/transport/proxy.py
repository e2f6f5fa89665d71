"""A network that misbehaves on demand: delays, cuts, goes silent, forgets one side."""

import asyncio
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress

CHUNK = 65_536


class Proxy:
    """A TCP proxy in a thread of its own; every method may be called from any thread."""

    def __init__(self, port: int) -> None:
        self.latency = 0.0
        """Seconds, one way."""
        self.refuses = False
        """True closes what connects."""
        self.port = 0
        self._target = port
        self._flowing = asyncio.Event()
        self._pairs: set[Pair] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), daemon=True)

    def __enter__(self) -> "Proxy":
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    def cut(self) -> None:
        """Reset every connection on both sides."""
        self._run(lambda: [pair.reset(server=True) for pair in tuple(self._pairs)])

    def half_open(self) -> None:
        """Reset the client's side of every connection; the server hears nothing of it."""
        self._run(lambda: [pair.reset(server=False) for pair in tuple(self._pairs)])

    def black_hole(self, swallow: bool) -> None:
        """Keep connections open but pass nothing on, or pass everything on again."""
        self._run(self._flowing.clear if swallow else self._flowing.set)

    def _run(self, what: Callable[[], object]) -> None:
        done: Future[None] = Future()

        def call() -> None:
            what()
            done.set_result(None)

        self._loop.call_soon_threadsafe(call)
        done.result(10)

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        self._flowing.set()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._over.wait()
        server.close()
        for pair in tuple(self._pairs):
            pair.reset(server=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refuses:
            writer.transport.abort()
            return
        try:
            beyond, towards = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        pair = Pair(writer, towards)
        self._pairs.add(pair)
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(self._pump(reader, towards, pair), self._pump(beyond, writer, pair))
        if not pair.half_open:
            pair.reset(server=True)
            self._pairs.discard(pair)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pair: "Pair") -> None:
        """Pass on what is read, each piece after the latency, in order."""
        pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            while True:
                due, data = await pieces.get()
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(due):
                        await self._over.wait()
                await self._flowing.wait()
                if not data:
                    if not pair.half_open:
                        writer.close()
                    return
                writer.write(data)
                await writer.drain()

        delivery = asyncio.create_task(deliver())
        try:
            data = b"start"
            while data:
                data = await reader.read(CHUNK)
                pieces.put_nowait((self._loop.time() + self.latency, data))
            await delivery
        finally:
            delivery.cancel()


class Pair:
    """The two connections of one client."""

    def __init__(self, client: asyncio.StreamWriter, server: asyncio.StreamWriter) -> None:
        self.half_open = False
        self._client = client
        self._server = server

    def reset(self, server: bool) -> None:
        """Reset the client's side, and the server's side too if asked for."""
        self.half_open = not server
        for writer in (self._client, self._server) if server else (self._client,):
            linger = writer.get_extra_info("socket")
            with suppress(OSError, AttributeError):
                linger.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            writer.transport.abort()
