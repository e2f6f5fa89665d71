"""The packets a Flet client sends, and how to find a control in those it gets."""

from typing import Any

import msgpack

REGISTER, PATCH, EVENT, UPDATE = 1, 2, 3, 4
PACKET = b"\0"
"""What every MessagePack packet begins with on Flet's socket."""
PAGE_ID = 1

_NO_INSETS = {"top": 0, "right": 0, "bottom": 0, "left": 0}
_SCREEN = {
    "width": 1280,
    "height": 800,
    "platform": "linux",
    "pwa": False,
    "web": True,
    "debug": False,
    "wasm": True,
    "test": False,
    "multi_view": False,
    "pyodide": False,
    "platform_brightness": "light",
    "media": {
        "padding": _NO_INSETS,
        "view_padding": _NO_INSETS,
        "view_insets": _NO_INSETS,
        "device_pixel_ratio": 1.0,
        "orientation": "landscape",
        "always_use_24_hour_format": False,
    },
}


def register(route: str) -> bytes:
    """The first packet of a tab that shows the address `route`."""
    return _packet(REGISTER, {"session_id": None, "page_name": "", "page": {"route": route, **_SCREEN}})


def event(target: int, name: str, data: Any = None) -> bytes:
    """A control's event, without its `on_`."""
    return _packet(EVENT, {"target": target, "name": name, "data": data})


def type_into(field: int, text: str) -> bytes:
    """What a text field reports after each change, whether anybody listens or not."""
    return _packet(UPDATE, {"id": field, "props": {"value": text}})


def go(route: str) -> tuple[bytes, bytes]:
    """The two packets with which the browser's address bar, or a link, leads to `route`."""
    return _packet(UPDATE, {"id": PAGE_ID, "props": {"route": route}}), event(PAGE_ID, "route_change", {"route": route})


def find_field(message: bytes, hint: str) -> int | None:
    """The id of the text field in this packet whose hint or label begins with `hint`."""
    if message[:1] != PACKET or hint.encode() not in message:
        return None
    return _find(msgpack.unpackb(message[1:], strict_map_key=False), hint)


def _find(value: Any, hint: str) -> int | None:
    if isinstance(value, dict):
        name = value.get("hint_text") or value.get("label") or ""
        if value.get("_c") == "TextField" and isinstance(name, str) and name.startswith(hint):
            return int(value["_i"])
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            found = _find(part, hint)
            if found is not None:
                return found
    return None


def _packet(action: int, body: dict[str, Any]) -> bytes:
    return PACKET + bytes(msgpack.packb([action, body]))
