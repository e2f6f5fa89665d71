"""What must cost the same in a channel of ten messages and of a million walks along an index, and never sorts."""

from collections.abc import Callable

import pytest

from flet_chat.core.messages import Draft
from flet_chat.core.users import User
from flet_chat.service import channels, messages
from flet_chat.service.ports import Tx
from flet_chat.storage.sqlite.connection import Transaction, connect
from flet_chat.storage.sqlite.store import SQLiteStore
from tests.storage import rows

ANN = 1
DEV = 1


def plans(store: SQLiteStore, work: Callable[[Tx, User], object]) -> list[str]:
    """The plan of every statement that this use case runs, one line for each step of each."""
    connection = connect(store.path)
    statements: list[str] = []
    tx = Transaction(connection)
    tx.now = store.read(lambda tx: tx.now)
    ann = tx.users.get(ANN)
    connection.execute("begin")
    connection.set_trace_callback(statements.append)
    work(tx, ann)
    connection.set_trace_callback(None)
    assert statements
    found = [
        f"{row['detail']}  [{statement}]"
        for statement in statements
        for row in connection.execute("explain query plan " + statement)
    ]
    connection.execute("rollback")
    connection.close()
    return found


@pytest.fixture
def filled(sqlite: SQLiteStore) -> SQLiteStore:
    """A store with a little of everything."""

    def fill(tx: Tx) -> None:
        people = [rows.user(tx, name) for name in ("ann", "bob", "cleo")]
        for name in ("dev", "ops", "general"):
            place = rows.channel(tx, name, *people)
            for n in range(30):
                rows.message(tx, place, people[n % 3], key=f"{name}-{n}")

    sqlite.write_now(fill)
    return sqlite


NEVER_SORTED = {
    "the newest page": lambda tx, ann: messages.latest(tx, ann, DEV),
    "an older page": lambda tx, ann: messages.before(tx, ann, DEV, 20),
    "a newer page": lambda tx, ann: messages.after(tx, ann, DEV, 3),
    "a page around": lambda tx, ann: messages.around(tx, ann, DEV, 7),
    "one message": lambda tx, ann: messages.get(tx, ann, 4),
    "my last message": lambda tx, ann: messages.my_last(tx, ann, DEV),
    "an unread count": lambda tx, ann: channels.entry(tx, ann, DEV),
    "a retry": lambda tx, ann: messages.post(tx, ann, Draft(DEV, "hello", "dev-0")),
    "a post": lambda tx, ann: messages.post(tx, ann, Draft(DEV, "hello", "new")),
    "an edit": lambda tx, ann: messages.edit(tx, ann, 1, "another"),
    "a delete": lambda tx, ann: messages.delete(tx, ann, 1),
    "joining": lambda tx, ann: tx.members.add(DEV, ann.id, tx.now),
    "new events": lambda tx, ann: tx.events.since(3, 500),
    "the last event": lambda tx, ann: tx.events.last_seq(),
    "the first event": lambda tx, ann: tx.events.first_seq(),
    "a sign-in": lambda tx, ann: tx.sessions.by_hash(b"hash", tx.now),
    "a read position": lambda tx, ann: tx.members.set_read({(ann.id, DEV): 3}),
    "a draft": lambda tx, ann: tx.drafts.save({(ann.id, DEV): "x"}, tx.now),
}
SORTED_BY_NAME = {
    "the sidebar": lambda tx, ann: channels.sidebar(tx, ann),
    "my channels": lambda tx, ann: tx.members.channel_ids(ann.id),
}


@pytest.mark.parametrize("name", NEVER_SORTED)
def test_it_never_scans_or_sorts(filled: SQLiteStore, name: str) -> None:
    bad = [step for step in plans(filled, NEVER_SORTED[name]) if step.startswith(("SCAN", "USE TEMP")) and costs(step)]
    assert not bad


@pytest.mark.parametrize("name", SORTED_BY_NAME)
def test_it_scans_nothing_and_sorts_only_my_own_channels(filled: SQLiteStore, name: str) -> None:
    steps = plans(filled, SORTED_BY_NAME[name])
    assert not [step for step in steps if step.startswith("SCAN") and costs(step)]
    assert len([step for step in steps if step.startswith("USE TEMP")]) <= 1


def test_an_unread_count_reads_the_index_alone(filled: SQLiteStore) -> None:
    steps = [step for step in plans(filled, SORTED_BY_NAME["the sidebar"]) if "messages_to_count" in step]
    assert steps
    assert all("COVERING INDEX messages_to_count (channel_id=? AND id>?)" in step for step in steps)


def test_a_scan_would_be_seen(filled: SQLiteStore) -> None:
    def search(tx: Transaction, ann: User) -> None:
        tx.messages._db.execute("select id from messages where text like 'x%' order by text").fetchall()

    steps = plans(filled, search)
    assert any(step.startswith("SCAN messages") and costs(step) for step in steps)
    assert any(step.startswith("USE TEMP B-TREE") and costs(step) for step in steps)


def costs(step: str) -> bool:
    """True unless it is a scan of what is a row or a handful in any workspace."""
    return not step.startswith(("SCAN CONSTANT ROW", "SCAN (subquery"))
