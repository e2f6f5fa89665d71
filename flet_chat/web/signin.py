"""Signing in and out, and coming in as a guest by name alone."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from flet_chat.core.errors import ChatError
from flet_chat.web import forms, guard
from flet_chat.web.device import device_of
from flet_chat.web.errors import status
from flet_chat.web.site import Site

MOST_NEXT = 2000


class SignInPages:
    """`/signin`, `/guest` and `/signout`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.routes = [
            Route("/signin", self.show, methods=["GET"]),
            Route("/signin", self.sign_in, methods=["POST"]),
            Route("/guest", self.show, methods=["GET"]),
            Route("/guest", self.join_as_guest, methods=["POST"]),
            Route("/signout", self.ask, methods=["GET"]),
            Route("/signout", self.sign_out, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show the form, or send on who is signed in already."""
        address = safe_next(request.query_params.get("next", ""))
        if await self._site.session(request):
            return RedirectResponse(address, 303)
        return self._page(address)

    async def sign_in(self, request: Request) -> Response:
        """Take the form."""
        form = await forms.read(request, "username", "password", "next")
        address = safe_next(form["next"])
        device, peer = device_of(request), guard.client_address(request.scope, self._site.settings)
        try:
            token = await self._site.door.sign_in(form["username"], form["password"], device, peer)
        except ChatError as error:
            return self._page(address, status(error), error=str(error), username=form["username"])
        return self._site.enter(request, token, address)

    async def join_as_guest(self, request: Request) -> Response:
        """Take the name of a guest."""
        form = await forms.read(request, "name", "next")
        address = safe_next(form["next"])
        try:
            token = await self._site.door.join_as_guest(form["name"], device_of(request))
        except ChatError as error:
            return self._page(address, status(error), guest_error=str(error), guest_name=form["name"])
        return self._site.enter(request, token, address)

    async def ask(self, request: Request) -> Response:
        """Show the button: a link alone must not sign anybody out."""
        if not await self._site.session(request):
            return RedirectResponse("/signin", 303)
        return self._site.page("signout.html", "Sign out")

    async def sign_out(self, request: Request) -> Response:
        """End the sign-in; its sockets close, and the browser forgets the cookie."""
        if session := await self._site.session(request):
            await self._site.door.sign_out(session)
        answer = RedirectResponse("/signin", 303)
        guard.forget_token(answer, request, self._site.settings)
        return answer

    def _page(self, address: str, code: int = 200, **values: str) -> Response:
        shown = {"error": "", "username": "", "guest_error": "", "guest_name": "", **values}
        return self._site.page("signin.html", "Sign in", code, next=address, access=self._site.door.access, **shown)


def signin_address(path: str, query: str) -> str:
    """Where to send somebody who must sign in first and then come back."""
    target = f"{path}?{query}" if query else path
    return "/signin" if target == "/" else f"/signin?{urlencode({'next': target})}"


def safe_next(address: str) -> str:
    """The address to go on to if it lies on this site, else the start page.

    One slash and then no other: browsers take `//host` for another site, read a backslash as a slash, and drop tabs
    and line breaks before they look.
    """
    here = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if here and address.isprintable() and len(address) <= MOST_NEXT else "/"
