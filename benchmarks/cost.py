"""What a server spends on messages, beyond what it spends on doing nothing."""

import time
from dataclasses import dataclass

from benchmarks.crowd import Crowd, Posted
from benchmarks.server import Server

IDLE_SECONDS = 1.0
AFTERMATH = 2.5
"""Seconds after the last message that still count: read positions, for one, are written with a delay."""


@dataclass(frozen=True)
class Cost:
    """The price of a number of messages."""

    cpu: float
    """Seconds of server CPU a message."""
    frames: float
    """WebSocket messages that all tabs together got, a message."""
    posted: Posted


def of_messages(
    server: Server, crowd: Crowd, group: str, count: int, pace: float = 0.0, only_poster: bool = False
) -> Cost:
    """Post, wait until all is said, and share out the CPU time among the messages."""
    idle = idle_rate(server, crowd, group)
    cpu, clock = server.cpu(), time.monotonic()
    with server.watched():
        posted = crowd.post(group, count, pace, only_poster)
        late_frames = crowd.settle(group, least=AFTERMATH)
    spent = server.cpu() - cpu - idle * (time.monotonic() - clock)
    return Cost(spent / count, (posted.frames + late_frames) / count, posted)


def idle_rate(server: Server, crowd: Crowd, group: str) -> float:
    """Seconds of CPU a second with all tabs connected and nobody doing anything."""
    crowd.settle(group)
    cpu, clock = server.cpu(), time.monotonic()
    time.sleep(IDLE_SECONDS)
    return (server.cpu() - cpu) / (time.monotonic() - clock)
