"""Pieces: control trees built and encoded once, for any number of tabs."""

import re
import weakref
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import flet as ft
import msgpack
from flet.controls.base_control import BaseControl
from flet.controls.id_counter import ControlId
from flet.messaging.protocol import configure_encode_object_for_msgpack

_encode = configure_encode_object_for_msgpack(BaseControl)

Handler = Callable[[Any, Any], Awaitable[None]]
"""Takes the tab in which it happened and the event's data."""


def pack(value: object) -> bytes:
    """A value or control as Flet's client reads it."""
    packed: bytes = msgpack.packb(value, default=_encode)
    return packed


def plain(value: object) -> Any:
    """A value object as the client gets it, in dictionaries and texts: what is constant is walked only once."""
    return msgpack.unpackb(pack(value))


class Piece:
    """A control tree that any number of tabs show, encoded once; `made` and `Mold.cast` make them.

    Whoever shows a piece keeps it alive: a click finds its piece through `owners`, which forgets a piece with the last
    tab that shows it.
    """

    __slots__ = ("__weakref__", "data", "handlers")

    def __init__(self, data: bytes, handlers: "Handlers") -> None:
        self.data = data
        self.handlers = handlers
        for control_id, _ in handlers:
            owners[control_id] = self


owners: "weakref.WeakValueDictionary[int, Piece]" = weakref.WeakValueDictionary()


def made(control: ft.Control) -> Piece:
    """The piece of a control tree."""
    parts: list[BaseControl] = []
    _prepare(control, parts)
    return Piece(pack(control), {(part._i, event): run for part in parts for event, run in _taken(part).items()})


class Mold:
    """A control tree with holes, walked and encoded once; a cast fills the holes by joining bytes.

    A message row is built for every message: from controls it would take some 0.7 ms, from a mold 0.03.
    Handlers in a mold are `async def handler(what, tab, data)`; a cast says what `what` is.
    """

    def __init__(self, control: ft.Control, **named: ft.Control) -> None:
        parts: list[BaseControl] = []
        _prepare(control, parts)
        self._named = {name: next(n for n, part in enumerate(parts) if part is one) for name, one in named.items()}
        self._handlers = [(n, event, run) for n, part in enumerate(parts) for event, run in _taken(part).items()]
        self._count = len(parts)
        for number, part in enumerate(parts):
            part._i = _ID_HOLES + number
        # Even cuts are constant, odd ones say what goes there: the number of a control, or the name of a hole.
        self._cuts = re.split(rb"(\xce\x7a[\s\S]{3}|[\xa0-\xbf]\xee\x80\x80[a-z]+\xee\x80\x80)", pack(control))

    def cast(self, what: Any, **values: object) -> tuple[bytes, "Handlers", dict[str, int]]:
        """Bytes and handlers for a `Piece`, and the ids of the named controls."""
        first = ControlId.next()
        ids = [first, *(ControlId.next() for _ in range(self._count - 1))]
        data = bytearray()
        for number, cut in enumerate(self._cuts):
            if number % 2 == 0:
                data += cut
            elif cut[0] == 0xCE:
                data += b"\xce" + ids[int.from_bytes(cut[2:], "big")].to_bytes(4, "big")
            else:
                data += msgpack.packb(values[cut[4:-3].decode()])
        handlers: Handlers = {(ids[n], event): partial(run, what) for n, event, run in self._handlers}
        return bytes(data), handlers, {name: ids[n] for name, n in self._named.items()}


Handlers = dict[tuple[int, str], Handler]
_ID_HOLES = 0x7A000000
"""Ids in a mold begin here; no process hands out so many."""


def hole(name: str) -> str:
    """A text to be filled in; `name` is lower-case letters, few enough for a short string."""
    return f"\ue000{name}\ue000"


def _prepare(value: Any, found: list[BaseControl]) -> None:
    """Do for a tree what Flet does when it is mounted: build, before_update and validate each control, parents first.

    Flet's own walk asks each of a control's sixty fields; here only those that were given are looked at.
    """
    if isinstance(value, BaseControl):
        value.build()
        value._before_update_safe()
        found.append(value)
    if isinstance(value, list | tuple):
        for one in value:
            _prepare(one, found)
    elif (given := getattr(value, "_values", None)) is not None:
        for one in given.values():
            _prepare(one, found)
        for name in type(value)._structural_fields:
            _prepare(getattr(value, name), found)


_handlers: "weakref.WeakKeyDictionary[BaseControl, dict[str, Any]]" = weakref.WeakKeyDictionary()


def _taken(control: BaseControl) -> dict[str, Any]:
    return _handlers.pop(control, {})


def on(control: ft.Control, **events: Any) -> ft.Control:
    """Give a control that will be part of a piece its handlers: `on(button, click=open_menu)`."""
    for event in events:
        setattr(control, f"on_{event}", _answered_elsewhere)
    _handlers[control] = dict(events)
    return control


async def _answered_elsewhere() -> None:
    """Makes Flet's client send the event; `WireSession` finds the piece that answers it."""


def fixed(control: ft.Control, control_id: int) -> ft.Control:
    """Give a control an id that is the same in every session; take it from `fixed_id` once, at import."""
    control._i = control_id
    return control


def fixed_id() -> int:
    """An id that no other control in this process will get."""
    return ControlId.next()
