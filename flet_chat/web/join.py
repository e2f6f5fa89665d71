"""Making an account: by an invitation, or by anybody where access is open."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from flet_chat.core import names
from flet_chat.core.errors import ChatError, LinkExpired, NotAllowed, Taken, WeakPassword
from flet_chat.core.workspace import Access
from flet_chat.service import links
from flet_chat.web import forms
from flet_chat.web.device import device_of
from flet_chat.web.errors import status
from flet_chat.web.site import Site


class JoinPages:
    """`/join` and `/join/TOKEN`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.routes = [
            Route(path, endpoint, methods=[method])
            for path in ("/join", "/join/{token}")
            for method, endpoint in (("GET", self.show), ("POST", self.join))
        ]

    async def show(self, request: Request) -> Response:
        """Show the form, or send on who is signed in already."""
        if await self._site.session(request):
            return RedirectResponse("/", 303)
        if refusal := self._refusal(request):
            return refusal
        return self._page()

    async def join(self, request: Request) -> Response:
        """Take the form. The link is looked at first: hashing a password is too dear to do for just anybody."""
        form = await forms.read(request, "name", "username", "password")
        if refusal := self._refusal(request):
            return refusal
        token = request.path_params.get("token")
        try:
            names.person(form["name"])
            form["username"] = username_for(form["name"], form["username"])
            made = await self._site.door.join(token, **form, device=device_of(request))
        except ChatError as error:
            return self._page(status(error), error=str(error), wrong=wrong_field(error), **form)
        return self._site.enter(request, made, "/")

    def _refusal(self, request: Request) -> Response | None:
        token = request.path_params.get("token")
        error: ChatError
        if token is None:
            if self._site.door.access is Access.OPEN:
                return None
            error = NotAllowed("This workspace takes new people by invitation. Ask a member for a link.")
        elif self._site.chat.store.read(lambda tx: links.invite_is_open(tx, token)):
            return None
        else:
            error = LinkExpired("This invitation is no longer valid. Ask the person who sent it for a new one.")
        return self._site.notice(str(error), status(error), title="Join", way_on=("/signin", "Sign in instead"))

    def _page(self, code: int = 200, **values: str) -> Response:
        shown = {"error": "", "wrong": "", "name": "", "username": "", **values, "password": ""}
        return self._site.page("join.html", "Join", code, **shown)


def username_for(name: str, username: str) -> str:
    """The user name somebody chose, or one made from their name; raises Invalid."""
    if username.strip():
        return names.username(username)
    return names.username(names.clean(name)[: names.MAX_USERNAME])


def wrong_field(error: ChatError) -> str:
    """The field to correct after that error."""
    return {WeakPassword: "password", Taken: "username"}.get(type(error), "name")
