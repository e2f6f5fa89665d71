"""The contract with Flet 1.0.5: what `ui/wire.py` relies on. A failure here says what an upgrade has changed."""

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import flet as ft
import msgpack
import pytest
from flet.controls.base_control import BaseControl
from flet.controls.id_counter import ControlId
from flet.controls.object_patch import ObjectPatch
from flet.messaging.connection import Connection
from flet.messaging.protocol import Message, MessageAction, RegisterClientResponseBody
from flet.messaging.session import Session

from flet_chat.service import members
from flet_chat.ui import history, shell
from flet_chat.ui.pieces import entry
from flet_chat.ui.wire import PAGE_ID, Mold, Patch, Piece, fixed, fixed_id, hole, made, on, pack, pieces
from tests.cast import Workspace
from tests.ui.client import Client, Control
from tests.ui.screen import Desk, bare

UPGRADE = "flet_chat/ui/wire was written for flet 1.0.5"


def unpacked(data: bytes) -> Any:
    return msgpack.unpackb(data, strict_map_key=False, ext_hook=lambda code, data: data)


def client_with(*rows: ft.Control) -> tuple[Client, int]:
    """A client whose page holds one column with these rows, and the column's id."""
    client, column = Client(), ft.Column([*rows])
    client._merge(client.page, {"views": [unpacked(pack(column))]})
    return client, column._i


def test_flet_is_the_version_that_the_wire_was_written_for() -> None:
    assert ft.version.flet_version == "1.0.5", f"{UPGRADE}: read this file, then change the number"


@pytest.mark.parametrize(
    ("owner", "name", "parameters"),
    [
        (Session, "__init__", ["self", "conn"]),
        (Session, "dispatch_event", ["self", "control_id", "event_name", "event_data"]),
        (Session, "apply_patch", ["self", "control_id", "patch"]),
        (Session, "apply_page_patch", ["self", "patch"]),
        (Session, "get_page_patch", ["self"]),
        (Session, "handle_invoke_method_results", ["self", "control_id", "call_id", "result", "error"]),
        (Connection, "send_message", ["self", "message"]),
        (BaseControl, "_trigger_event", ["self", "event_name", "event_data"]),
        (BaseControl, "_before_update_safe", ["self"]),
        (BaseControl, "build", ["self"]),
    ],
)
def test_flet_has_what_the_wire_calls(owner: type, name: str, parameters: list[str]) -> None:
    method: Callable[..., Any] | None = getattr(owner, name, None)
    assert method is not None, f"{UPGRADE}: {owner.__name__}.{name} is gone"
    found = list(inspect.signature(method).parameters)
    assert found[: len(parameters)] == parameters, f"{UPGRADE}: {owner.__name__}.{name} takes {found} now"


def test_a_session_has_an_index_a_page_and_a_pubsub_client() -> None:
    for name in ("index", "page", "id", "pubsub_client"):
        assert isinstance(getattr(Session, name, None), property), f"{UPGRADE}: Session.{name} is no property any more"


def test_the_numbers_of_the_actions_are_the_same() -> None:
    numbers = {action.name: action.value for action in MessageAction}
    wanted = {
        "REGISTER_CLIENT": 1,
        "PATCH_CONTROL": 2,
        "CONTROL_EVENT": 3,
        "UPDATE_CONTROL_PROPS": 4,
        "INVOKE_METHOD": 5,
    }
    assert {name: numbers.get(name) for name in wanted} == wanted, UPGRADE
    assert unpacked(pack(RegisterClientResponseBody("s", {"a": 1}, ""))).keys() == {"session_id", "page_patch", "error"}


def test_a_control_keeps_what_it_was_given_in_values() -> None:
    text = ft.Text("hello", size=12)
    given = getattr(text, "_values", None)
    assert given is not None, f"{UPGRADE}: a control has no _values"
    assert given.get("value") == "hello", f"{UPGRADE}: _values does not hold what was given"
    assert "controls" in type(ft.Column())._structural_fields or "controls" in ft.Column([text])._values, UPGRADE


def test_every_control_in_a_tree_is_found_by_the_walk() -> None:
    inner = [ft.Text("a"), ft.Text("b"), ft.Icon(ft.Icons.ADD)]
    tree = ft.Container(ft.Column([ft.Row(inner[:2]), ft.Stack([ft.Semantics(content=inner[2])])]))
    found: list[BaseControl] = []
    pieces._prepare(tree, found)
    assert {id(one) for one in inner} <= {id(one) for one in found}
    sent: list[int] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            sent.extend([value["_i"]] if "_i" in value else [])
            value = list(value.values())
        for one in value if isinstance(value, list) else []:
            walk(one)

    walk(unpacked(pack(tree)))
    assert sorted(sent) == sorted(one._i for one in found), f"{UPGRADE}: the walk and the encoder see other controls"


