"""Choosing a new password by a reset link."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from flet_chat.core.errors import ChatError, LinkExpired
from flet_chat.core.users import User
from flet_chat.service import links
from flet_chat.web import forms
from flet_chat.web.device import device_of
from flet_chat.web.errors import status
from flet_chat.web.site import Site


class ResetPages:
    """`/reset/TOKEN`."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.routes = [
            Route("/reset/{token}", self.show, methods=["GET"]),
            Route("/reset/{token}", self.reset, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show the form to whoever has the link."""
        try:
            return self._page(self._user(request))
        except LinkExpired as error:
            return self._expired(error)

    async def reset(self, request: Request) -> Response:
        """Take the form. The link is looked at first: hashing a password is too dear to do for just anybody."""
        form = await forms.read(request, "password")
        try:
            user = self._user(request)
            token = request.path_params["token"]
            made = await self._site.door.reset_password(token, form["password"], device_of(request))
        except LinkExpired as error:
            return self._expired(error)
        except ChatError as error:
            return self._page(user, status(error), str(error))
        return self._site.enter(request, made, "/")

    def _user(self, request: Request) -> User:
        token = request.path_params["token"]
        return self._site.chat.store.read(lambda tx: links.reset_user(tx, token))

    def _expired(self, error: LinkExpired) -> Response:
        return self._site.notice(str(error), status(error), title="New password", way_on=("/signin", "Sign in"))

    def _page(self, user: User, code: int = 200, error: str = "") -> Response:
        return self._site.page("reset.html", "New password", code, user=user, error=error)
