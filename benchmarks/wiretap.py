"""A proxy that counts: what a browser asks for, and the bytes that come back, sockets and workers included."""

import asyncio
import contextlib
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self

REQUEST_ENDS = b" HTTP/1.1\r\n"


@dataclass
class Traffic:
    """What went over the wire."""

    bytes: int = 0
    """From the server to the browser, heads included."""
    requests: int = 0


class Wiretap:
    """Listens on a port of its own and passes everything on to a server on this machine."""

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._traffic = Traffic()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self) -> Self:
        self._thread.start()
        started = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._pass, "127.0.0.1", 0), self._loop)
        self._listener = started.result()
        self.port = int(self._listener.sockets[0].getsockname()[1])
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def counted(self) -> Traffic:
        """What was counted since the last time somebody asked."""
        traffic, self._traffic = self._traffic, Traffic()
        return traffic

    async def _pass(self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        server, to_server = await asyncio.open_connection("127.0.0.1", self._server_port)
        await asyncio.gather(
            self._copy(browser, to_server, from_server=False), self._copy(server, to_browser, from_server=True)
        )

    async def _copy(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, *, from_server: bool) -> None:
        with contextlib.suppress(ConnectionError):
            while chunk := await source.read(2**18):
                if from_server:
                    self._traffic.bytes += len(chunk)
                else:
                    # Browsers send the head of a request in one piece, and nothing else that looks like it.
                    self._traffic.requests += chunk.count(REQUEST_ENDS)
                to.write(chunk)
                await to.drain()
        to.close()

    async def _stop(self) -> None:
        self._listener.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
