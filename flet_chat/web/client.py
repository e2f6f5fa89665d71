"""The Flet client: its page with the name of the workspace, and its files as the installed package has them."""

import hashlib
import json
import mimetypes
from pathlib import Path
from typing import Any

from flet_web import get_package_web_dir
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from flet_chat.web.signin import signin_address
from flet_chat.web.site import COLOR, Site

# Older systems do not know these, and a browser refuses to run what has another type.
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/wasm", ".wasm")

NOT_SERVED = {
    "index.html",  # ours is templates/index.html
    "manifest.json",
    "assets/FontManifest.json",
    "python.js",
    "python-worker.js",
}
PLACES = {"c", "dm", "m", "channels", "settings", "admin", "apps"}
"""First parts of addresses of the interface; the rest of these may hold a dot, as `/dm/ann.lee` does."""


class Client:
    """Everything that no other page takes: a file of the client, or a place in the interface."""

    def __init__(self, site: Site) -> None:
        self._site = site
        folder = Path(get_package_web_dir())
        self._files = StaticFiles(directory=folder, follow_symlink=True)
        # Only what was there at the start is served, so no address can lead anywhere else.
        self._names = {name for name in _names(folder) if _is_served(name)}
        self._icons = json.loads((folder / "manifest.json").read_bytes())["icons"]
        self._fonts = _font_manifest(folder)
        self.routes = [
            Route("/manifest.json", self.manifest, methods=["GET"]),
            Route("/assets/FontManifest.json", self.fonts, methods=["GET"]),
            Route("/{path:path}", self.file_or_place, methods=["GET"]),
        ]

    async def file_or_place(self, request: Request) -> Response:
        """A file of the client; else the interface, which only those who are signed in get."""
        path = request.path_params["path"]
        if path in self._names:
            return await self._files.get_response(path, request.scope)
        if not _is_place(path):
            raise HTTPException(404)
        if not await self._site.session(request):
            return RedirectResponse(signin_address(request.url.path, request.url.query), 303)
        return HTMLResponse(self._site.drawn("index.html"))

    async def manifest(self, request: Request) -> Response:
        """What an installed app is called and looks like."""
        name = self._site.name
        values = {
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "name": name,
            "short_name": name,
            "display": "standalone",
            "background_color": "#FFFFFF",
            "theme_color": COLOR,
            "icons": self._icons,
        }
        return _tagged(request, values, "application/manifest+json")

    async def fonts(self, request: Request) -> Response:
        """Flutter's list of fonts, with Roboto from this server."""
        return _tagged(request, self._fonts, "application/json")


def _names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def _is_served(name: str) -> bool:
    # Python in the browser and the tables for debuggers are two thirds of the package, and of no use here.
    return name not in NOT_SERVED and not name.startswith("pyodide/") and not name.endswith((".symbols", ".map"))


def _is_place(path: str) -> bool:
    parts = path.split("/")
    return "." not in parts[-1] or parts[0] in PLACES


def _font_manifest(folder: Path) -> list[dict[str, Any]]:
    # As `flet_web.patch_font_manifest_json` does to a copy of the file: without a CDN, Roboto is a font like any other.
    listed: list[dict[str, Any]] = json.loads((folder / "assets/FontManifest.json").read_bytes())
    return [*listed, {"family": "Roboto", "fonts": [{"asset": "fonts/roboto.woff2"}]}]


def _tagged(request: Request, values: Any, kind: str) -> Response:
    body = json.dumps(values, ensure_ascii=False).encode()
    headers = {"etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
    if request.headers.get("if-none-match", "").removeprefix("W/") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)
