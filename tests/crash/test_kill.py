"""Whatever is killed, whenever: every acknowledged message is there exactly once, and in order."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from flet_chat.bootstrap import open_chat
from flet_chat.core.workspace import Access
from flet_chat.service import users
from flet_chat.settings import Settings
from flet_chat.storage.sqlite.connection import connect
from tests.crash.poster import key

ROOT = Path(__file__).parents[2]
SENDERS = 6
MOST = 40
"""Acknowledgements after which somebody is killed at the latest."""
SERVE = "from flet_chat_cli.main import run; run()"

pytestmark = pytest.mark.crash


class Ledger:
    """What was acknowledged, held against what is stored."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.ids: dict[str, int] = {}
        self.next = [0] * SENDERS

    def listen(self, poster: "subprocess.Popen[str]", lines: int) -> None:
        """Note that many acknowledgements."""
        assert poster.stdout
        for _ in range(lines):
            self.note(poster.stdout.readline())

    def listen_to_the_end(self, poster: "subprocess.Popen[str]") -> None:
        """Note what a process that was killed has still said; its last line may be torn."""
        assert poster.stdout
        for line in poster.stdout:
            if line.endswith("\n"):
                self.note(line)

    def note(self, line: str) -> None:
        """Note one acknowledgement."""
        sender, number, message_id = (int(word) for word in line.split())
        assert self.next[sender] == number
        self.next[sender] = number + 1
        self.ids[key(sender, number)] = message_id

    def check(self, *, whole: bool = False) -> None:
        """Hold it against the file, which is opened as after a crash; `whole` looks at every page."""
        connection = connect(self.data / "chat.db")
        rows = connection.execute(
            "select id, client_key, text from messages where kind = 'text' order by id"
        ).fetchall()
        if whole:
            assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
            assert connection.execute("pragma foreign_key_check").fetchall() == []
        connection.close()
        stored = {row["client_key"]: row["id"] for row in rows}
        assert len(stored) == len(rows)  # nothing is doubled,
        assert stored | self.ids == stored  # nothing acknowledged is missing or another,
        assert all(row["text"] == row["client_key"] for row in rows)  # or torn,
        for sender in range(SENDERS):  # and what one sender said is in the order in which it was said
            said = [row["client_key"] for row in rows if row["client_key"].startswith(f"{sender}-")]
            assert said == [key(sender, number) for number in range(len(said))]
            assert len(said) - self.next[sender] in (0, 1)  # at most the one that was on its way


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger for a workspace of ann's."""
    chat = open_chat(Settings(data=tmp_path))
    chat.store.write_now(lambda tx: users.set_up(tx, "Acme", Access.INVITE, "Ann", "ann", "no password"))
    chat.store.close()
    return Ledger(tmp_path)


@contextmanager
def running(*command: str) -> Iterator["subprocess.Popen[str]"]:
    """A Python process whose output can be read; it is killed at the end, if it was not before."""
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def posting(ledger: Ledger) -> AbstractContextManager["subprocess.Popen[str]"]:
    """A process that posts, beginning with what was not acknowledged yet."""
    return running("-m", "tests.crash.poster", str(ledger.data), *map(str, ledger.next))


def serving(ledger: Ledger) -> AbstractContextManager["subprocess.Popen[str]"]:
    """A server of that workspace."""
    return running("-c", SERVE, "serve", "--data", str(ledger.data), "--host", "127.0.0.1", "--port", "0")


def test_a_process_that_is_killed_while_it_posts_loses_and_doubles_nothing(ledger: Ledger) -> None:
    chance = random.Random()
    for round_ in range(50):
        with posting(ledger) as poster:
            ledger.listen(poster, chance.randrange(1, MOST))
            poster.kill()
            ledger.listen_to_the_end(poster)
        ledger.check(whole=round_ % 10 == 9)
    assert len(ledger.ids) > 50


def test_a_server_that_is_killed_beside_a_process_that_posts_costs_it_nothing(ledger: Ledger) -> None:
    chance = random.Random()
    with posting(ledger) as poster:
        for _ in range(12):
            with serving(ledger) as server:
                assert server.stdout
                assert "served" in server.stdout.readline()
                ledger.listen(poster, chance.randrange(1, MOST))
                server.kill()
            ledger.listen(poster, chance.randrange(1, MOST))
        poster.kill()
        ledger.listen_to_the_end(poster)
    ledger.check(whole=True)


@pytest.mark.parametrize(
    "harm",
    [
        "delete from messages where client_key = '0-1'",
        "update messages set text = 'torn' where client_key = '0-1'",
        "update messages set id = 9999 where client_key = '0-1'",
        "update messages set client_key = null where client_key = '0-1'",
    ],
)
def test_a_loss_would_be_seen(ledger: Ledger, harm: str) -> None:
    with posting(ledger) as poster:
        while ledger.next[0] < 3:
            ledger.listen(poster, 1)
        poster.kill()
        ledger.listen_to_the_end(poster)
    ledger.check()
    connection = connect(ledger.data / "chat.db")
    connection.execute(harm)
    connection.close()
    with pytest.raises(AssertionError):
        ledger.check()
