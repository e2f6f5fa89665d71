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

_UNSEEN = {"Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"}
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and a symbol by category, but drawn as nothing


def clean(text: str) -> str:
    """One line without control characters, direction overrides or needless spaces, in NFC; empty if nothing shows."""
    line = " ".join(unicodedata.normalize("NFC", storable(text).translate(_INVISIBLE)).split())
    return line if visible(line) else ""


def storable(text: str) -> str:
    """The text with lone surrogates, which are no characters and cannot be stored, as question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def visible(text: str) -> bool:
    """True if anything in the text can be seen: not only spaces, joiners, marks and fillers."""
    return any(unicodedata.category(mark) not in _UNSEEN and mark not in _FILLERS for mark in text)


def person(text: str) -> str:
    """The display name of a person; raises BlankName or NameTooLong."""
    return _bounded(clean(text), MAX_NAME)


def workspace(text: str) -> str:
    """The name of a workspace; raises BlankName or NameTooLong."""
    return _bounded(clean(text), MAX_NAME)


def username(text: str) -> str:
    """The unique lower-case handle: `Ann Lee` becomes `ann.lee`; raises BlankName, BadName or NameTooLong."""
    name = _bounded(clean(text.strip().removeprefix("@")).casefold(), MAX_USERNAME)
    name = "".join(mark for mark in name.replace(" ", ".") if mark in ".-" or _spells(mark)).strip(".-")
    if not re.search(r"\w", name):
        raise BadName("Use letters or digits in the user name.")
    return name


def channel(text: str) -> str:
    """The unique lower-case name of a channel: `# Release 2` becomes `release-2`; raises as `username`."""
    name = _bounded(clean(text.strip().lstrip("#")).casefold(), MAX_CHANNEL_NAME)
    name = re.sub(r"-{2,}", "-", "".join(mark if _spells(mark) else "-" for mark in name)).strip("-")
    if not re.search(r"\w", name):
        raise BadName("Use letters or digits in the channel's name.")
    return name


def purpose(text: str) -> str:
    """What a channel is for, in one line, possibly empty; raises NameTooLong."""
    line = clean(text)
    if len(line) > MAX_PURPOSE:
        raise NameTooLong(f"Keep the purpose below {MAX_PURPOSE} characters.")
    return line


def initials(name: str) -> str:
    """`AL` for Ann Lee; the first sign of a name without letters."""
    words = [word for word in name.split() if word[0].isalnum()] or name.split()
    first_and_last = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in first_and_last).upper()


def _spells(mark: str) -> bool:
    """True for letters and digits of any script, with the marks that Thai, Hindi and others write vowels with."""
    return mark.isalnum() or mark == "_" or unicodedata.category(mark) in ("Mn", "Mc")


def _bounded(name: str, limit: int) -> str:
    if not name:
        raise BlankName
    if len(name) > limit:
        raise NameTooLong(f"Names can have up to {limit} characters. Choose a shorter one.")
    return name
