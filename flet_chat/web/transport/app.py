"""The ASGI app on `/ws`: lets in who may come in, and joins each connection to its line."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from flet_chat.service.lines import Hello, Line, Tab
from flet_chat.web.guard import token_of
from flet_chat.web.transport.course import END_CODES, AnyLine
from flet_chat.web.transport.messages import Request, read_hello, read_request
from flet_chat.web.transport.plain import PlainLine
from flet_chat.web.transport.resumable import ResumableLine
from flet_chat.web.transport.socket import Socket, Watch

SLACK = 65_536
"""Bytes of acknowledgements that may wait for a slow client besides what its line keeps."""

UNKNOWN = 4404
"""Close code: there is no such tab, open a new one."""

Identity = tuple[int, int]


class Transport:
    """Serves tabs to plain and to resumable clients; docs/transport.md is the protocol.

    `identify` turns a session token into (user_id, session_id), or None; `allowed_origin` judges the headers of
    the handshake. `grace` is how many seconds a tab waits for its client, `buffer` how many bytes it may owe it,
    `silence` after how many seconds without a word a connection counts as dead.
    """

    def __init__(
        self,
        open_tab: Callable[[Line, Hello], Tab],
        identify: Callable[[str], Awaitable[Identity | None]],
        *,
        allowed_origin: Callable[[Headers], bool],
        grace: float = 120.0,
        buffer: int = 4_000_000,
        silence: float = 25.0,
    ) -> None:
        self._open_tab = open_tab
        self._identify = identify
        self._allowed_origin = allowed_origin
        self._grace = grace
        self._buffer = buffer
        self._silence = silence
        self._plain: set[PlainLine] = set()
        self._resumable: dict[str, ResumableLine] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection until it is over."""
        await receive()
        if not self._allowed_origin(Headers(scope=scope)):
            await refuse(scope, send, 403)
            return
        identity = await self._identify(token_of(scope["headers"]))
        request = read_request(scope.get("query_string", b""))
        if identity is not None:
            await send({"type": "websocket.accept"})
            if request is None:
                await self._serve_plain(Socket(receive, send, self._buffer), identity)
            else:
                await self._serve_resumable(Socket(receive, send, self._buffer + SLACK), identity, request)
        elif request is None:
            await refuse(scope, send, 401)
        else:
            # A script cannot tell a refused handshake from a dead network, and would knock for ever.
            await send({"type": "websocket.accept"})
            Socket(receive, send, SLACK).close(END_CODES["signed-out"], json.dumps({"signin": True}))

    def __len__(self) -> int:
        """How many tabs there are, connected or waiting for their client."""
        return len(self._plain) + len(self._resumable)

    def sign_out(self, session_id: int) -> None:
        """End every line of a session that was revoked."""
        self._end("signed-out", lambda line: line.session_id == session_id)

    def close(self) -> None:
        """End every line, since the server stops; clients open new tabs when there is one again."""
        self._end("resync", lambda line: True)

    def _end(self, reason: str, chosen: Callable[[AnyLine], bool]) -> None:
        lines: list[AnyLine] = [*self._plain, *self._resumable.values()]
        for line in lines:
            if chosen(line):
                line.end(reason)

    async def _serve_plain(self, socket: Socket, identity: Identity) -> None:
        line = PlainLine(socket, identity, lambda: self._plain.discard(line))
        self._plain.add(line)
        try:
            line.course.tab = self._open_tab(line, Hello(*identity))
            while (data := await socket.next()) is not None:
                line.take(data)
        finally:
            line.end("")

    async def _serve_resumable(self, socket: Socket, identity: Identity, request: Request) -> None:
        line = self._resumable.get(request.tab)
        if line is None and request.new:
            line = await self._open_line(socket, identity, request)
        elif line is not None and not (
            # Somebody else's tab does not exist, whoever learned its id.
            (line.user_id, line.session_id) == identity and line.attach(socket, request.got)
        ):
            line = None
        if line is None:
            socket.close(UNKNOWN, json.dumps({"unknown": True}))
            return
        watch = Watch(socket, line.ask, self._silence)
        try:
            while (data := await socket.next()) is not None:
                watch.hear()
                line.take(socket, data)
        finally:
            watch.stop()
            socket.fail()

    async def _open_line(self, socket: Socket, identity: Identity, request: Request) -> ResumableLine | None:
        """A new line with its tab, or None if the client did not greet us properly."""
        try:
            async with asyncio.timeout(self._silence):
                first = await socket.next()
        except TimeoutError:
            return None
        if first is None or request.tab in self._resumable:
            return None
        line = ResumableLine(
            identity,
            lambda: self._resumable.pop(request.tab, None),
            inflates=request.inflates,
            grace=self._grace,
            buffer=self._buffer,
        )
        self._resumable[request.tab] = line
        try:
            if not line.attach(socket, request.got):
                line.end("")
                return None
            line.course.tab = self._open_tab(line, read_hello(first, identity))
        except BaseException:
            line.end("")
            raise
        line.take(socket, first)  # Somebody else's script may begin with something that counts.
        return line


async def refuse(scope: Scope, send: Send, status: int) -> None:
    """Refuse the handshake, with nothing but a status."""
    if "websocket.http.response" in scope.get("extensions", {}):
        await send({"type": "websocket.http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "websocket.http.response.body", "body": b""})
    else:
        await send({"type": "websocket.close"})