def test_an_encoded_control_has_its_type_and_id() -> None:
    text = ft.Text("hello")
    assert unpacked(pack(text)) == {"_i": text._i, "_c": "Text", "value": "hello"}, UPGRADE


def test_a_handler_becomes_a_flag_that_makes_the_client_send_the_event() -> None:
    async def clicked(tab: Any, data: Any) -> None:
        """Nothing."""

    button = on(ft.TextButton("x"), click=clicked)
    assert unpacked(pack(button)).get("on_click") is True, f"{UPGRADE}: on_click is sent in another way"
    assert made(button).handlers == {(button._i, "click"): clicked}


def flets_own(column: ft.Column, change: Callable[[], None]) -> list[Any]:
    """What Flet's own differ says about a change."""
    ObjectPatch.from_diff(None, column, control_cls=BaseControl)
    pack(column)  # encoding keeps the snapshot that the next difference is taken from
    change()
    patch, _, _ = ObjectPatch.from_diff(column, column, control_cls=BaseControl)
    answer: list[Any] = unpacked(pack(patch.to_message()))
    return answer


def changed(kind: str, column: ft.Column, extra: ft.Text) -> Callable[[], None]:
    def change() -> None:
        if kind == "add":
            column.controls.insert(1, extra)
        elif kind == "replace":
            column.controls[1] = extra
        elif kind == "remove":
            del column.controls[1]
        else:
            column.spacing = 7

    return change


@pytest.mark.parametrize("kind", ["add", "replace", "remove", "set"])
def test_a_patch_changes_a_client_as_flets_own_would(kind: str) -> None:
    rows, extra = [ft.Text("a"), ft.Text("b")], ft.Text("new")
    one, column_id = client_with(*rows)
    other, _ = client_with()
    column = ft.Column([*rows])
    fixed(column, column_id)
    other._merge(other.page, {"views": [unpacked(pack(column))]})
    theirs = flets_own(column, changed(kind, column, extra))
    other._patch(other.controls[column_id], theirs)
    ours = Patch(column_id)
    if kind == "add":
        ours.add(1, pack(extra))
    elif kind == "replace":
        ours.replace(1, pack(extra))
    elif kind == "remove":
        ours.remove(1)
    else:
        ours.set("spacing", pack(7))
    one.take(ours.frame().raw)
    assert bare(one.page) == bare(other.page), f"{UPGRADE}: its differ says {theirs}"
    own = unpacked(ours.frame().raw[1:])[1]["patch"]
    assert {operation[0] for operation in own[1:]} <= {0, 1, 2}
    assert len(own[1]) == len(theirs[1]), f"{UPGRADE}: an operation has another shape: {theirs[1]}"


def test_a_patch_with_a_path_reaches_far_down() -> None:
    client, column_id = client_with(ft.Row([ft.Text("a")]), ft.Row([ft.Text("b")]))
    client.take(Patch(column_id, "controls", 1, "controls").add(0, pack(ft.Text("new"))).frame().raw)
    assert client.controls[column_id].texts() == ["a", "new", "b"]


def test_filling_replaces_a_whole_list() -> None:
    client, column_id = client_with(ft.Text("a"), ft.Text("b"))
    client.take(Patch(column_id).fill("controls", [pack(ft.Text("c"))]).frame().raw)
    assert client.controls[column_id].texts() == ["c"]


def test_a_patch_without_operations_is_none() -> None:
    assert not Patch(1)
    assert Patch(1).remove(0)


def tree(name: str, said: str) -> ft.Control:
    """Something with many kinds of values."""
    row = ft.Row([ft.Text(name, size=13, color=ft.Colors.PRIMARY), ft.IconButton(ft.Icons.ADD, tooltip=said)])
    return ft.Container(ft.Semantics(content=row, label=said), padding=ft.Padding(1, 2, 3, 4), ink=True)


@pytest.mark.parametrize("name", ["x", "x" * 31, "x" * 32, "x" * 300, "日本語 😀", "x" * 70_000, ""])
def test_a_cast_equals_a_piece_that_was_built(name: str) -> None:
    data, _, _ = Mold(tree(hole("name"), hole("said"))).cast(0, name=name, said=f"said {name}")
    one, other = Client(), Client()
    one._merge(one.page, {"views": [unpacked(data)]})
    other._merge(other.page, {"views": [unpacked(made(tree(name, f"said {name}")).data)]})
    if name:
        assert bare(one.page) == bare(other.page)
    assert len(one.controls) == len(other.controls)


