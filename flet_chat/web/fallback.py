"""Fonts for what Roboto lacks: Flutter asks for a piece when a character of it is shown.

It asks for /fonts/STAMP/FAMILY/VERSION/HASH[.SLICE].woff2, with the names that Google Fonts gives; we have the same
pieces from Fontsource (tools/fonts.py, docs/adr/0010-fonts.md).
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from flet_chat.web.files import FONTS, FOR_EVER, SHOWN_OF_DIGEST

SLICE = re.compile(r"\.(\d{1,3})\.woff2$")
PARTS = {
    # The end of the name in which Google Fonts hides a subset of Noto Sans Symbols 2.
    "jrBWXPM4Q": "braille",
    "ujgfE71": "math",
    "gTBWXPM4Q": "mayan-numerals",
    "vrgfE71": "symbols",
    "prgfE71": "latin-ext",
    "pTgfA": "latin",
}
OTHERWISE = {
    # Flutter knows a slice more than the emoji package has; its characters are in the last one.
    ("notocoloremoji", "11"): "10",
}


class FallbackFonts:
    """`/fonts/…`."""

    def __init__(self, folder: Path = FONTS) -> None:
        self._pieces = _pieces(folder)
        self.routes = [Route("/fonts/{stamp}/{family}/{version}/{name}", self.piece, methods=["GET"])]

    async def piece(self, request: Request) -> Response:
        """One piece, or 404 at once: Flutter then shows a box."""
        family, name = request.path_params["family"], request.path_params["name"]
        found = self._pieces.get((family, _part(family, name)))
        if found is None:
            return Response(status_code=404)
        # The stamp is not compared: a tab that was open during an upgrade still gets what it lacks.
        return FileResponse(found, media_type="font/woff2", headers={"cache-control": FOR_EVER})


@cache
def fonts_base() -> str:
    """The address below which the pieces are; another for every other set of pieces."""
    told = "\n".join(f"{key} {path.stat().st_size}" for key, path in sorted(_pieces(FONTS).items()))
    return f"/fonts/{hashlib.sha256(told.encode()).hexdigest()[:SHOWN_OF_DIGEST]}/"


@cache
def _pieces(folder: Path) -> dict[tuple[str, str], Path]:
    return {(path.parent.name, path.stem): path for path in folder.glob("noto*/*.woff2")}


def _part(family: str, name: str) -> str:
    """What we call the piece: the number of the slice, the subset, or `only`."""
    if found := SLICE.search(name):
        return OTHERWISE.get((family, found[1]), found[1])
    return next((part for end, part in PARTS.items() if name.endswith(f"{end}.woff2")), "only")
