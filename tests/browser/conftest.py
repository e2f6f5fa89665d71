"""A team that is being served, and their windows: one server and one device each for a whole module."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from flet_chat import bootstrap
from flet_chat.core.channels import Kind
from flet_chat.core.messages import Draft
from flet_chat.core.users import Role
from flet_chat.core.workspace import Access
from flet_chat.service import channels, members, messages, users
from flet_chat.service.ports import Tx
from flet_chat.settings import Settings
from tests.browser.window import Window, signed_in
from tests.cast import password_hash
from tests.cli.served import Server, serving

LINES = 320
"""Messages in #history, which bob wrote and ann has read."""


@dataclass
class Team:
    """Ann and bob, both in #general, #dev and #history, on a server in a process of its own."""

    server: Server
    data: Path

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.server.port}"

    def stored(self, channel: str) -> list[str]:
        """What was said in a channel and is on disk, in order."""
        with sqlite3.connect(f"file:{self.data / 'chat.db'}?mode=ro", uri=True) as connection:
            return [text for _, text in self.lines(connection, channel)]

    def number(self, channel: str, text: str) -> int:
        """The id of a message."""
        with sqlite3.connect(f"file:{self.data / 'chat.db'}?mode=ro", uri=True) as connection:
            return next(number for number, said in self.lines(connection, channel) if said == text)

    def lines(self, connection: sqlite3.Connection, channel: str) -> list[tuple[int, str]]:
        """Ids and texts."""
        return connection.execute(
            "select messages.id, text from messages join channels on channels.id = channel_id"
            " where name = ? and messages.kind = 'text' order by messages.id",
            (channel,),
        ).fetchall()


def prepare(data: Path) -> None:
    """Make the team's workspace in an empty folder."""
    chat = bootstrap.open_chat(Settings(data=data))
    chat.store.write_now(_people)
    chat.store.close()


def _people(tx: Tx) -> None:
    ann = users.set_up(tx, "Acme", Access.INVITE, "Ann Lee", "ann", password_hash())
    bob = users.add(tx, "Bob", "bob", Role.MEMBER, password_hash())
    for name in ("dev", "history"):
        members.join(tx, ann, channels.create(tx, bob, name, "", Kind.PUBLIC).id)
    history = channels.by_name(tx, ann, "history")
    last = [messages.post(tx, bob, Draft(history.id, f"line {n}.", f"line-{n}")) for n in range(LINES)][-1]
    tx.members.set_read({(ann.id, history.id): last.id})


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """The team, served."""
    folder = tmp_path_factory.mktemp("team")
    prepare(folder / "data")
    with serving(folder, "--data", str(folder / "data")) as server:
        yield Team(server, folder / "data")


@pytest.fixture(scope="module")
def anns(browser: Browser, team: Team) -> Iterator[BrowserContext]:
    """Ann's computer."""
    context = signed_in(browser, team.server, "ann")
    yield context
    context.close()


@pytest.fixture(scope="module")
def bobs(browser: Browser, team: Team) -> Iterator[BrowserContext]:
    """Bob's computer."""
    context = signed_in(browser, team.server, "bob")
    yield context
    context.close()


@pytest.fixture
def ann(anns: BrowserContext, team: Team) -> Iterator[Window]:
    """A tab of ann's that shows nothing yet."""
    window = Window(anns.new_page(), team.address)
    yield window
    window.close()


@pytest.fixture
def bob(bobs: BrowserContext, team: Team) -> Iterator[Window]:
    """A tab of bob's that shows nothing yet."""
    window = Window(bobs.new_page(), team.address)
    yield window
    window.close()
