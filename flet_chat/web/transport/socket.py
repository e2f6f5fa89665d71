"""One WebSocket connection, written to without a task: a broadcast must not wake a thousand of them."""

import asyncio
import types
from collections import deque
from collections.abc import Callable, Generator
from typing import Any

from starlette.types import Message, Receive, Send

LINGER = 5.0
"""Seconds that a slow client gets to take the last words of a connection that we close."""

OVERHEAD = 64
"""Bytes that a waiting message is taken to need besides its content."""


class Socket:
    """An accepted connection; `lost` is called once, when it is gone for whatever reason but our own close."""

    def __init__(self, receive: Receive, send: Send, buffer: int) -> None:
        self.alive = True
        self.lost: Callable[[], None] = lambda: None
        self._receive = receive
        self._send = send
        self._room = buffer
        self._waiting: deque[Message] = deque()
        self._drain: asyncio.Task[None] | None = None
        self._reader: asyncio.Task[Any] | None = asyncio.current_task()

    def push(self, data: bytes | str) -> bool:
        """Send now, or as soon as a slow client takes it; false if the connection is gone or its buffer is full."""
        if not self.alive:
            return False
        kind = "bytes" if isinstance(data, bytes) else "text"
        if self._drain is not None:
            self._room -= len(data) + OVERHEAD
            if self._room < 0:
                return False
        self._put({"type": "websocket.send", kind: data})
        return self.alive

    async def next(self) -> bytes | str | None:
        """The next message, or None once the connection is over."""
        try:
            message = await self._receive()
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self._reader is not None or task is None:
                raise
            task.uncancel()  # It was abort() that woke us, nobody else wants this task to end.
            return None
        if message["type"] != "websocket.receive":
            self.fail()
            return None
        data: bytes | str | None = message.get("bytes")
        return data if data is not None else str(message.get("text") or "")

    def close(self, code: int, *last_words: str) -> None:
        """Say the last words, then close; what a slow client has not taken yet is dropped."""
        if not self.alive:
            return
        self.alive = False
        self._waiting.clear()
        for words in last_words:
            self._put({"type": "websocket.send", "text": words})
        self._put({"type": "websocket.close", "code": code})
        if self._drain is not None:
            asyncio.get_running_loop().call_later(LINGER, self.abort)

    def fail(self) -> None:
        """Note that the client is gone."""
        self._waiting.clear()
        if self.alive:
            self.alive = False
            self.lost()

    def abort(self) -> None:
        """Let go of a connection that is dead or takes nothing any more; not for the task that reads it."""
        self.fail()
        if self._drain is not None:
            self._drain.cancel()
        reader, self._reader = self._reader, None
        if reader is not None and not reader.done():
            reader.cancel()

    def _put(self, message: Message) -> None:
        """Take the first step of a send ourselves; nearly always it is the only one, and costs no task."""
        if self._drain is not None:
            self._waiting.append(message)
            return
        step = self._send(message).__await__()
        try:
            pending = step.send(None)
        except StopIteration:
            return
        except Exception:
            self.fail()
            return
        self._drain = asyncio.get_running_loop().create_task(self._finish(step, pending))

    async def _finish(self, step: Generator[Any, Any, None], pending: Any) -> None:
        """Wait for a client that is behind, then send what was queued meanwhile, in order."""
        try:
            await rest_of(step, pending)
            while self._waiting:
                message = self._waiting.popleft()
                self._room += len(message.get("bytes") or message.get("text") or b"") + OVERHEAD
                await self._send(message)
            self._drain = None
        except Exception:
            self._drain = None
            self.fail()


class Watch:
    """Gives a connection up on which nothing comes any more, after having asked for a sign of life."""

    def __init__(self, socket: Socket, ask: Callable[[], None], silence: float) -> None:
        self._socket = socket
        self._ask = ask
        self._silence = silence
        self._loop = asyncio.get_running_loop()
        self._heard = self._loop.time()
        self._timer = self._loop.call_later(silence / 2, self._look)

    def hear(self) -> None:
        """Something came."""
        self._heard = self._loop.time()

    def stop(self) -> None:
        """The connection is over."""
        self._timer.cancel()

    def _look(self) -> None:
        quiet = self._loop.time() - self._heard
        if quiet >= self._silence:
            self._socket.abort()
            return
        due = self._silence / 2
        if quiet >= due:
            self._ask()
            due = self._silence
        # A little late rather than a little early, or it would look twice.
        self._timer = self._loop.call_later(due - quiet + 0.01, self._look)


@types.coroutine
def rest_of(step: Generator[Any, Any, None], pending: Any) -> Generator[Any, Any, None]:
    """What is left of an awaitable whose first step, taken by hand, was left waiting on `pending`.

    Whoever awaits this sees the same futures, and the awaitable the same answers, as if it had been awaited
    from the start: a future stays marked as "being waited for" until a task takes it from here.
    """
    try:
        while True:
            try:
                answer = yield pending
            except BaseException as error:
                pending = step.throw(error)
            else:
                pending = step.send(answer)
    except StopIteration:
        return
