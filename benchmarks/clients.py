"""The process in which all headless tabs live; it does what it is told on standard input, one JSON object a line.

A process of its own, so that what the tabs cost is never counted as the server's, and so that the clock that times
a message starts and stops in one place.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop

from benchmarks.tabs import Group, Opening

Answer = dict[str, Any]
LONGEST_ORDER = 1 << 24


class Clients:
    """The groups of tabs, by name, and what can be asked of them."""

    def __init__(self) -> None:
        self._groups: dict[str, Group] = {}
        self._orders: dict[str, Callable[..., Awaitable[Answer]]] = {
            "open": self.open,
            "more": self.more,
            "post": self.post,
            "visit": self.visit,
            "settle": self.settle,
            "close": self.close,
        }

    async def obey(self, line: bytes) -> Answer:
        """Carry out one order; what goes wrong is the answer."""
        order = json.loads(line)
        try:
            return await self._orders[order.pop("do")](**order)
        except Exception as problem:
            return {"error": f"{type(problem).__name__}: {problem}"}

    async def open(self, group: str, opening: dict[str, Any]) -> Answer:
        """Open a group of tabs."""
        self._groups[group] = Group(Opening(**opening))
        return await self.more(group, opening["count"])

    async def more(self, group: str, count: int) -> Answer:
        """Open more tabs of a group."""
        start = time.perf_counter()
        await self._groups[group].open(count)
        return {"seconds": time.perf_counter() - start}

    async def post(self, group: str, count: int, pace: float, only_poster: bool) -> Answer:
        """Post messages and time them; an error if the server dropped a tab."""
        answer = await self._groups[group].post(count, pace, only_poster)
        lost = self._groups[group].lost()
        return {"error": f"The server dropped {lost} tabs."} if lost else answer

    async def visit(self, group: str, stops: list[tuple[str, str]]) -> Answer:
        """Let the first tab of a group go from address to address."""
        delays = []
        for route, expected in stops:
            start = time.perf_counter()
            await self._groups[group].tabs[0].visit(route, expected)
            delays.append(time.perf_counter() - start)
        return {"delays": delays}

    async def settle(self, group: str, least: float, quiet: float) -> Answer:
        """Wait `least` seconds, then until nothing has come for `quiet` seconds."""
        start = last_change = time.perf_counter()
        before = seen = self._groups[group].received()
        while (now := time.perf_counter()) < max(start + least, last_change + quiet):
            await asyncio.sleep(0.02)
            if self._groups[group].received() != seen:
                seen, last_change = self._groups[group].received(), now
        return {"seconds": now - start, "bytes": seen[0] - before[0], "frames": seen[1] - before[1]}

    async def close(self, group: str) -> Answer:
        """Close a group of tabs."""
        self._groups.pop(group).close()
        await asyncio.sleep(0.1)
        return {}


async def main() -> None:
    """Obey until standard input ends."""
    reader = asyncio.StreamReader(limit=LONGEST_ORDER)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    clients = Clients()
    while line := await reader.readline():
        print(json.dumps(await clients.obey(line)), flush=True)


if __name__ == "__main__":
    uvloop.run(main())
