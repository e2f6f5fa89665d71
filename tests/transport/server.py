"""A real uvicorn with our transport, and at its other end a tab that records and echoes."""

import asyncio
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

import uvicorn
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from flet_chat.service.lines import Frame, Hello, Line, Note
from flet_chat.web.transport import Transport
from tests.waiting import until

T = TypeVar("T")
HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "flet_chat" / "web" / "static"


class EchoTab:
    """Records what it is told, and sends back every packet that begins with `echo`."""

    def __init__(self, line: Line, hello: Hello) -> None:
        self.line = line
        self.hello = hello
        self.packets: list[bytes] = []
        self.notes: list[Note] = []
        self.calls: list[str] = []

    def receive(self, packet: bytes) -> None:
        self.packets.append(packet)
        if packet.startswith(b"echo"):
            self.line.send(Frame(packet))
        if packet == b"end myself":
            self.line.end("resync")
            self.calls.append("end returned")

    def heed(self, note: Note) -> None:
        self.notes.append(note)

    def away(self) -> None:
        self.calls.append("away")

    def back(self) -> None:
        self.calls.append("back")

    def closed(self) -> None:
        self.calls.append("closed")


def own_origin(headers: Headers) -> bool:
    """The rule of SECURITY.md, in the little that these tests need of it."""
    origin = headers.get("origin")
    if origin is None:
        return "sec-fetch-site" not in headers
    return origin == f"http://{headers.get('host')}"


class Server:
    """Runs in a thread; what touches tabs and lines goes through `on_loop`."""

    def __init__(self, **options: Any) -> None:
        self.sessions = {"ann": (1, 11), "ann again": (1, 12), "bob": (2, 21)}
        """Who is signed in, by token: (user, session)."""
        self.tabs: list[EchoTab] = []
        self.new_tab: Callable[[EchoTab], None] = lambda tab: None
        self.port = 0
        self._options = options

    def start(self) -> None:
        """Begin to serve, on the port of the time before if there was one."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self.transport = Transport(self.open_tab, self.identify, allowed_origin=own_origin, **self._options)
        config = uvicorn.Config(
            self.app,
            interface="asgi3",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            lifespan="off",
            log_level="warning",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(listener)), daemon=True)
        self._thread.start()
        until(lambda: self._server.started, "the server")

    def stop(self) -> None:
        """Stop as a killed process would: the tabs are told nothing in time, the clients see a cut."""
        self._server.should_exit = True
        self._thread.join(20)

    def on_loop(self, what: Callable[[], T]) -> T:
        """Call on the server's loop, as the interface would."""
        done: Future[T] = Future()

        def call() -> None:
            try:
                done.set_result(what())
            except BaseException as error:
                done.set_exception(error)

        self._loop.call_soon_threadsafe(call)
        return done.result(20)

    def tab(self, number: int = 0) -> EchoTab:
        """One of the tabs that were opened, as soon as it was."""
        until(lambda: len(self.tabs) > number, "the tab")
        return self.tabs[number]

    def open_tab(self, line: Line, hello: Hello) -> EchoTab:
        tab = EchoTab(line, hello)
        self.tabs.append(tab)
        self.new_tab(tab)
        return tab

    async def identify(self, token: str) -> tuple[int, int] | None:
        return self.sessions.get(token)

    async def _serve(self, listener: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        await self._server.serve([listener])

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The transport on /ws, and around it what the browser tests load."""
        if scope["type"] == "websocket":
            await self.transport(scope, receive, send)
            return
        pages = {f"/{name}": (SCRIPTS / name, b"text/javascript") for name in ("kept.js", "wire.js", "composer.js")}
        pages["/signin"] = (HERE / "signin.html", b"text/html")
        path, kind = pages.get(scope["path"], (HERE / "page.html", b"text/html"))
        headers = [(b"content-type", kind + b"; charset=utf-8"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": path.read_bytes()})
