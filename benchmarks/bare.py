"""The least that a broadcast can cost: Starlette sends every message to every open socket, and that is all.

With a file name, each message is first stored by one durable insert, the way the product stores it: WAL and
`synchronous=FULL`. The insert runs on the loop, since handing it to a thread would only cost more.
"""

import sqlite3
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect


class Broadcast:
    """All open sockets, and the store if there is one."""

    def __init__(self, store: sqlite3.Connection | None) -> None:
        self._sockets: list[WebSocket] = []
        self._store = store

    async def serve(self, socket: WebSocket) -> None:
        """Keep one socket, and pass on what it says."""
        await socket.accept()
        self._sockets.append(socket)
        try:
            while True:
                await self._pass_on(await socket.receive_bytes())
        except WebSocketDisconnect:
            self._sockets.remove(socket)

    async def _pass_on(self, message: bytes) -> None:
        if self._store is not None:
            self._store.execute("insert into messages (body) values (:body)", {"body": message})
        for socket in list(self._sockets):
            await socket.send_bytes(message)


def open_store(path: str) -> sqlite3.Connection:
    """A file in which every statement is a transaction that is on disk when it returns."""
    store = sqlite3.connect(path, isolation_level=None)
    store.execute("pragma journal_mode = wal")
    store.execute("pragma synchronous = full")
    store.execute("create table if not exists messages (id integer primary key, body blob not null)")
    return store


if __name__ == "__main__":
    broadcast = Broadcast(open_store(sys.argv[2]) if len(sys.argv) > 2 else None)
    app = Starlette(routes=[WebSocketRoute("/ws", broadcast.serve)])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), ws="websockets-sansio", log_level="warning")