def test_every_cast_has_ids_of_its_own_and_knows_its_handlers() -> None:
    async def pressed(what: Any, tab: Any, data: Any) -> None:
        tab.append((what, data))

    button = ft.TextButton("x")
    mold = Mold(on(ft.Container(button), click=pressed), button=button)
    casts = [mold.cast(number) for number in (1, 2)]
    ids = [set(Piece(data, handlers).handlers) for data, handlers, _ in casts]
    assert not ids[0] & ids[1]
    heard: list[Any] = []
    for data, handlers, named in casts:
        root = unpacked(data)
        assert root["content"]["_i"] == named["button"]
        asyncio.run(handlers[root["_i"], "click"](heard, "data"))
    assert heard == [(1, "data"), (2, "data")]


def test_no_id_reaches_into_the_holes_of_a_mold() -> None:
    assert ControlId.next() < pieces._ID_HOLES
    assert pieces._ID_HOLES >= 2**16, "an id below would be packed in fewer bytes"


def test_a_piece_is_forgotten_with_the_last_tab_that_shows_it() -> None:
    async def clicked(tab: Any, data: Any) -> None:
        """Nothing."""

    piece = made(on(ft.TextButton("x"), click=clicked))
    ((control_id, _),) = piece.handlers
    assert pieces.owners.get(control_id) is piece
    del piece
    assert pieces.owners.get(control_id) is None


def test_the_fixed_ids_are_all_different() -> None:
    ids = [value for name, value in vars(shell).items() if name.endswith("_ID") and name != "PAGE_ID"]
    assert len(ids) > 10
    assert history.LIST_ID in ids
    assert len({*ids, fixed_id(), PAGE_ID}) == len(ids) + 2


def test_the_path_to_the_sidebar_leads_there(workspace: Workspace) -> None:
    async def run() -> None:
        screen = await Desk(workspace).open(workspace.ann)
        value: Any = screen.client.page
        for step in shell.SIDEBAR_PATH:
            value = value.properties[step] if isinstance(value, Control) else value[step]
        assert value is screen.slot(shell.SIDEBAR_ID).properties["controls"], "SIDEBAR_PATH leads elsewhere"

    asyncio.run(run())


def test_two_tabs_get_the_very_same_frames(workspace: Workspace) -> None:
    async def run() -> None:
        desk = Desk(workspace)
        one, other = await desk.open(workspace.ann), await desk.open(workspace.bob)
        before = len(one.line.frames), len(other.line.frames)
        workspace.post(workspace.ann, workspace.general, "for everybody")
        await desk.settle()
        frames = one.line.frames[before[0] :], other.line.frames[before[1] :]
        assert len(frames[0]) == len(frames[1]) == 1
        assert frames[0][0] is frames[1][0], "a row is encoded for each tab"
        assert one.said[-1] == other.said[-1] == "for everybody"

    asyncio.run(run())


def test_two_tabs_elsewhere_share_the_frame_of_a_badge_and_the_title(workspace: Workspace) -> None:
    async def run() -> None:
        dev = workspace.channel(workspace.ann, "dev")
        desk = Desk(workspace)
        for who in (workspace.bob, workspace.echo):
            workspace.act(workspace.ann, members.invite, dev.id, who.id)
        one, other = await desk.open(workspace.bob), await desk.open(workspace.echo)
        before = len(one.line.frames), len(other.line.frames)
        workspace.post(workspace.ann, dev, "x")
        await desk.settle()
        frames = one.line.frames[before[0] :], other.line.frames[before[1] :]
        assert [len(each) for each in frames] == [1, 1]
        assert frames[0][0] is frames[1][0]
        assert (one.badge("dev"), one.title) == ("1", "(1) #general · Acme")

    asyncio.run(run())


def test_a_page_registers_whole(workspace: Workspace) -> None:
    async def run() -> None:
        screen = await Desk(workspace).open(workspace.ann)
        action, body = unpacked(screen.line.frames[0].raw[1:])
        assert action == 1
        assert body["page_patch"]["_i"] == PAGE_ID
        assert len(body["page_patch"]["views"]) == 1

    asyncio.run(run())


def test_messages_of_flet_itself_go_over_the_line(workspace: Workspace) -> None:
    async def run() -> None:
        screen = await Desk(workspace).open(workspace.ann)
        screen.tab.wire.send_message(Message(MessageAction.INVOKE_METHOD, {"control_id": 1, "name": "x", "args": {}}))
        assert screen.client.invoked[-1] == (1, "x", {})

    asyncio.run(run())


def test_the_entries_of_the_sidebar_are_cast_once() -> None:
    assert entry.channel(1, "dev", False, 3, False) is entry.channel(1, "dev", False, 3, False)
