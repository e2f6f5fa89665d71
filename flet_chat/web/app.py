"""Puts the HTTP side together: what answers which address, and what every request passes on its way."""

from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

from flet_chat.core.errors import ChatError
from flet_chat.service.chat import Chat
from flet_chat.service.door import Door
from flet_chat.settings import Settings
from flet_chat.web.brand import BrandFiles
from flet_chat.web.client import Client
from flet_chat.web.errors import ErrorAnswers
from flet_chat.web.fallback import FallbackFonts
from flet_chat.web.guard import OriginGuard
from flet_chat.web.headers import SecurityHeaders
from flet_chat.web.health import HealthPage
from flet_chat.web.join import JoinPages
from flet_chat.web.reset import ResetPages
from flet_chat.web.setup import SetupPages, UntilSetUp
from flet_chat.web.signin import SignInPages
from flet_chat.web.site import Site

SOCKET = "/ws"


def create_app(
    chat: Chat,
    door: Door,
    settings: Settings,
    socket: ASGIApp,
    lifespan: Lifespan[Starlette] | None = None,
    copies: Sequence[Path] = (),
) -> ASGIApp:
    """The whole HTTP side; `socket` gets the WebSockets that come to `/ws`, untouched.

    `copies` are the folders with encoded copies of the client's files.
    """
    site = Site(chat, door, settings)
    answers = ErrorAnswers(site)
    pages = (HealthPage, BrandFiles, SetupPages, SignInPages, JoinPages, ResetPages)
    app = Starlette(
        routes=[
            *(route for kind in pages for route in kind(site).routes),
            *FallbackFonts().routes,
            *Client(site, copies).routes,
        ],
        # Inside Starlette, so that a crash here too is answered with a sentence.
        middleware=[Middleware(UntilSetUp, site=site)],
        exception_handlers={
            ChatError: answers.refused,
            HTTPException: answers.http,
            Exception: answers.crashed,
        },
        lifespan=lifespan,
    )
    return Front(SecurityHeaders(OriginGuard(app, settings)), socket)


class Front:
    """Sends sockets to the transport and everything else to the pages."""

    def __init__(self, pages: ASGIApp, socket: ASGIApp) -> None:
        self._pages = pages
        self._socket = socket

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on to whom it is for."""
        to_socket = scope["type"] == "websocket" and scope["path"] == SOCKET
        await (self._socket if to_socket else self._pages)(scope, receive, send)
