"""Reads what a client says: anything can come from there, and what makes no sense is passed over, not reported."""

import math
from typing import Any


class Nonsense(Exception):
    """A client said something that no client of ours says."""


def number(data: Any, name: str | int) -> float:
    """A finite number; raises Nonsense."""
    value = _part(data, name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Nonsense(f"{name} is no number")
    return float(value)


def text(data: Any, name: str | int) -> str:
    """A text; raises Nonsense."""
    value = _part(data, name)
    if not isinstance(value, str):
        raise Nonsense(f"{name} is no text")
    return value


def page(data: Any) -> dict[str, Any]:
    """The properties of its page that a client may set; raises Nonsense."""
    if not isinstance(data, dict):
        raise Nonsense("these are no properties")
    read = {name: one for name, one in data.items() if name in _PAGE}
    for name in ("width", "height"):
        if read.get(name) is not None:
            number(read, name)
    if "route" in read:
        text(read, "route")
    return read


_PAGE = {
    *("route", "width", "height", "media", "platform", "platform_brightness"),
    *("pwa", "web", "debug", "wasm", "test", "multi_view", "pyodide"),
}


def _part(data: Any, name: str | int) -> Any:
    try:
        return data[name]
    except (TypeError, KeyError, IndexError):
        raise Nonsense(f"there is no {name}") from None
