"""The packets a Flet client sends, and how to find a text field in those it gets."""

from typing import Any

import msgpack

REGISTER, EVENT, UPDATE = 1, 3, 4
REPLACE = 0
"""The operation of a patch that sets a property."""
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


class Fields:
    """Finds text fields by their hint or label in the packets of one tab, wherever these were set."""

    def __init__(self, *wanted: str) -> None:
        self.found: dict[str, int] = {}
        self._wanted = set(filter(None, wanted))
        self._controls: dict[int, dict[str, Any]] = {}

    @property
    def complete(self) -> bool:
        """True once all are found."""
        return not self._wanted

    def look(self, message: bytes) -> bool:
        """Look through a packet; true if nothing is missing any more."""
        if message[:1] == PACKET:
            body = msgpack.unpackb(message[1:], strict_map_key=False)[1]
            self._walk(body)
            for hint in [hint for hint in self._wanted if hint.encode() in message]:
                self._changed(body, hint)
        return self.complete

    def _walk(self, value: Any) -> None:
        if isinstance(value, dict):
            if "_i" in value:
                self._controls[value["_i"]] = value
            self._name(value)
            value = list(value.values())
        if isinstance(value, list):
            for part in value:
                self._walk(part)

    def _name(self, control: dict[str, Any]) -> None:
        if control.get("_c") == "TextField":
            named = str(control.get("hint_text") or control.get("label") or "")
            for hint in [hint for hint in self._wanted if named.startswith(hint)]:
                self._settle(hint, control)

    def _changed(self, body: dict[str, Any], hint: str) -> None:
        """A hint that came later, in a patch: the field is the one inside the control that the patch is for."""
        for operation in body.get("patch", [])[1:]:
            if operation[0] == REPLACE and operation[2] == "hint_text" and str(operation[3]).startswith(hint):
                field = _first_field(self._controls.get(body["id"]))
                if field is not None:
                    self._settle(hint, field)

    def _settle(self, hint: str, control: dict[str, Any]) -> None:
        self.found[hint] = control["_i"]
        self._wanted.discard(hint)
        if self.complete:
            self._controls.clear()


def _first_field(value: Any) -> dict[str, Any] | None:
    if isinstance(value, dict):
        if value.get("_c") == "TextField":
            return value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            field = _first_field(part)
            if field is not None:
                return field
    return None


def _packet(action: int, body: dict[str, Any]) -> bytes:
    return PACKET + bytes(msgpack.packb([action, body]))
