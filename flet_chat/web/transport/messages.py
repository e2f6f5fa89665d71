"""Reading what a client says: every size and type is checked here, and nothing wrong raises."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from flet_chat.service.lines import Hello, Unsent

QUERY = 500
"""Bytes of the query that are read."""

UNSENT = 100
"""Unsent messages that one hello may bring."""

TEXT = 200_000
"""Characters of an unsent text; well over what may be posted, so that the refusal comes from the rule for messages."""

JSON = 4_000_000
"""Characters of a control message; reading more would keep everybody waiting."""

KEY = re.compile(r"[\w-]{1,64}", re.ASCII)
LOCALE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8}){0,8}")
THEME = re.compile(r"light|dark|system")
PLACE = re.compile(r"[\x21-\x7e]{1,200}")
ADDRESS = re.compile(r"/(?![/\\])[^\x00-\x20\x7f]{0,2047}")
COUNT = re.compile(r"[0-9]{1,15}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Request:
    """What our script asks for in the query of the WebSocket's address."""

    tab: str
    got: int
    """Items of the server that the client has."""
    new: bool
    """Open the tab if it is not known."""
    inflates: bool


def read_request(query: bytes) -> Request | None:
    """The request of our script, or None for a plain Flet client."""
    fields = dict(parse_qsl(query[:QUERY].decode("latin-1")))
    tab, got = fields.get("tab", ""), fields.get("got", "")
    if fields.get("v") != "1" or not KEY.fullmatch(tab) or not COUNT.fullmatch(got):
        return None
    return Request(tab, int(got), fields.get("new") == "1", fields.get("z") == "1")


def read_json(text: str) -> Mapping[str, Any]:
    """The JSON object in a text, or an empty one; halves of emoji are replaced, since nothing can store them."""
    if len(text) > JSON:
        return {}
    try:
        value = json.loads(text)
        if "\\ud" in text.lower():
            whole = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            value = json.loads(whole)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def is_count(value: object) -> TypeGuard[int]:
    """True for a whole number that can be a count; JSON's true is none."""
    return type(value) is int and value >= 0


def read_hello(text: bytes | str, identity: tuple[int, int]) -> Hello:
    """The hello in the first message of our script; what is missing or wrong has its default."""
    said = read_json(text).get("hello") if isinstance(text, str) else None
    said = said if isinstance(said, dict) else {}
    user_id, session_id = identity
    unsent = said.get("unsent")
    entries = [read_unsent(entry, user_id) for entry in unsent[:UNSENT]] if isinstance(unsent, list) else []
    return Hello(
        user_id,
        session_id,
        address=matching(ADDRESS, said.get("address"), ""),
        zone=read_zone(said.get("zone")),
        locale=matching(LOCALE, said.get("locale"), "en"),
        hour12=said.get("hour12") is True,
        resumable=True,
        visible=said.get("visible") is not False,
        focused=said.get("focused") is not False,
        touch=said.get("touch") is True,
        badge=said.get("badge") is True,
        theme=matching(THEME, said.get("theme"), "system"),
        unsent=tuple(entry for entry in entries if entry is not None and entry.key),
        draft=read_unsent(said.get("draft"), user_id),
    )


def read_unsent(entry: object, user_id: int) -> Unsent | None:
    """A kept text, unless it is malformed or was written by somebody else in the same browser."""
    if not isinstance(entry, dict) or entry.get("user") != user_id:
        return None
    place, text = matching(PLACE, entry.get("place"), ""), entry.get("text")
    if not place or not isinstance(text, str) or not 0 < len(text) <= TEXT:
        return None
    return Unsent(matching(KEY, entry.get("key"), ""), place, text)


def read_zone(value: object) -> str:
    """The name of a time zone that exists here."""
    if not isinstance(value, str) or len(value) > 64:
        return "UTC"
    try:
        return ZoneInfo(value).key
    except (ValueError, KeyError, OSError):  # OSError: a folder of zones, such as "Europe"
        return "UTC"


def matching(pattern: re.Pattern[str], value: object, otherwise: str) -> str:
    """The value if it is a text of this form."""
    return value if isinstance(value, str) and pattern.fullmatch(value) else otherwise
