"""A stranger gets nothing: whatever they try, no byte that a real server sends them holds a name, a text or a count.

Each attempt is also made by somebody who may: they get it, so the test could fail.
"""

import http.client
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgpack
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks import flet_packets
from flet_chat.core.channels import Channel, Kind
from flet_chat.core.messages import Message
from flet_chat.service import channels, users
from flet_chat.ui.history import LIST_ID
from tests.cast import PASSWORD, Clock, Workspace, open_workspace
from tests.cli.served import Server, serving
from tests.transport.clients import Script, open_socket
from tests.ui.client import Client
from tests.ui.screen import message_in

ROOM, PURPOSE, TEXT = "secret-plans", "how the eagle flies", "the eagle lands at noon"
SECRETS = (ROOM, PURPOSE, TEXT)
_numbers = itertools.count()


@dataclass
class House:
    """A running server, the workspace it serves, and what is private in it."""

    server: Server
    workspace: Workspace
    room: Channel
    said: Message

    def cookie(self, username: str) -> str:
        """Sign in; gives the token."""
        status, cookie = self.server.ask("POST", "/signin", {"username": username, "password": PASSWORD})
        assert status == 303
        return cookie.partition("=")[2]

    def enter(self, username: str, address: str = "/c/general", **hello: Any) -> "Guest":
        """Open a tab."""
        guest = Guest(self, Script(self.server.port, self.cookie(username)), address)
        guest.script.open({"address": address, **hello})
        guest.script.put(flet_packets.register(address))
        guest.settle()
        return guest


