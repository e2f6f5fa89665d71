"""A process in which many senders post through the service as fast as they are told that their post is on disk.

`python -m benchmarks.posting DATA SENDERS SECONDS GROUP` prints how many posts a second were acknowledged; GROUP is the
most posts in one transaction, 0 for what the product does.
"""

import asyncio
import sys
import time
from itertools import count
from pathlib import Path

from benchmarks.messages import message_text
from flet_chat.bootstrap import open_chat
from flet_chat.core.messages import Draft
from flet_chat.service import messages
from flet_chat.service.chat import Chat
from flet_chat.settings import Settings
from flet_chat.storage.sqlite import writer


async def rate(data: Path, senders: int, seconds: float) -> float:
    """Let so many members post for so long; posts per second."""
    chat = open_chat(Settings(data=data))
    try:
        people = chat.store.read(lambda tx: [user.id for user in tx.users.all()])[:senders]
        channel = chat.store.read(lambda tx: tx.channels.general().id)
        start = time.perf_counter()
        posts = await asyncio.gather(*(send(chat, person, channel, start + seconds) for person in people))
        return sum(posts) / (time.perf_counter() - start)
    finally:
        chat.store.close()


async def send(chat: Chat, person: int, channel: int, until: float) -> int:
    """Post one message after the other, each when the one before is on disk; how many there were."""
    run = time.time_ns()
    for number in count():
        if time.perf_counter() >= until:
            return number
        await chat.act(person, messages.post, Draft(channel, message_text(number), f"{run}-{number}"))
    raise AssertionError("count() ends")


if __name__ == "__main__":
    _, folder, how_many, how_long, group = sys.argv
    if int(group):
        writer.MOST_AT_ONCE = int(group)
    print(asyncio.run(rate(Path(folder), int(how_many), float(how_long))))
