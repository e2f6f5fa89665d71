"""Whom a request comes from: the cookie, the Origin, and the address it is counted under."""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, cookie_parser
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from flet_chat.core.sessions import LIFETIME
from flet_chat.settings import Settings

COOKIE = "flet_chat_session"
FOREIGN = "This request came from another site and was refused. Open the page of your workspace and try again."

RawHeaders = Iterable[tuple[bytes, bytes]]
Origin = tuple[str, str, int]
PORTS = {"http": 80, "https": 443}


def token_of(headers: RawHeaders) -> str:
    """The sign-in token of the cookie, or the empty string; `headers` are those of the ASGI scope."""
    return cookie_parser("; ".join(_values(headers, "cookie"))).get(COOKIE, "")


def keep_token(response: Response, token: str, connection: HTTPConnection, settings: Settings) -> None:
    """Give the browser the token of its sign-in.

    HttpOnly, so that no script can read it; Lax, so that no form of another site carries it; Secure as soon as
    people reach the server by https, though a plain http visit from the local network must still work without.
    """
    secure = _is_https(connection, settings)
    response.set_cookie(
        COOKIE, token, max_age=int(LIFETIME.total_seconds()), path="/", secure=secure, httponly=True, samesite="lax"
    )


def forget_token(response: Response, connection: HTTPConnection, settings: Settings) -> None:
    """Take the token back."""
    secure = _is_https(connection, settings)
    response.delete_cookie(COOKIE, path="/", secure=secure, httponly=True, samesite="lax")


def allowed_origin(headers: RawHeaders, settings: Settings) -> bool:
    """True unless a page of another site made the request; `headers` are those of the ASGI scope.

    A browser always sends Origin with a form or a socket, and no page can forge it. It must be one of ours: that of
    the Host header, or that of `public_url`. X-Forwarded-Host is not asked, since anybody can send it. Without
    Origin the request passes only if nothing else says that a browser sent it from elsewhere: that is how the
    command line, native clients and load tools come in, none of which carries somebody else's cookie. A page that
    made its own name point at our address has that name in Host too, and passes; but it has no cookie of ours.
    """
    headers = list(headers)
    origins = _values(headers, "origin")
    if not origins:
        return all(value in ("same-origin", "none") for value in _values(headers, "sec-fetch-site"))
    return len(origins) == 1 and _parsed(origins[0]) in _own_origins(headers, settings)


def client_address(scope: Scope, settings: Settings) -> str:
    """The address whose failed sign-ins are counted together.

    X-Forwarded-For is believed only where `public_url` says that there is a proxy, and only from a peer that can be
    that proxy (loopback or a private network); else anybody could get a fresh count with every request. Of its
    entries only the last one was written by our proxy. Somebody inside the proxy's own network who reaches the
    server directly can still choose an address; the count by account holds all the same.
    """
    peer = str(scope["client"][0]) if scope.get("client") else ""
    if not settings.public_url or not _is_near(peer):
        return peer
    forwarded = ",".join(_values(scope["headers"], "x-forwarded-for"))
    return forwarded.rpartition(",")[2].strip()[:64] or peer


class OriginGuard:
    """Refuses whatever changes something and comes from another site, for every route at once.

    Sockets pass: the transport asks `allowed_origin` itself, since it has its own way to say no.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        changes = scope["type"] == "http" and scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if changes and not allowed_origin(scope["headers"], self._settings):
            await PlainTextResponse(FOREIGN, 403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _own_origins(headers: RawHeaders, settings: Settings) -> list[Origin]:
    public = _parsed(settings.public_url)
    hosts = _values(headers, "host")
    # Behind a proxy we see http where people use https, so either scheme of our host is ours; where the public
    # address is known, only its own scheme is.
    both = [_parsed(f"{scheme}://{hosts[0]}") for scheme in PORTS] if len(hosts) == 1 else []
    if public:
        both = [origin for origin in both if origin and origin[1] != public[1]]
    return [origin for origin in (*both, public) if origin]


def _parsed(url: str) -> Origin | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or PORTS[parts.scheme]


def _values(headers: RawHeaders, name: str) -> list[str]:
    return Headers(raw=list(headers)).getlist(name)


def _is_near(peer: str) -> bool:
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return peer == ""  # a Unix socket has no address, and only this machine reaches it
    return address.is_loopback or address.is_private


def _is_https(connection: HTTPConnection, settings: Settings) -> bool:
    return connection.url.scheme == "https" or settings.public_url.lower().startswith("https:")
