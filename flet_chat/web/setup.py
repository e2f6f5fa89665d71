"""The first run: the link that the server printed makes the workspace and its owner."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from flet_chat.core import names
from flet_chat.core.errors import AlreadySetUp, ChatError, LinkExpired
from flet_chat.service import tokens
from flet_chat.web import forms
from flet_chat.web.device import device_of
from flet_chat.web.errors import status
from flet_chat.web.join import username_for, wrong_field
from flet_chat.web.site import Site

USE_THE_LINK = "This workspace is not set up yet. Open the first-run link that the server printed when it started."
OLD_LINK = "This is not the current first-run link. Use the one that the server printed when it started."


class SetupPages:
    """`/setup`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.routes = [
            Route("/setup", self.show, methods=["GET"]),
            Route("/setup", self.set_up, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show the form to whoever has the link."""
        secret = request.query_params.get("secret", "")
        return self._refusal(secret) or self._page(secret=secret)

    async def set_up(self, request: Request) -> Response:
        """Take the form."""
        form = await forms.read(request, "secret", "workspace", "name", "username", "password")
        if refusal := self._refusal(form["secret"]):
            return refusal
        wrong = "workspace"
        try:
            names.workspace(form["workspace"])
            wrong = ""
            names.person(form["name"])
            form["username"] = username_for(form["name"], form["username"])
            token = await self._site.door.set_up(**form, device=device_of(request))
        except ChatError as error:
            form["workspace_name"] = form.pop("workspace")
            return self._page(status(error), error=str(error), wrong=wrong or wrong_field(error), **form)
        return self._site.enter(request, token, "/c/general")

    def _refusal(self, secret: str) -> Response | None:
        if self._site.workspace is not None:
            error: ChatError = AlreadySetUp()
            return self._site.notice(str(error), status(error), title="Set up already", way_on=("/signin", "Sign in"))
        if not secret:
            return not_set_up(self._site)
        if self._site.chat.store.read(lambda tx: tx.workspace.setup_hash()) != tokens.hashed(secret):
            error = LinkExpired(OLD_LINK)
            return self._site.notice(str(error), status(error), title="Set up", way_on=("", ""))
        return None

    def _page(self, code: int = 200, **values: str) -> Response:
        shown = {"error": "", "wrong": "", "workspace_name": "", "name": "", "username": "", **values, "password": ""}
        return self._site.page("setup.html", "Set up your workspace", code, **shown)


class UntilSetUp:
    """Answers every page with the same sentence until the workspace exists."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site
        self._set_up = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or say what to do first."""
        if scope["type"] == "http" and self._must_wait(scope["path"]):
            await not_set_up(self._site)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _must_wait(self, path: str) -> bool:
        if path in ("/setup", "/healthz") or "." in path.rpartition("/")[2]:
            return False
        self._set_up = self._set_up or self._site.workspace is not None
        return not self._set_up


def not_set_up(site: Site) -> Response:
    """The page that says where to find the first-run link."""
    return site.notice(USE_THE_LINK, 503, title="Not set up yet", way_on=("", ""))
