"""Our script's side of the protocol in Python, so that a test can do what a browser would not."""

import json
import secrets
import socket
import zlib
from typing import Any

from websockets.sync.client import ClientConnection, connect


def open_socket(
    port: int, query: str = "", token: str | None = "ann", origin: str | None = "", **headers: str
) -> ClientConnection:
    """A WebSocket to /ws; an empty origin stands for the server's own."""
    if token is not None:
        headers["Cookie"] = f"flet_chat_session={token}"
    if origin is not None:
        headers["Origin"] = origin or f"http://127.0.0.1:{port}"
    return connect(
        f"ws://127.0.0.1:{port}/ws{query}",
        additional_headers=headers,
        compression=None,
        max_size=None,
        close_timeout=1,
        legacy=True,
    )


class Script:
    """A resumable client; `got` and `sent` are what it counts, as the real one does."""

    def __init__(self, port: int, token: str = "ann", inflates: bool = False) -> None:
        self.port = port
        self.token = token
        self.inflates = inflates
        self.tab = secrets.token_hex(8)
        self.got = 0
        self.user: int | None = None
        self.items: list[bytes | dict[str, Any]] = []
        self.controls: list[dict[str, Any]] = []
        self.pending: list[bytes | str] = []
        self.acked = 0

    def open(self, hello: object = None) -> "Script":
        """Connect for the first time, and greet."""
        self.socket = self.dial(new=True)
        self.socket.send(json.dumps({"hello": hello or {}}))
        self.attached()
        return self

    def resume(self) -> "Script":
        """Connect again, and send again what the server did not get."""
        self.socket = self.dial(new=False)
        self.attached()
        for item in self.pending:
            self.socket.send(item)
        return self

    def dial(self, new: bool) -> ClientConnection:
        query = f"?v=1&tab={self.tab}&got={self.got}&new={int(new)}&z={int(self.inflates)}"
        return open_socket(self.port, query, self.token)

    def attached(self) -> None:
        said = json.loads(self.socket.recv(10))
        assert "attached" in said, said
        self.user = said["attached"]["user"]
        self.forget(said["attached"]["got"])

    def put(self, item: bytes | dict[str, Any]) -> None:
        """Send a numbered item."""
        data = item if isinstance(item, bytes) else json.dumps({"note": item})
        self.pending.append(data)
        self.socket.send(data)

    def control(self, **message: Any) -> None:
        self.socket.send(json.dumps(message))

    def forget(self, number: int) -> None:
        del self.pending[: number - self.acked]
        self.acked = number

    def hear(self, seconds: float = 10) -> bytes | dict[str, Any]:
        """The next message of whatever kind, counted if it counts."""
        data = self.socket.recv(seconds)
        if isinstance(data, str):
            said: dict[str, Any] = json.loads(data)
            if "note" not in said:
                self.controls.append(said)
                self.forget(said.get("ack", self.acked))
                return said
            item: bytes | dict[str, Any] = said["note"]
        else:
            item = zlib.decompress(data[1:], -15) if data[:1] == b"\x02" else data
        self.got += 1
        self.items.append(item)
        return item

    def hear_items(self, count: int) -> list[bytes | dict[str, Any]]:
        """Listen until so many items came in all."""
        while len(self.items) < count:
            self.hear()
        return self.items

    def vanish(self) -> None:
        """Go without a word."""
        # close() would say nothing to the server as long as another thread waits for it to speak.
        self.socket.socket.shutdown(socket.SHUT_RDWR)
