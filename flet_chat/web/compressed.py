"""The encoded copies of the client's files: where they are kept, and who makes them."""

import contextlib
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flet_chat.web import compress
from flet_chat.web.compress import Job

log = logging.getLogger(__name__)

MADE_AT_BUILD = Path(sys.prefix) / "share" / "flet-chat" / "client"
"""Looked at first; `python -m flet_chat.web.files` fills it, where an image is built."""
SUFFIXES = {"br": (".br", ".quick"), "gzip": (".gzip",)}
"""The names of the copies by encoding, best first."""


class Copies:
    """Finds encoded copies by the digest of what they were made from."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def of(self, digest: str) -> dict[str, Path]:
        """The copies of a file, by encoding; looked up each time, since they appear while the server runs."""
        return {
            encoding: found
            for encoding, suffixes in SUFFIXES.items()
            for found in [self._first(digest + suffix for suffix in suffixes)]
            if found
        }

    def _first(self, names: Iterator[str]) -> Path | None:
        paths = (folder / name for name in names for folder in self._folders)
        return next((path for path in paths if path.exists()), None)


def cache_folder(data: Path) -> Path:
    """Where copies are kept: one place for all workspaces of this user, or the data folder where there is none."""
    with contextlib.suppress(OSError, RuntimeError):
        caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = caches / "flet-chat" / "client"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # What lies here is run in people's browsers, so nobody else may be able to put it here.
        status = folder.stat()
        if status.st_uid == os.geteuid() and not status.st_mode & 0o022 and os.access(folder, os.W_OK):
            return folder
    return data / "cache" / "client"


@contextmanager
def compressing(jobs: Sequence[Job], folder: Path) -> Iterator[None]:
    """Let the copies that are missing be made, beside what happens meanwhile."""
    missing = [job for job in jobs if not any((place / f"{job[0]}.br").exists() for place in (MADE_AT_BUILD, folder))]
    process = _started(folder) if missing else None
    if process is None:
        yield
        return
    try:
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError), process.stdin as work:
            work.writelines(f"{digest} {path}\n" for digest, path in jobs)
        yield
    finally:
        # Nothing is lost: what is finished stays, and the next start goes on from there.
        process.kill()
        process.wait()


def _started(folder: Path) -> subprocess.Popen[str] | None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.access(folder, os.W_OK):
            raise PermissionError(folder)
        return subprocess.Popen(
            [sys.executable, "-m", compress.__name__, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        )
    except OSError as error:
        log.warning("Browsers get the client uncompressed, four times as slowly: %s cannot be written.", folder)
        log.debug("because of", exc_info=error)
        return None
