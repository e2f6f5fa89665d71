"""Makes the encoded copies of files, in a process of its own: `python -m flet_chat.web.compress FOLDER`.

It reads what to do from standard input, one "DIGEST PATH" a line in the order of need, and imports nothing of ours:
so the server gets its memory back when it ends, and people who chat meanwhile come first.
"""

import contextlib
import fcntl
import os
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli

CHUNK = 2**18
NICENESS = 19
QUICK, BEST = 5, 11
"""Brotli's qualities: 0.3 s and 20 s for the largest file, which becomes 15 % smaller by the latter."""
WINDOW = 20
"""Brotli looks back 2**WINDOW bytes; one step more costs 20 MB of memory and saves next to nothing."""

Job = tuple[str, Path]
"""The digest of a file's content, and where the file is."""
Encoder = Callable[[Iterator[bytes]], Iterator[bytes]]


def main(folder: Path, jobs: list[Job]) -> None:
    """Make what is missing: first something for every file, then the best."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("w") as lock:
        # Two servers may share the folder; the second waits, and finds everything done.
        fcntl.flock(lock, fcntl.LOCK_EX)
        missing = [job for job in jobs if not (folder / f"{job[0]}.br").exists()]
        for digest, path in missing:
            make(path, folder / f"{digest}.gzip", gzipped)
            make(path, folder / f"{digest}.quick", lambda read: brotlied(read, QUICK))
        for digest, path in missing:
            make(path, folder / f"{digest}.br", lambda read: brotlied(read, BEST))
            (folder / f"{digest}.quick").unlink(missing_ok=True)
        forget_others(folder, {digest for digest, _ in jobs})


def make(source: Path, made: Path, encoder: Encoder) -> None:
    """Write an encoded copy; it is there whole or not at all, whatever happens."""
    if made.exists():
        return
    with tempfile.NamedTemporaryFile(dir=made.parent, prefix="part-", delete=False) as part:
        try:
            with source.open("rb") as file:
                part.writelines(encoder(iter(lambda: file.read(CHUNK), b"")))
            part.flush()
            os.fchmod(part.fileno(), 0o644)  # whoever may open the folder may read it, as with any installed file
            os.fsync(part.fileno())
            os.replace(part.name, made)
        except BaseException:
            os.unlink(part.name)
            raise


def gzipped(read: Iterator[bytes]) -> Iterator[bytes]:
    """Gzip, for browsers on plain http: there they accept nothing better."""
    # The time in the head stays zero, so that the same file gives the same bytes.
    encoder = zlib.compressobj(9, zlib.DEFLATED, 31)
    for chunk in read:
        yield encoder.compress(chunk)
    yield encoder.flush()


def brotlied(read: Iterator[bytes], quality: int) -> Iterator[bytes]:
    """Brotli."""
    encoder = brotli.Compressor(quality=quality, lgwin=WINDOW)
    for chunk in read:
        yield encoder.process(chunk)
    yield encoder.finish()


def forget_others(folder: Path, digests: set[str]) -> None:
    """Remove the copies of files that are served no more, and what an interrupted run left."""
    for path in folder.iterdir():
        if path.name != "lock" and path.name.partition(".")[0] not in digests:
            path.unlink(missing_ok=True)


def read_jobs(lines: Iterator[str]) -> list[Job]:
    """What to do."""
    return [(digest, Path(path)) for digest, _, path in (line.rstrip("\n").partition(" ") for line in lines)]


if __name__ == "__main__":
    os.nice(NICENESS)
    # A folder that cannot be written costs only speed, and it was said once already.
    with contextlib.suppress(OSError, KeyboardInterrupt):
        main(Path(sys.argv[1]), read_jobs(iter(sys.stdin.readline, "")))
