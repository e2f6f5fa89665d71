"""Patches: frames made by hand, which Flet's client applies like those of Flet's own differ."""

from typing import Any

import msgpack
from flet.messaging.protocol import MessageAction

from flet_chat.service.lines import Frame

_REPLACE, _ADD, _REMOVE = 0, 1, 2


class Patch:
    """Changes to one control, by its id, as one frame; `path` leads from the control to the list that changes."""

    def __init__(self, control_id: int, *path: str | int) -> None:
        self._id = control_id
        path = path or ("controls",)
        self._list = len(path)
        node: list[Any] = [self._list]
        for number, step in reversed(list(enumerate(path))):
            node = [number, {step: node}]
        self._paths = msgpack.packb(node)
        self._operations: list[bytes] = []

    def set(self, field: str, value: bytes) -> "Patch":
        """Give a property of the control itself another value."""
        return self._operation(_REPLACE, 0, field, value)

    def add(self, index: int, value: bytes) -> "Patch":
        """Insert into the list."""
        return self._operation(_ADD, self._list, index, value)

    def replace(self, index: int, value: bytes) -> "Patch":
        """Put something else at a place of the list."""
        return self._operation(_REPLACE, self._list, index, value)

    def remove(self, index: int) -> "Patch":
        """Take out of the list."""
        return self._operation(_REMOVE, self._list, index, b"")

    def fill(self, field: str, values: list[bytes]) -> "Patch":
        """Replace a whole list."""
        return self.set(field, msgpack.Packer().pack_array_header(len(values)) + b"".join(values))

    def __bool__(self) -> bool:
        return bool(self._operations)

    def frame(self) -> Frame:
        """The packet for the client."""
        header = msgpack.Packer(autoreset=False)
        header.pack_array_header(2)
        header.pack(MessageAction.PATCH_CONTROL.value)
        header.pack_map_header(2)
        header.pack("id")
        header.pack(self._id)
        header.pack("patch")
        header.pack_array_header(1 + len(self._operations))
        return Frame(b"\x00" + header.bytes() + self._paths + b"".join(self._operations))

    def _operation(self, kind: int, node: int, key: int | str, value: bytes) -> "Patch":
        head = msgpack.Packer().pack_array_header(3 if kind == _REMOVE else 4)
        self._operations.append(head + msgpack.packb(kind) + msgpack.packb(node) + msgpack.packb(key) + value)
        return self