@dataclass
class Guest:
    """Somebody with an open tab, and all that it was sent."""

    house: House
    script: Script
    address: str
    client: Client = field(default_factory=Client)
    _shown: int = 0

    def settle(self) -> None:
        """Go on until something said now has come back: what was sent before it is here then, too."""
        key = f"settle-{next(_numbers)}"
        self.script.put({"post": {"key": key, "place": str(self.house.workspace.general.id), "text": key}})
        while {"stored": key} not in self.script.items or key.encode() not in self.sent:
            self.script.hear()
        for item in self.script.items[self._shown :]:
            if isinstance(item, bytes):
                self.client.take(item)
        self._shown = len(self.script.items)

    @property
    def sent(self) -> bytes:
        """Every byte that came."""
        items = [item if isinstance(item, bytes) else repr(item).encode() for item in self.script.items]
        return b"".join([*items, repr(self.script.controls).encode()])

    @property
    def knows(self) -> list[str]:
        """Which secrets are in it, but for the address that they gave themselves: Flet sends it back."""
        sent = self.sent.replace(self.address.encode(), b"")
        return [secret for secret in SECRETS if secret.encode() in sent]

    def event(self, control_id: int, name: str, data: Any = None) -> None:
        self.script.put(flet_packets.event(control_id, name, data))

    def go(self, address: str) -> None:
        for packet in flet_packets.go(address):
            self.script.put(packet)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Ann has a private channel; bob is not in it."""
    folder: Path = tmp_path_factory.mktemp("house")
    data = folder / "data"
    data.mkdir()
    workspace = open_workspace(data, Clock())
    room = workspace.act(workspace.ann, channels.create, ROOM, PURPOSE, Kind.PRIVATE)
    said = workspace.post(workspace.ann, room, TEXT)
    with serving(folder, "--data", str(data)) as server:
        yield House(server, workspace, room, said)
    workspace.chat.store.close()


Attempt = Callable[[House, Guest], None]


def by_address(house: House, guest: Guest) -> None:
    guest.go(f"/c/{ROOM}")


def by_permalink(house: House, guest: Guest) -> None:
    guest.go(f"/m/{house.said.id}")


def by_browsing(house: House, guest: Guest) -> None:
    found = [one for one in guest.client.page.within() if one.get("label") == "Browse channels"]
    guest.event(next(one for one in found[0].within() if one.get("on_click")).id, "click")


def by_jumping(house: House, guest: Guest) -> None:
    guest.script.put({"key": "mod+k"})


def by_walking(house: House, guest: Guest) -> None:
    for _ in range(4):
        guest.script.put({"key": "alt+ArrowDown"})
        guest.settle()


@pytest.mark.parametrize("attempt", [by_address, by_permalink, by_browsing, by_jumping, by_walking])
def test_only_a_member_finds_a_private_channel(house: House, attempt: Attempt) -> None:
    member, stranger = house.enter("ann"), house.enter("bob")
    for guest in (member, stranger):
        attempt(house, guest)
        guest.settle()
    assert ROOM in member.knows
    assert stranger.knows == []


@pytest.mark.parametrize("address", [f"/c/{ROOM}", "/m/MESSAGE"])
def test_only_a_member_opens_a_tab_there(house: House, address: str) -> None:
    address = address.replace("MESSAGE", str(house.said.id))
    assert set(house.enter("ann", address).knows) == set(SECRETS)
    assert house.enter("bob", address).knows == []


def test_what_is_private_looks_like_what_is_not_there(house: House) -> None:
    stranger = house.enter("bob")
    looks = []
    for address in (f"/c/{ROOM}", "/c/no-such-room"):
        stranger.go(address)
        stranger.settle()
        looks.append(stranger.client.page.texts())
    assert looks[0] == looks[1]


def test_events_of_a_members_controls_do_nothing_for_a_stranger(house: House) -> None:
    member, stranger = house.enter("ann", f"/c/{ROOM}"), house.enter("bob")
    row = next(row for row in member.client.controls[LIST_ID].get("controls") if message_in(row) == house.said.id)
    member.event(row.id, "hover", True)
    member.settle()
    assert f"/m/{house.said.id}".encode() in member.sent  # the address that its bar copies
    answering = [
        one.id for one in member.client.page.within() if any(name.startswith("on_") for name in one.properties)
    ]
    assert row.id in answering
    assert len(answering) > 10
    for control_id in answering:
        for name, data in (("click", None), ("hover", True), ("long_press", None)):
            stranger.event(control_id, name, data)
    stranger.settle()
    assert stranger.knows == []
    assert f"/m/{house.said.id}".encode() not in stranger.sent


def test_only_a_member_posts_and_edits_there(house: House) -> None:
    member, stranger = house.enter("ann", f"/c/{ROOM}"), house.enter("bob")
    for guest, text in ((member, f"{TEXT} sharp"), (stranger, "knock knock")):
        guest.script.put({"post": {"key": "to-the-room", "place": str(house.room.id), "text": "knock"}})
        guest.script.put({"post": {"key": "to-its-text", "place": f"edit:{house.said.id}", "text": text}})
        guest.settle()
    stored = [{"stored": "to-the-room"} in guest.script.items for guest in (member, stranger)]
    edited = [{"stored": "to-its-text"} in guest.script.items for guest in (member, stranger)]
    assert (stored, edited) == ([True, False], [True, False])
    assert TEXT.encode() in member.sent
    assert stranger.knows == []
    read = house.workspace.look(house.workspace.ann, lambda tx, actor: tx.messages.of(actor).get(house.said.id))
    assert read.text == f"{TEXT} sharp"


def test_what_the_browser_kept_goes_nowhere_for_a_stranger(house: House) -> None:
    kept = {"place": str(house.room.id), "text": "kept"}
    hello = {
        "unsent": [{**kept, "key": f"kept-{next(_numbers)}", "user": house.workspace.bob.id}],
        "draft": {**kept, "key": "", "user": house.workspace.bob.id},
    }
    stranger = house.enter("bob", f"/c/{ROOM}", **hello)
    assert stranger.knows == []
    assert b"kept" in stranger.sent  # it was refused, and is shown to them


def test_what_happens_there_reaches_members_only(house: House) -> None:
    member, stranger = house.enter("ann"), house.enter("bob")
    before = len(stranger.script.items)
    house.workspace.post(house.workspace.ann, house.room, "news of the eagle")
    house.workspace.act(house.workspace.ann, channels.describe, house.room.id, ROOM, PURPOSE + "!")
    house.workspace.act(house.workspace.ann, channels.describe, house.room.id, ROOM, PURPOSE)
    member.go(f"/c/{ROOM}")
    member.settle()
    assert b"news of the eagle" in member.sent
    stranger.settle()
    assert stranger.knows == []
    assert b"eagle" not in stranger.sent
    # Not even a count: nothing came but what their own message and ann's in #general brought.
    patched = [
        msgpack.unpackb(item[1:])[1].get("id") for item in stranger.script.items[before:] if isinstance(item, bytes)
    ]
    assert set(patched) == {LIST_ID}


def test_a_foreign_page_and_a_stranger_are_turned_away_without_a_word(house: House) -> None:
    token, port = house.cookie("ann"), house.server.port
    own = open_socket(port, token=token)  # the same cookie opens the door to a page of ours
    own.send(flet_packets.register(f"/c/{ROOM}"))
    while TEXT.encode() not in own.recv(10):
        pass
    own.close()
    for options in (
        {"token": token, "origin": "https://elsewhere.test"},
        {"token": token, "origin": "null"},
        {"token": "wrong"},
        {"token": None},
        {"token": token[:-1]},
    ):
        with pytest.raises(InvalidStatus) as refused:
            open_socket(port, **options)
        answer = refused.value.response
        assert answer.status_code in (401, 403)
        assert not answer.body
        assert not any(secret in str(answer.headers) for secret in (*SECRETS, "Acme", "ann"))


def test_our_script_without_a_session_hears_only_that_it_must_sign_in(house: House) -> None:
    socket = open_socket(house.server.port, "?v=1&tab=0123456789abcdef&got=0&new=1&z=0", token="wrong")
    assert socket.recv(10) == '{"signin": true}'
    with pytest.raises(ConnectionClosed):
        socket.recv(10)


def test_a_revoked_session_is_cut_off_at_once_and_gets_nothing_more(house: House) -> None:
    token = house.cookie("ann")
    script = Script(house.server.port, token).open({"address": f"/c/{ROOM}"})
    script.put(flet_packets.register(f"/c/{ROOM}"))
    while not any(isinstance(item, bytes) and TEXT.encode() in item for item in script.items):
        script.hear()
    house.workspace.admin(users.end_sessions, house.workspace.ann.id)
    house.workspace.post(house.workspace.ann, house.room, "after the end")
    with pytest.raises(ConnectionClosed):
        listen_for_ever(script)
    assert {"signin": True} in script.controls
    assert b"after the end" not in b"".join(item for item in script.items if isinstance(item, bytes))
    with pytest.raises(InvalidStatus):
        open_socket(house.server.port, token=token)


def listen_for_ever(script: Script) -> None:
    """Until the connection is over."""
    while True:
        script.hear()


@pytest.mark.parametrize("path", [f"/c/{ROOM}", "/m/1", "/", "/c/general", "/nothing/here"])
def test_a_page_says_nothing_to_somebody_who_is_not_signed_in(house: House, path: str) -> None:
    for cookie in ("", "flet_chat_session=wrong"):
        connection = http.client.HTTPConnection("127.0.0.1", house.server.port, timeout=10)
        connection.request("GET", path, headers={"Cookie": cookie, "Accept": "text/html"})
        answer = connection.getresponse()
        said = answer.read().decode() + str(answer.headers).replace(path, "").replace(path.replace("/", "%2F"), "")
        connection.close()
        assert answer.status in (303, 307, 302)
        assert not any(secret in said for secret in SECRETS)
