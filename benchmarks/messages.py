"""The messages that every server under test is given, so that all of them carry the same text."""

import re

MARKER = re.compile(rb"MSG#(\d{8})")
"""Finds a message's number in the bytes of a frame; MessagePack leaves text as it is."""


def marker(number: int) -> str:
    """What message `number` begins with."""
    return f"MSG#{number:08d}"


def message_text(number: int) -> str:
    """Message `number`: a typical line of a team's chat, with Markdown in it."""
    return f"{marker(number)} the deploy of **api-gateway** finished, see `kubectl get pods` or /c/ops, thanks!"
