"""The Flet client: its page with the name of the workspace, and its files as the installed packages have them."""

from collections.abc import Sequence
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from flet_chat.web.compressed import Copies
from flet_chat.web.files import FOR_EVER, answer, client_files
from flet_chat.web.signin import signin_address
from flet_chat.web.site import Site

PLACES = {"c", "dm", "m", "channels", "settings", "admin", "apps"}
"""First parts of addresses of the interface; the rest of these may hold a dot, as `/dm/ann.lee` does."""


class Client:
    """Everything that no other page takes: a file of the client, or a place in the interface."""

    def __init__(self, site: Site, copies: Sequence[Path] = ()) -> None:
        self._site = site
        self._files = client_files()
        self._copies = Copies(copies)
        self.routes = [
            Route("/_v/{stamp}/{name:path}", self.file, methods=["GET"]),
            Route("/{path:path}", self.file_or_place, methods=["GET"]),
        ]

    async def file(self, request: Request) -> Response:
        """A file under its lasting address."""
        stamp, name = request.path_params["stamp"], request.path_params["name"]
        file = self._files.get(name)
        if file is None:
            return Response(status_code=404)
        # A tab that was open during an upgrade gets what there is, and must not keep it under the old address.
        return answer(request, file, self._copies, FOR_EVER if stamp == self._files.stamp else "no-cache")

    async def file_or_place(self, request: Request) -> Response:
        """A file of the client; else the interface, which only those who are signed in get."""
        path = request.path_params["path"]
        if file := self._files.get(path):
            return answer(request, file, self._copies)
        if not _is_place(path):
            raise HTTPException(404)
        if not await self._site.session(request):
            return RedirectResponse(signin_address(request.url.path, request.url.query), 303)
        return HTMLResponse(self._site.drawn("index.html"))


def _is_place(path: str) -> bool:
    parts = path.split("/")
    return "." not in parts[-1] or parts[0] in PLACES
