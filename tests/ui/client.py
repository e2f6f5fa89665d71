"""A Flet client without a screen: keeps the tree of controls as the real one does, packet by packet.

It follows `Control.applyPatch` of Flet's own client. What that passes over in silence (a patch for a control that is
not there) is an error here.
"""

from collections.abc import Iterator
from typing import Any

import msgpack

REGISTER, PATCH, EVENT, UPDATE, INVOKE = 1, 2, 3, 4, 5
REPLACE, ADD, REMOVE, MOVE = range(4)
PAGE_ID = 1


class Control:
    """One control as the client knows it: its id, its type, and its properties."""

    def __init__(self, control_id: int, kind: str) -> None:
        self.id = control_id
        self.kind = kind
        self.properties: dict[str, Any] = {}

    def get(self, name: str, otherwise: Any = None) -> Any:
        """A property, or what stands for its absence."""
        value = self.properties.get(name)
        return otherwise if value is None else value

    @property
    def visible(self) -> bool:
        """What is not hidden."""
        return self.get("visible", True) is not False

    def within(self) -> "Iterator[Control]":
        """This control and all that is shown inside it, in reading order."""
        yield self
        for value in self.properties.values():
            yield from shown_in(value)

    def texts(self) -> list[str]:
        """Everything that can be read in it."""
        return [text for one in self.within() if one.visible and (text := words(one))]


def shown_in(value: Any) -> Iterator[Control]:
    """The controls in a property's value."""
    if isinstance(value, Control):
        if value.visible:
            yield from value.within()
    elif isinstance(value, list):
        for one in value:
            yield from shown_in(one)


def words(control: Control) -> str:
    """What a control itself says."""
    if control.kind in ("Text", "Markdown"):
        return str(control.get("value", ""))
    label = control.get("content") if control.kind.endswith("Button") else None
    return label if isinstance(label, str) else ""


class Client:
    """The controls of one page, and what the server asked of them."""

    def __init__(self) -> None:
        self.controls: dict[int, Control] = {PAGE_ID: Control(PAGE_ID, "Page")}
        self.invoked: list[tuple[int, str, dict[str, Any]]] = []
        self.registered = False

    @property
    def page(self) -> Control:
        """The root of everything."""
        return self.controls[PAGE_ID]

    def take(self, packet: bytes) -> None:
        """Apply a packet of the server."""
        assert packet[:1] == b"\x00", "every packet of the server begins with its marker"
        action, body = msgpack.unpackb(packet[1:], strict_map_key=False, ext_hook=lambda code, data: data)
        if action == REGISTER:
            assert not self.registered, "a page is registered once"
            self.registered = True
            self._merge(self.page, body["page_patch"])
        elif action == PATCH:
            assert body["id"] in self.controls, f"a patch for {body['id']}, which is not there"
            self._patch(self.controls[body["id"]], body["patch"])
        elif action == INVOKE:
            self.invoked.append((body["control_id"], body["name"], body.get("args", {})))
        else:
            raise AssertionError(f"action {action} takes the page away")

    def _merge(self, control: Control, properties: dict[str, Any]) -> None:
        for name, value in properties.items():
            if name in ("_i", "_c"):
                continue
            held = control.properties.get(name)
            if isinstance(held, Control) and isinstance(value, dict) and value.get("_i") == held.id:
                self._merge(held, value)
            else:
                control.properties[name] = self._grown(value)

    def _grown(self, value: Any) -> Any:
        if isinstance(value, dict):
            if "_c" not in value:
                return {key: self._grown(one) for key, one in value.items()}
            control = self.controls[value["_i"]] = Control(value["_i"], value["_c"])
            control.properties = {key: self._grown(one) for key, one in value.items() if key not in ("_i", "_c")}
            return control
        return [self._grown(one) for one in value] if isinstance(value, list) else value

    def _patch(self, root: Control, patch: list[Any]) -> None:
        assert len(patch) > 1, "a patch has a tree of paths and at least one operation"
        paths: dict[int, list[Any]] = {}
        _index(patch[0], [], paths)
        for operation in patch[1:]:
            kind, node = operation[0], self._target(root, paths[operation[1]])
            if kind == REPLACE:
                node[operation[2]] = self._grown(operation[3])
            elif kind == ADD and isinstance(node, list):
                assert 0 <= operation[2] <= len(node), f"nothing can be added at {operation[2]} of {len(node)}"
                node.insert(operation[2], self._grown(operation[3]))
            elif kind == ADD:
                node[operation[2]] = self._grown(operation[3])
            elif kind == REMOVE:
                del node[operation[2]]
            elif kind == MOVE:
                there = self._target(root, paths[operation[3]])
                there.insert(operation[4], node.pop(operation[2]))
            else:
                raise AssertionError(f"operation {kind} is unknown to the client")

    def _target(self, root: Control, path: list[Any]) -> Any:
        value: Any = root
        for step in path:
            value = value.properties[step] if isinstance(value, Control) else value[step]
        return value.properties if isinstance(value, Control) else value


def _index(node: list[Any], path: list[Any], into: dict[int, list[Any]]) -> None:
    into[node[0]] = path
    for step, child in (node[1] if len(node) > 1 else {}).items():
        _index(child, [*path, step], into)
