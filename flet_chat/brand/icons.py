"""Keeps the drawn files of a brand in a folder named after its version, and has them drawn where they are missing.

The folder is a cache: what it holds can be drawn again from the database, so a backup does not need it.
"""

import shutil
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from flet_chat.brand import pictures
from flet_chat.brand.files import DRAWING
from flet_chat.core.brand import Brand

KEPT = 3
"""Versions that are kept, so that going back and forth draws nothing again."""


class Icons:
    """The folder `brand` of a data folder; several processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drawing = threading.Lock()

    def find(self, brand: Brand) -> Path | None:
        """Where the files of that brand are, if they have been drawn."""
        place = self._place(brand)
        return place if place.is_dir() else None

    def made(self, brand: Brand, picture: bytes) -> Path:
        """Where the files of that brand are, drawn now if need be; raises CannotDraw, OSError.

        May take seconds, so it is never called on the event loop or in a transaction.
        """
        with self._drawing:
            return self.find(brand) or self._draw(brand, picture)

    def _draw(self, brand: Brand, picture: bytes) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        # Drawn beside its place and then renamed: whoever finds the folder finds all of it.
        unfinished = Path(tempfile.mkdtemp(prefix=".drawing-", dir=self._folder))
        place = self._place(brand)
        try:
            pictures.draw(brand, picture, unfinished)
            unfinished.chmod(0o755)
            with suppress(OSError):  # another process was quicker, with the same files
                unfinished.rename(place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        self._forget_old(place)
        return place

    def _forget_old(self, now: Path) -> None:
        versions = [path for path in self._folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
        versions.sort(key=_age, reverse=True)
        for path in [one for one in versions if one != now][KEPT - 1 :]:
            shutil.rmtree(path, ignore_errors=True)

    def _place(self, brand: Brand) -> Path:
        return self._folder / f"{brand.version}-{DRAWING}"


def _age(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0
