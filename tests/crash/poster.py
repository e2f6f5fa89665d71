"""A process that posts through the service as fast as it can and says what was acknowledged; run by test_kill.py.

It takes the data folder and, for each of its senders, the number of the next message. A line `sender number id` is
written, unbuffered, once a message is acknowledged. A number that was on its way when an earlier process died is
sent again under the same key, as a client would.
"""

import asyncio
import itertools
import os
import sys
from pathlib import Path

from flet_chat.bootstrap import open_chat
from flet_chat.core.messages import Draft
from flet_chat.service import messages
from flet_chat.settings import Settings


def key(sender: int, number: int) -> str:
    """The client key of a message, which is its text too."""
    return f"{sender}-{number}"


async def post_for_ever(data: Path, numbers: list[int]) -> None:
    """Let every sender post one message after the other."""
    chat = open_chat(Settings(data=data))
    ann, general = chat.store.read(lambda tx: (tx.users.by_username("ann"), tx.channels.general()))

    async def send(sender: int, first: int) -> None:
        for number in itertools.count(first):
            draft = Draft(general.id, key(sender, number), key(sender, number))
            message = await chat.act(ann.id, messages.post, draft)
            os.write(1, f"{sender} {number} {message.id}\n".encode())

    await asyncio.gather(*(send(sender, first) for sender, first in enumerate(numbers)))


if __name__ == "__main__":
    asyncio.run(post_for_ever(Path(sys.argv[1]), [int(number) for number in sys.argv[2:]]))
