"""The tables, as a list of steps that only ever grows; each step and the note that it ran commit together."""

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("flet-chat")


class NewerDatabase(Exception):
    """The file was written by a newer version of flet-chat."""


def migrate(connection: sqlite3.Connection) -> list[str]:
    """Bring the file up to this version; gives the steps that ran. Raises NewerDatabase."""
    db = Database(connection)
    applied = {step.name for step in migrations.applied(db)}
    known = {step.name for step in migrations.pending(db)} | applied
    ours = {name for name in known if name in STEPS}
    if applied - ours:
        raise NewerDatabase(
            "This data was written by a newer version of flet-chat."
            " Install that version or a newer one; nothing was changed."
        )
    if not migrations.pending(db):
        return []
    # Another process may be doing the same at this moment: whoever comes second finds nothing left to do.
    connection.execute("begin immediate")
    try:
        pending = [step.name for step in migrations.pending(db)]
        migrations.apply(db)
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")
    return pending


@migrations()
def m0001_foundation(db: Database) -> None:
    """Workspace, users, sign-ins, links, channels, members, messages, drafts, events."""
    # `autoincrement` where an id must never be used twice, even after its row is gone. The index `messages_to_count`
    # also holds the columns of its own condition, or every message that is counted would be looked up in the table.
    for statement in FOUNDATION.split(";\n"):
        db.execute(statement)


@migrations()
def m0002_brand(db: Database) -> None:
    """How the workspace looks."""
    db.execute(BRAND)


FOUNDATION = """
create table workspace (
    id integer primary key check (id = 1),
    name text not null,
    access text not null,
    created_at text not null
) strict;
create table setup (
    id integer primary key check (id = 1),
    token_hash blob not null
) strict;
create table users (
    id integer primary key autoincrement,
    username text not null unique,
    name text not null,
    role text not null,
    password_hash text,
    created_at text not null,
    deactivated_at text,
    version integer not null
) strict;
create table sessions (
    id integer primary key autoincrement,
    user_id integer not null references users (id),
    token_hash blob not null unique,
    device text not null,
    created_at text not null,
    seen_at text not null
) strict;
create index sessions_of_user on sessions (user_id);
create table invites (
    id integer primary key autoincrement,
    token_hash blob not null unique,
    creator_id integer references users (id),
    created_at text not null,
    expires_at text,
    uses_left integer check (uses_left >= 0),
    used integer not null default 0
) strict;
create table resets (
    id integer primary key autoincrement,
    user_id integer not null references users (id),
    token_hash blob not null unique,
    expires_at text not null
) strict;
create table channels (
    id integer primary key autoincrement,
    name text not null unique,
    kind text not null,
    purpose text not null,
    creator_id integer references users (id),
    created_at text not null,
    archived_at text,
    version integer not null
) strict;
create table members (
    user_id integer not null references users (id),
    channel_id integer not null references channels (id),
    read_id integer not null,
    joined_at text not null,
    primary key (user_id, channel_id)
) strict, without rowid;
create index members_of_channel on members (channel_id, user_id);
create table messages (
    id integer primary key autoincrement,
    channel_id integer not null references channels (id),
    author_id integer not null references users (id),
    kind text not null,
    text text not null,
    client_key text,
    created_at text not null,
    edited_at text,
    deleted_at text,
    version integer not null,
    unique (author_id, client_key)
) strict;
create index messages_of_channel on messages (channel_id, id);
create index messages_to_count on messages (channel_id, id, author_id, kind, deleted_at)
    where kind = 'text' and deleted_at is null;
create table drafts (
    user_id integer not null references users (id),
    channel_id integer not null references channels (id),
    text text not null,
    updated_at text not null,
    primary key (user_id, channel_id)
) strict, without rowid;
create table events (
    seq integer primary key autoincrement,
    kind text not null,
    body text not null,
    at text not null
) strict;
create index events_by_age on events (at)
"""

BRAND = """
create table brand (
    id integer primary key check (id = 1),
    short_name text not null,
    description text not null,
    theme_color text not null,
    background_color text not null,
    accent text not null,
    picture_hash text not null,
    picture blob
) strict
"""

STEPS = {"m0001_foundation", "m0002_brand"}
"""Every step this version knows; a name beyond these says that the file is newer."""
