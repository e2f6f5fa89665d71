"""A WebSocket client (RFC 6455) that does so little per message that it never becomes what is measured.

A thousand of these live in one process beside the server under test, on the same two cores. The `websockets`
package takes several times as long for a message as the server under test, so it would hide the server's delay.
"""

import asyncio
import base64
import os
import zlib
from collections.abc import Callable
from typing import cast

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
FINAL, COMPRESSED = 0x80, 0x40
NO_MASK = b"\0\0\0\0"
"""A mask is required; an all-zero one is valid and costs us nothing."""


class Socket(asyncio.Protocol):
    """One connection; every whole message is handed to `heed` as it arrives."""

    def __init__(self, host: str, path: str, cookie: str, deflate: bool, heed: Callable[[bytes], None]) -> None:
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed = False
        self.received_bytes = 0
        self.received_messages = 0
        self._request = _request(host, path, cookie, deflate)
        self._heed = heed
        self._buffer = b""
        self._parts: list[bytes] = []
        self._compressed = False
        self._inflate = zlib.decompressobj(-15)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the handshake."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own is not derived from it
        self._transport.write(self._request)

    def connection_lost(self, exc: Exception | None) -> None:
        """Remember that the server, or we, hung up."""
        self.closed = True
        if not self.opened.done():
            self.opened.set_exception(ConnectionError(f"The server closed the connection while it was opening: {exc}"))

    def data_received(self, data: bytes) -> None:
        """Take what the network brought: the answer to the handshake, then frames."""
        self.received_bytes += len(data)
        self._buffer = self._buffer + data if self._buffer else data
        if self.opened.done() or self._answered():
            self._frames()

    def send(self, payload: bytes, opcode: int = BINARY) -> None:
        """Send one message, whole and uncompressed."""
        size = len(payload)
        if size < 126:
            head = bytes((FINAL | opcode, 0x80 | size))
        elif size < 65536:
            head = bytes((FINAL | opcode, 0x80 | 126)) + size.to_bytes(2, "big")
        else:
            head = bytes((FINAL | opcode, 0x80 | 127)) + size.to_bytes(8, "big")
        self._transport.write(head + NO_MASK + payload)

    def close(self) -> None:
        """Say goodbye as a browser does, then hang up."""
        if not self.closed:
            self.send(b"\x03\xe8", CLOSE)
            self._transport.close()

    def _answered(self) -> bool:
        head, blank_line, rest = self._buffer.partition(b"\r\n\r\n")
        if not blank_line:
            return False
        self._buffer = rest
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            self.opened.set_exception(ConnectionError(f"The server refused: {head[:200]!r}"))
            self._transport.close()
            return False
        self.opened.set_result(None)
        return True

    def _frames(self) -> None:
        data, start, end = self._buffer, 0, len(self._buffer)
        while end - start >= 2:
            size, body = data[start + 1] & 127, start + 2
            if size == 126:
                size, body = int.from_bytes(data[start + 2 : start + 4], "big"), start + 4
            elif size == 127:
                size, body = int.from_bytes(data[start + 2 : start + 10], "big"), start + 10
            if end < body + size:
                break
            self._frame(data[start], data[body : body + size])
            start = body + size
        self._buffer = data[start:]

    def _frame(self, head: int, payload: bytes) -> None:
        opcode = head & 15
        if opcode >= CLOSE:
            if opcode == PING:
                self.send(payload, PONG)
            return
        if opcode != CONTINUATION:
            self._compressed = bool(head & COMPRESSED)
        self._parts.append(payload)
        if head & FINAL:
            message = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
            self._parts.clear()
            if self._compressed:
                message = self._inflate.decompress(message + b"\0\0\xff\xff")
            self.received_messages += 1
            self._heed(message)


def _request(host: str, path: str, cookie: str, deflate: bool) -> bytes:
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Origin: http://{host}",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)).decode(),
    ]
    if cookie:
        lines.append("Cookie: " + cookie)
    if deflate:
        lines.append("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
