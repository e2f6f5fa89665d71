"""What a name may look like: of a person, a channel, a workspace."""

import re
import unicodedata

from flet_chat.core.errors import BadName, BlankName, NameTooLong

MAX_NAME = 80
MAX_USERNAME = 40
MAX_CHANNEL_NAME = 60
MAX_PURPOSE = 250

# Zero-width (non-)joiners are kept: Persian and emoji need them. Overrides and isolates are not: they reorder
# the text around them, so that one person could pose as another.
_INVISIBLE = dict.fromkeys(
    code
    for code in (*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x200E, 0x200F, 0x061C, 0xFEFF, 0x2028, 0x2029)
    if chr(code) not in "\t\n"
) | dict.fromkeys((*range(0x202A, 0x202F), *range(0x2060, 0x206A)))


def clean(text: str) -> str:
    """One line without control characters, direction overrides or needless spaces, in NFC."""
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def person(text: str) -> str:
    """The display name of a person; raises BlankName or NameTooLong."""
    return _bounded(clean(text), MAX_NAME)


def workspace(text: str) -> str:
    """The name of a workspace; raises BlankName or NameTooLong."""
    return _bounded(clean(text), MAX_NAME)


def username(text: str) -> str:
    """The unique lower-case handle: `Ann Lee` becomes `ann.lee`; raises BlankName, BadName or NameTooLong."""
    name = _bounded(clean(text.strip().removeprefix("@")), MAX_USERNAME).casefold()
    name = re.sub(r"[^\w.\-]+", "", name.replace(" ", ".")).strip(".-")
    if not re.search(r"\w", name):
        raise BadName("Use letters or digits in the user name.")
    return name


def channel(text: str) -> str:
    """The unique lower-case name of a channel: `# Release 2` becomes `release-2`; raises as `username`."""
    name = _bounded(clean(text.strip().lstrip("#")), MAX_CHANNEL_NAME).casefold()
    name = re.sub(r"-{2,}", "-", re.sub(r"[^\w\-]+", "-", name)).strip("-")
    if not re.search(r"\w", name):
        raise BadName("Use letters or digits in the channel's name.")
    return name


def purpose(text: str) -> str:
    """What a channel is for, in one line, possibly empty; raises NameTooLong."""
    line = clean(text)
    if len(line) > MAX_PURPOSE:
        raise NameTooLong(f"Keep the purpose below {MAX_PURPOSE} characters.")
    return line


def _bounded(name: str, limit: int) -> str:
    if not name:
        raise BlankName
    if len(name) > limit:
        raise NameTooLong(f"Names can have up to {limit} characters. Choose a shorter one.")
    return name
