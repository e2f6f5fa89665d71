"""Channels, found through the person who looks."""

from flet_chat.core.channels import UNREAD_CAP, Channel, Entry, Kind, Listing
from flet_chat.core.errors import NotFound, Taken
from flet_chat.core.users import User
from flet_chat.storage.rows import Connection, Row
from flet_chat.storage.times import from_text, from_text_or_none, to_text, to_text_or_none

COLUMNS = "c.id, c.name, c.kind, c.purpose, c.creator_id, c.created_at, c.archived_at, c.version"

# What a person can see: public channels unless they are a guest, and every channel they are in.
REACH = (
    "((c.kind = 'public' and :guest = 0)"
    " or exists (select 1 from members r where r.channel_id = c.id and r.user_id = :me))"
)

# Counting stops at UNREAD_CAP, so a count costs the same in a channel of ten messages and of a million.
UNREAD = (
    "(select count(*) from (select 1 from messages u where u.channel_id = c.id and u.id > m.read_id"
    " and u.kind = 'text' and u.deleted_at is null and u.author_id <> :me limit :cap)) as unread"
)


class Channels:
    """The table `channels`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of(self, actor: User) -> "ChannelsOf":
        """The channels that `actor` can see; finding one is being permitted to."""
        return ChannelsOf(self._db, actor)

    def add(self, channel: Channel) -> Channel:
        """Store a new channel; raises Taken."""
        row = self._db.execute(
            "insert into channels (name, kind, purpose, creator_id, created_at, version)"
            " values (:name, :kind, :purpose, :creator_id, :created_at, :version)"
            " on conflict (name) do nothing"
            " returning id, name, kind, purpose, creator_id, created_at, archived_at, version",
            {
                "name": channel.name,
                "kind": channel.kind,
                "purpose": channel.purpose,
                "creator_id": channel.creator_id,
                "created_at": to_text(channel.created_at),
                "version": channel.version,
            },
        ).fetchone()
        if row is None:
            raise _taken(channel)
        return _channel(row)

    def update(self, channel: Channel) -> None:
        """Store what may change about a channel; raises Taken."""
        other = self._db.execute(
            "select 1 from channels where name = :name and id <> :id", {"name": channel.name, "id": channel.id}
        ).fetchone()
        if other:
            raise _taken(channel)
        self._db.execute(
            "update channels set name = :name, purpose = :purpose, archived_at = :archived_at, version = :version"
            " where id = :id",
            {
                "id": channel.id,
                "name": channel.name,
                "purpose": channel.purpose,
                "archived_at": to_text_or_none(channel.archived_at),
                "version": channel.version,
            },
        )

    def get(self, channel_id: int) -> Channel:
        """A channel, whoever asks: for the server's own work; raises NotFound."""
        row = self._db.execute("select " + COLUMNS + " from channels c where c.id = :id", {"id": channel_id}).fetchone()
        return _found(row)

    def general(self) -> Channel:
        """The channel that everybody is in."""
        row = self._db.execute(
            "select " + COLUMNS + " from channels c where c.name = 'general' and c.kind = 'public'"
        ).fetchone()
        return _found(row)

    def private_ids(self) -> set[int]:
        """The ids of all private channels, for those who route events."""
        rows = self._db.execute("select id from channels where kind = 'private'").fetchall()
        return {row["id"] for row in rows}


class ChannelsOf:
    """The channels that one person can see."""

    def __init__(self, db: Connection, actor: User) -> None:
        self._db = db
        self._who = {"me": actor.id, "guest": int(actor.is_guest)}

    def get(self, channel_id: int) -> Channel:
        """One channel; raises NotFound where it is out of reach."""
        row = self._db.execute(
            "select " + COLUMNS + " from channels c where c.id = :id and " + REACH, {**self._who, "id": channel_id}
        ).fetchone()
        return _found(row)

    def by_name(self, name: str) -> Channel:
        """The channel of that name; raises NotFound where it is out of reach."""
        row = self._db.execute(
            "select " + COLUMNS + " from channels c where c.name = :name and " + REACH, {**self._who, "name": name}
        ).fetchone()
        return _found(row)

    def entries(self) -> list[Entry]:
        """The channels this person is in, by name, with what is unread; archived ones are left out."""
        rows = self._db.execute(
            "select " + COLUMNS + ", m.read_id, " + UNREAD + " from members m join channels c on c.id = m.channel_id"
            " where m.user_id = :me and c.archived_at is null order by c.name",
            {"me": self._who["me"], "cap": UNREAD_CAP},
        ).fetchall()
        return [_entry(row) for row in rows]

    def entry(self, channel_id: int) -> Entry:
        """One of them; raises NotFound where this person is not in it."""
        row = self._db.execute(
            "select " + COLUMNS + ", m.read_id, " + UNREAD + " from members m join channels c on c.id = m.channel_id"
            " where m.user_id = :me and c.id = :id",
            {"me": self._who["me"], "cap": UNREAD_CAP, "id": channel_id},
        ).fetchone()
        if row is None:
            raise NotFound("You are not in this channel.")
        return _entry(row)

    def listings(self) -> list[Listing]:
        """Every channel this person can see, archived ones last, with the number of active members."""
        rows = self._db.execute(
            "select " + COLUMNS + ", (select count(*) from members n join users u on u.id = n.user_id"
            " where n.channel_id = c.id and u.deactivated_at is null) as members,"
            " exists (select 1 from members j where j.channel_id = c.id and j.user_id = :me) as joined"
            " from channels c where " + REACH + " order by c.archived_at is not null, c.name",
            self._who,
        ).fetchall()
        return [Listing(_channel(row), row["members"], bool(row["joined"])) for row in rows]


def _found(row: Row | None) -> Channel:
    if row is None:
        raise NotFound("This channel does not exist, or you cannot see it.")
    return _channel(row)


def _taken(channel: Channel) -> Taken:
    # The sentence is the same where the other channel is private: it says no more than that the name is in use.
    return Taken(f"There is a channel called “{channel.name}” already. Choose another name.")


def _entry(row: Row) -> Entry:
    return Entry(_channel(row), row["unread"], row["read_id"])


def _channel(row: Row) -> Channel:
    return Channel(
        id=row["id"],
        name=row["name"],
        kind=Kind(row["kind"]),
        purpose=row["purpose"],
        creator_id=row["creator_id"],
        created_at=from_text(row["created_at"]),
        archived_at=from_text_or_none(row["archived_at"]),
        version=row["version"],
    )
