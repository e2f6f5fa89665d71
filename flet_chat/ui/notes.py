"""What our script in the browser tells a tab; anything can come from there."""

import logging
from typing import TYPE_CHECKING, Any

from flet_chat.core.messages import MAX_KEY
from flet_chat.service.lines import Note, Unsent
from flet_chat.ui import incoming

if TYPE_CHECKING:
    from flet_chat.ui.tab import ChatTab

log = logging.getLogger(__name__)


def heed(tab: "ChatTab", note: Note) -> None:
    """Do what a note says; one that makes no sense is passed over."""
    try:
        if "post" in note:
            tab.composer.sent(unsent(note["post"]))
        if "visible" in note or "focused" in note:
            tab.look_at(visible=note.get("visible") is not False, focused=note.get("focused") is not False)
        if "draft" in note:
            tab.composer.kept(note["draft"])
        if "size" in note:
            tab.wire.run(tab.places.resized(incoming.number(note["size"], 0)))
        if "key" in note:
            tab.wire.run(tab.keyboard.press(str(note["key"])))
    except Exception as error:  # a stranger can send anything; this tab goes on
        log.debug("a note was passed over: %r", error)


def unsent(value: Any) -> Unsent:
    """A message as the script sends it; raises ValueError, KeyError, TypeError."""
    key, place, text = value["key"], value["place"], value["text"]
    if not all(isinstance(part, str) for part in (key, place, text)) or not 0 < len(key) <= MAX_KEY:
        raise ValueError("not a message")
    return Unsent(key, place, text)
