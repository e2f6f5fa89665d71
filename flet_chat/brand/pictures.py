"""Hands pictures to the worker and takes what it made of them; nothing here loads a picture itself."""

import json
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from flet_chat.brand.worker import REFUSED, SECONDS
from flet_chat.core.brand import Brand
from flet_chat.core.errors import BadPicture

MOST_BYTES = 5 * 2**20
"""Of a picture that somebody gives us."""
TOO_MANY_BYTES = "That picture is larger than 5 MB. Save it smaller and try again."
TOO_HEAVY = "Reading that picture takes too much time or memory. Save it as a PNG of 512 × 512 pixels and try again."

_one_at_a_time = threading.Lock()
"""Two workers at once would need twice the memory of a small machine."""


class CannotDraw(Exception):
    """The worker failed where it must not; `str()` is what it said."""


def read(data: bytes) -> bytes:
    """A square PNG of at most 1024 pixels, from a PNG, JPEG or SVG. Blocks for about a second; raises BadPicture."""
    if len(data) > MOST_BYTES:
        raise BadPicture(TOO_MANY_BYTES)
    code, made, said = _work(["read"], data)
    if code == 0:
        return made
    raise BadPicture(said if code == REFUSED and said else TOO_HEAVY)


def draw(brand: Brand, picture: bytes, folder: Path) -> None:
    """Fill an existing folder with every file of `brand.drawing`. Blocks for about a second; raises CannotDraw."""
    header = json.dumps(asdict(brand)).encode()
    code, _, said = _work(["draw", str(folder)], header + b"\n" + picture)
    if code != 0:
        raise CannotDraw(said[-2000:] or f"exit code {code}")


def _work(words: list[str], given: bytes) -> tuple[int, bytes, str]:
    command = [sys.executable, "-m", "flet_chat.brand.worker", *words]
    with _one_at_a_time:
        try:
            done = subprocess.run(command, input=given, capture_output=True, timeout=2 * SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return 1, b"", ""
    return done.returncode, done.stdout, done.stderr.decode(errors="replace").strip()
