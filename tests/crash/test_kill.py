"""Whatever is killed, whenever: every acknowledged message is there exactly once, and in order."""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from benchmarks.flet_packets import register
from flet_chat.bootstrap import open_chat
from flet_chat.core.workspace import Access
from flet_chat.service import sessions, users
from flet_chat.settings import Settings
from flet_chat.storage.sqlite.connection import connect
from tests.crash.poster import key
from tests.transport.clients import Script

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
        self.ids: dict[str, int | None] = {}
        """By key; the id where the acknowledgement named it."""
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
        self.acknowledged(*(int(word) for word in line.split()))

    def acknowledged(self, sender: int, number: int, message_id: int | None = None) -> None:
        """Note that this message is stored, or so it was said."""
        assert self.next[sender] == number
        self.next[sender] = number + 1
        self.ids[key(sender, number)] = message_id

    def check(self, *, whole: bool = False, on_their_way: int = 1) -> None:
        """Hold it against the file, which is opened as after a crash.

        `whole` looks at every page; of each sender that many may be stored without having been acknowledged.
        """
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
        for acknowledged, message_id in self.ids.items():  # nothing acknowledged is missing or another,
            assert stored.get(acknowledged) == (message_id or stored.get(acknowledged, "missing"))
        assert all(row["text"] == row["client_key"] for row in rows)  # or torn,
        for sender in range(SENDERS):  # and what one sender said is in the order in which it was said
            said = [row["client_key"] for row in rows if row["client_key"].startswith(f"{sender}-")]
            assert said == [key(sender, number) for number in range(len(said))]
            assert 0 <= len(said) - self.next[sender] <= on_their_way


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


def test_a_server_that_is_killed_while_a_browser_posts_over_its_socket_loses_and_doubles_nothing(
    ledger: Ledger,
) -> None:
    chance = random.Random()
    chat = open_chat(Settings(data=ledger.data))
    token = chat.store.write_now(lambda tx: sessions.open_session(tx, tx.users.by_username("ann"), "test"))
    chat.store.close()
    for _ in range(6):
        with serving(ledger) as server:
            assert server.stdout
            port = next(int(found[1]) for line in server.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)", line)))
            typist = Typist(ledger, port, token)
            typist.post_until(ledger.next[0] + chance.randrange(1, MOST))
            server.kill()
            typist.hear_the_rest()
        ledger.check(on_their_way=Typist.AHEAD)
    ledger.check(whole=True, on_their_way=Typist.AHEAD)
    assert ledger.next[0] > 10


class Typist:
    """A browser's script that sends some messages ahead of what is stored, and after a restart all of those again."""

    AHEAD = 5

    def __init__(self, ledger: Ledger, port: int, token: str) -> None:
        self._ledger = ledger
        self._script = Script(port, token)
        self._sent = ledger.next[0] + self.AHEAD
        # What was on its way when the server died is in the hello, as after every rebuilt tab.
        waiting = [
            {"user": 1, "key": key(0, number), "place": "1", "text": key(0, number)}
            for number in range(ledger.next[0], self._sent)
        ]
        self._script.open({"address": "/c/general", "unsent": waiting})
        self._script.put(register("/c/general"))
        self._place: str | None = None

    def post_until(self, number: int) -> None:
        """Post until that many are stored."""
        while self._ledger.next[0] < number:
            self._hear()

    def hear_the_rest(self) -> None:
        """Note what the server has still said."""
        with suppress(ConnectionClosed, TimeoutError):
            while True:
                self._hear()

    def _hear(self) -> None:
        note = self._script.hear()
        if not isinstance(note, dict):
            return
        if note.get("place"):
            self._place = note["place"]
        if "stored" in note:
            self._ledger.acknowledged(0, int(note["stored"].partition("-")[2]))
        while self._place and self._sent < self._ledger.next[0] + self.AHEAD:
            name = key(0, self._sent)
            self._sent += 1
            self._script.put({"post": {"key": name, "place": self._place, "text": name}})


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
