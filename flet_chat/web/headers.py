"""The headers that every answer carries, whoever made it: pure ASGI, so that nothing is buffered on the way."""

import re
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Flutter compiles WebAssembly, starts its workers from blob: addresses and writes style attributes; no script of ours
# is inline. Nothing may come from or go to another origin, whatever the interface asks for.
CLIENT_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{sockets} data: blob:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
PAGE_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
"""For the small pages, which need neither inline styles nor WebAssembly."""

ALWAYS: Mapping[str, str] = {
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    # Not no-referrer: with that, browsers send `Origin: null` with our own forms, and we refuse those.
    "referrer-policy": "same-origin",
    # These three let Flutter use threads, and keep the pages of others out of our process.
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
}
_HOST = re.compile(r"[\w.\-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?", re.ASCII)


class SecurityHeaders:
    """Adds what an answer does not say itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the head of the answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", client_policy(Headers(scope=scope).get("host", "")))
            await send(message)

        await self._app(scope, receive, complete)


def client_policy(host: str) -> str:
    """The policy for a page served under that Host; a host that could end the directive is left out."""
    # Not every browser counts the sockets of the same host as 'self'.
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return CLIENT_POLICY.format(sockets=sockets)
