"""The files of the client: which there are, under which address they stay for ever, and how one is sent.

`python -m flet_chat.web.files` makes the encoded copies before anybody asks, where an image is built.
"""

import hashlib
import mimetypes
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flet_web import get_package_web_dir
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from flet_chat.web import compress, encodings
from flet_chat.web.compress import Job
from flet_chat.web.compressed import MADE_AT_BUILD, Copies

# Older systems do not know these, and a browser refuses to run what has another type.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("application/wasm", ".wasm")
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("font/otf", ".otf")

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
FOR_EVER = "public, max-age=31536000, immutable"
SHOWN_OF_DIGEST = 16

NOT_SERVED = {
    "index.html",  # ours is templates/index.html
    "manifest.json",  # these two are the brand's
    "favicon.png",
    "python.js",
    "python-worker.js",
    # Fonts that Flutter would load at every start, for formulas and for icons in Apple's style.
    "assets/packages/cupertino_icons/assets/CupertinoIcons.ttf",
}
# Python in the browser and the tables for debuggers are two thirds of the package, and of no use here; nor are
# renderers that Flutter's loader never picks.
NO_FOLDERS = (
    "icons/",
    "pyodide/",
    "canvaskit/experimental_webparagraph/",
    "canvaskit/wimp.",
    "assets/packages/flutter_math_fork/",
)
NO_ENDINGS = (".symbols", ".map")
NEEDED_FIRST = ("main.dart.wasm", "canvaskit/skwasm.wasm", "assets/fonts/MaterialIcons-Regular.otf")
COMPRESSED_ALREADY = {".woff2", ".png"}
SMALL = 256
"""Bytes below which an encoded copy is not worth it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is served; `name` is its address below the base, `digest` tells its content."""

    name: str
    path: Path
    digest: str
    size: int
    kind: str

    @property
    def shrinks(self) -> bool:
        """True if there is a point in encoding it."""
        return self.size >= SMALL and self.path.suffix not in COMPRESSED_ALREADY


class Files:
    """All files of the client. Only what was there at the start is served, so no address can lead anywhere else."""

    def __init__(self, found: Mapping[str, Path]) -> None:
        self._files = {name: _read(name, path) for name, path in found.items()}
        told = "\n".join(f"{name} {file.digest}" for name, file in sorted(self._files.items()))
        self.stamp = hashlib.sha256(told.encode()).hexdigest()[:SHOWN_OF_DIGEST]
        """Another for every other set of files."""
        self.base = f"/_v/{self.stamp}/"
        """The address below which all of them are, and never change."""

    def get(self, name: str) -> File | None:
        """The file of that name."""
        return self._files.get(name)

    def jobs(self) -> list[Job]:
        """What to encode, in the order in which it is needed."""
        order = {name: place for place, name in enumerate(NEEDED_FIRST)}
        shrinking = [file for file in self._files.values() if file.shrinks]
        # The small ones take no time at all.
        shrinking.sort(key=lambda file: (order.get(file.name, len(order)), file.size))
        return [(file.digest, file.path) for file in shrinking]


@cache
def client_files() -> Files:
    """The client as the packages have it, Flet's and ours."""
    package = Path(get_package_web_dir())
    ours = {"assets/FontManifest.json": HERE / "FontManifest.json"}
    ours |= {f"assets/fonts/mono/{path.name}": path for path in (FONTS / "mono").glob("*.woff2")}
    ours |= {f"static/{name}": path for name, path in _below(HERE / "static").items()}
    return Files({name: path for name, path in _below(package).items() if _is_served(name)} | ours)


def answer(request: Request, file: File, copies: Copies, caching: str = "no-cache") -> Response:
    """The file in the best encoding that the browser takes, read from the disk as it goes out."""
    # A weak tag: it stands for the content, in whichever encoding.
    headers = {"etag": f'W/"{file.digest[:SHOWN_OF_DIGEST]}"', "cache-control": caching}
    if file.shrinks:
        headers["vary"] = "accept-encoding"
    if _has(request.headers.get("if-none-match", ""), headers["etag"]):
        return Response(status_code=304, headers=headers)
    there = copies.of(file.digest) if file.shrinks else {}
    encoding = encodings.chosen(request.headers.get("accept-encoding", ""), there)
    if encoding != encodings.IDENTITY:
        headers["content-encoding"] = encoding
    return FileResponse(there.get(encoding, file.path), headers=headers, media_type=file.kind)


def _has(header: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags


def _below(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _is_served(name: str) -> bool:
    return name not in NOT_SERVED and not name.startswith(NO_FOLDERS) and not name.endswith(NO_ENDINGS)


def _read(name: str, path: Path) -> File:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=20)).hexdigest()
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return File(name, path, digest, path.stat().st_size, kind)


if __name__ == "__main__":
    os.umask(0o022)
    MADE_AT_BUILD.mkdir(parents=True, exist_ok=True)
    compress.main(MADE_AT_BUILD, client_files().jobs())
