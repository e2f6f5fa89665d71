"""Roughly how tall messages are on screen, to show as many as fit."""

from math import ceil

from flet_chat.core.messages import Message

LINE, AROUND = 20.0, 24.0
"""Logical pixels of a line of text, and of what a message has around its text on average."""
SIGN = 7.2
"""Width of an average sign, in logical pixels."""


def fitting(messages: list[Message], width: float, height: float) -> int:
    """How many of these, from the first on, fit into that space; at least one."""
    used = 0.0
    for count, message in enumerate(messages):
        used += tall(message, width)
        if used > height:
            return max(count, 1)
    return len(messages)


def tall(message: Message, width: float) -> float:
    """About how many logical pixels a message takes at that width."""
    signs = max(width / SIGN, 10.0)
    return AROUND + LINE * sum(max(ceil(len(line) / signs), 1) for line in message.text.split("\n"))
