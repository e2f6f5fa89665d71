"""The look of the workspace as files: manifest, icons, colours; a change shows with the next request."""

import asyncio
import hashlib
import json
import logging
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from flet_chat.brand import colors, pictures, screenshots
from flet_chat.brand.files import NAMES, WIDE_TILE
from flet_chat.brand.icons import Icons
from flet_chat.brand.manifest import SCREENSHOTS, address, manifest
from flet_chat.core.brand import Brand, Change
from flet_chat.core.errors import BadPicture, SignInRequired
from flet_chat.core.users import User
from flet_chat.service import brand as brands
from flet_chat.service.ports import Tx
from flet_chat.web.site import Site

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {".png": "image/png", ".ico": "image/vnd.microsoft.icon"}
AT_ONCE = 2
"""Pictures that are taken in at the same time; each is in memory until it was read."""
TILES = """<?xml version="1.0" encoding="utf-8"?>
<browserconfig><msapplication><tile>
<square70x70logo src="{small}"/><square150x150logo src="{middle}"/><wide310x150logo src="{wide}"/>
<square310x310logo src="{large}"/><TileColor>{color}</TileColor>
</tile></msapplication></browserconfig>
"""

log = logging.getLogger(__name__)


class BrandFiles:
    """The manifest, the icons, the colours of the pages; and `/brand/icon`, where a picture is taken in."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._icons = Icons(site.settings.data / "brand")
        self._drawing = asyncio.Lock()
        self._reading = asyncio.Semaphore(AT_ONCE)
        self.routes = [
            Route("/manifest.json", self.manifest, methods=["GET"]),
            Route("/brand.css", self.colors, methods=["GET"]),
            Route("/browserconfig.xml", self.tiles, methods=["GET"]),
            Route("/favicon.png", self.file, methods=["GET"]),
            Route("/favicon.ico", self.file, methods=["GET"]),
            Route("/icons/{name}", self.file, methods=["GET"]),
            Route("/screenshots/{name}", self.screenshot, methods=["GET"]),
            Route("/brand/icon", self.take_picture, methods=["POST"]),
        ]

    async def manifest(self, request: Request) -> Response:
        """What an installed app is called and looks like."""
        body = json.dumps(manifest(self._site.brand), ensure_ascii=False).encode()
        return _tagged(request, body, "application/manifest+json")

    async def colors(self, request: Request) -> Response:
        """The colours of the small pages."""
        brand = self._site.brand
        answer = _tagged(request, colors.css(brand).encode(), "text/css")
        return _kept(request, answer, brand)

    async def tiles(self, request: Request) -> Response:
        """What Windows puts on its start screen."""
        brand = self._site.brand
        names = {"small": 128, "middle": 270, "large": 558}
        tiles = {name: address(f"icons/tile-{size}.png", brand) for name, size in names.items()}
        body = TILES.format(**tiles, wide=address(WIDE_TILE, brand), color=brand.theme_color)
        return _tagged(request, body.encode(), "application/xml")

    async def file(self, request: Request) -> Response:
        """An icon."""
        name = request.url.path.removeprefix("/")
        if name not in NAMES:
            raise HTTPException(404)
        brand = self._site.brand
        path = await self._folder(brand) / name
        etag = f'"{brand.version}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"'
        if request.headers.get("if-none-match", "").removeprefix("W/") == etag:
            return _kept(request, Response(status_code=304, headers={"etag": etag}), brand)
        return _kept(request, FileResponse(path, media_type=TYPES[path.suffix], headers={"etag": etag}), brand)

    async def screenshot(self, request: Request) -> Response:
        """What a browser shows before it installs the app."""
        name = request.path_params["name"]
        if f"/screenshots/{name}" not in {src for src, *_ in SCREENSHOTS}:
            raise HTTPException(404)
        return FileResponse(Path(screenshots.__path__[0]) / name, media_type="image/png")

    async def take_picture(self, request: Request) -> Response:
        """Make an icon of the picture in the body; for those who run the workspace."""
        session = await self._site.session(request)
        if session is None:
            raise SignInRequired
        self._site.chat.look(session.user_id, _must_run)
        try:
            async with self._reading:
                picture = await asyncio.to_thread(pictures.read, await _body(request))
        except BadPicture as error:
            return PlainTextResponse(str(error), 422)
        await self._site.chat.act(session.user_id, brands.change, Change(picture=picture))
        return Response(status_code=204)

    async def _folder(self, brand: Brand) -> Path:
        found = self._icons.find(brand)
        if found is not None:
            return found
        try:
            async with self._drawing:  # in one thread, however many icons are asked for
                # Together, or a picture could be drawn under the version of the one before it.
                return await asyncio.to_thread(self._icons.made, *await self._site.chat.store.scan(brands.with_picture))
        except (pictures.CannotDraw, OSError):
            log.exception("the icons could not be drawn")
            raise HTTPException(503, "The icons cannot be drawn right now.") from None


def _must_run(tx: Tx, actor: User) -> None:
    actor.must_run_workspace()


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > pictures.MOST_BYTES:
                raise BadPicture(pictures.TOO_MANY_BYTES)
    except ClientDisconnect:
        raise HTTPException(400, "The connection ended before the whole picture arrived.") from None
    return bytes(body)


def _tagged(request: Request, body: bytes, kind: str) -> Response:
    headers = {"etag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
    if request.headers.get("if-none-match", "").removeprefix("W/") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


def _kept(request: Request, answer: Response, brand: Brand) -> Response:
    """An address that names the version may be kept for ever; one without, or of another look, is asked for again."""
    current = request.query_params.get("v") == brand.version
    answer.headers["cache-control"] = FOR_EVER if current else "no-cache"
    return answer
