"""Addresses of the interface: `/c/general`, `/m/1042`."""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class ChannelPlace:
    """A channel, by its name in the address."""

    name: str


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """One message, in its channel."""

    message_id: int


Place = ChannelPlace | MessagePlace | None
"""None where the address names nothing in particular."""


def parse(address: str) -> Place:
    """What an address names; anything can be given."""
    try:
        parts = [unquote(part) for part in urlsplit(address).path.split("/") if part]
    except ValueError:
        return None
    match parts:
        case ["c", name]:
            return ChannelPlace(name)
        case ["m", number] if number.isascii() and number.isdigit() and len(number) < 19:
            return MessagePlace(int(number))
        case _:
            return None


def channel(name: str) -> str:
    """The address of a channel."""
    return f"/c/{quote(name, safe='')}"


def message(message_id: int) -> str:
    """The address of a message, for ever."""
    return f"/m/{message_id}"
