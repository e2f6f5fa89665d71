"""The other end of `clients.py`: how a figure opens tabs and makes them post."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any, Self

from benchmarks import cores
from benchmarks.tabs import Opening


class Broken(Exception):
    """A figure could not be measured; the message says what went wrong."""


@dataclass(frozen=True)
class Posted:
    """What came of posting messages."""

    delays: list[float]
    """Seconds, a message, from sending it to its arrival at the last recipient."""
    bytes: int
    frames: int
    sample: str
    """A frame that carried a message, in base64, with the marker of message 0 in place of its own."""


class Crowd:
    """All headless tabs, in a process of their own."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.clients"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        os.sched_setaffinity(self._process.pid, cores.for_clients())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()

    def open(self, group: str, opening: Opening) -> float:
        """Open the tabs; the seconds it took until the last one showed its interface."""
        return float(self._ask("open", group, opening=asdict(opening))["seconds"])

    def more(self, group: str, count: int) -> float:
        """Open more tabs of the same kind; the seconds it took."""
        return float(self._ask("more", group, count=count)["seconds"])

    def post(self, group: str, count: int, pace: float = 0.0, only_poster: bool = False) -> Posted:
        """Post `count` messages from the first tab, each when all (or the poster) have the one before."""
        return Posted(**self._ask("post", group, count=count, pace=pace, only_poster=only_poster))

    def visit(self, group: str, stops: list[tuple[str, str]]) -> list[float]:
        """Let the first tab go to each address and wait for the text there; the seconds each took."""
        return list(self._ask("visit", group, stops=stops)["delays"])

    def settle(self, group: str, least: float = 0.0, quiet: float = 0.3) -> int:
        """Wait until the server has said all it has to say; the number of frames that still came."""
        return int(self._ask("settle", group, least=least, quiet=quiet)["frames"])

    def close(self, group: str) -> None:
        """Close the tabs of a group."""
        self._ask("close", group)

    def _ask(self, order: str, group: str, **details: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps({"do": order, "group": group, **details}), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise Broken("The process with the headless tabs died.")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise Broken(f"{order} {group}: {answer['error']}")
        return answer
