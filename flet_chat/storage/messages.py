"""Messages, found through the person who looks; a page of history costs the same in any channel."""

from flet_chat.core.errors import NotFound
from flet_chat.core.messages import Kind, Message
from flet_chat.core.users import User
from flet_chat.storage.channels import REACH
from flet_chat.storage.rows import Connection, Row
from flet_chat.storage.times import from_text, from_text_or_none, to_text, to_text_or_none

COLUMNS = (
    "x.id, x.channel_id, x.author_id, x.kind, x.text, x.client_key, x.created_at, x.edited_at, x.deleted_at, x.version"
)


class Messages:
    """The table `messages`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def of(self, actor: User) -> "MessagesOf":
        """The messages that `actor` can see; finding one is being permitted to."""
        return MessagesOf(self._db, actor)

    def add(self, message: Message) -> Message:
        """Store a new message; its id is higher than every other."""
        row = self._db.execute(
            "insert into messages as x (channel_id, author_id, kind, text, client_key, created_at, version)"
            " values (:channel_id, :author_id, :kind, :text, :client_key, :created_at, :version)"
            " returning id, channel_id, author_id, kind, text, client_key, created_at, edited_at, deleted_at, version",
            {
                "channel_id": message.channel_id,
                "author_id": message.author_id,
                "kind": message.kind,
                "text": message.text,
                "client_key": message.client_key,
                "created_at": to_text(message.created_at),
                "version": message.version,
            },
        ).fetchone()
        return _message(row)

    def sent_before(self, author_id: int, client_key: str) -> Message | None:
        """What the author stored under that key earlier, deleted or not."""
        row = self._db.execute(
            "select " + COLUMNS + " from messages x where x.author_id = :author_id and x.client_key = :client_key",
            {"author_id": author_id, "client_key": client_key},
        ).fetchone()
        return _message(row) if row else None

    def update(self, message: Message) -> None:
        """Store what may change about a message."""
        self._db.execute(
            "update messages set text = :text, edited_at = :edited_at, deleted_at = :deleted_at, version = :version"
            " where id = :id",
            {
                "id": message.id,
                "text": message.text,
                "edited_at": to_text_or_none(message.edited_at),
                "deleted_at": to_text_or_none(message.deleted_at),
                "version": message.version,
            },
        )

    def get(self, message_id: int) -> Message | None:
        """A message, whoever asks, or None where it is deleted: for those who route events by audience."""
        row = self._db.execute(
            "select " + COLUMNS + " from messages x where x.id = :id and x.deleted_at is null", {"id": message_id}
        ).fetchone()
        return _message(row) if row else None

    def before(self, channel_id: int, message_id: int, limit: int) -> list[Message]:
        """Up to `limit` messages older than `message_id`, newest first. The caller has found the channel."""
        rows = self._db.execute(
            "select " + COLUMNS + " from messages x where x.channel_id = :channel_id and x.id < :id"
            " and x.deleted_at is null order by x.id desc limit :limit",
            {"channel_id": channel_id, "id": message_id, "limit": limit},
        ).fetchall()
        return [_message(row) for row in rows]

    def after(self, channel_id: int, message_id: int, limit: int) -> list[Message]:
        """Up to `limit` messages newer than `message_id`, oldest first. The caller has found the channel."""
        rows = self._db.execute(
            "select " + COLUMNS + " from messages x where x.channel_id = :channel_id and x.id > :id"
            " and x.deleted_at is null order by x.id limit :limit",
            {"channel_id": channel_id, "id": message_id, "limit": limit},
        ).fetchall()
        return [_message(row) for row in rows]

    def last_by(self, author_id: int, channel_id: int) -> Message | None:
        """The newest text of an author among the last 200 messages of a channel, or None."""
        recent = self.before(channel_id, NEWEST, 200)
        return next((x for x in recent if x.author_id == author_id and x.kind is Kind.TEXT), None)


class MessagesOf:
    """The messages that one person can see."""

    def __init__(self, db: Connection, actor: User) -> None:
        self._db = db
        self._who = {"me": actor.id, "guest": int(actor.is_guest)}

    def get(self, message_id: int) -> Message:
        """One message; raises NotFound where it is deleted or out of reach."""
        row = self._db.execute(
            "select " + COLUMNS + " from messages x join channels c on c.id = x.channel_id"
            " where x.id = :id and x.deleted_at is null and " + REACH,
            {**self._who, "id": message_id},
        ).fetchone()
        if row is None:
            raise NotFound("This message was deleted, or you cannot see it.")
        return _message(row)


NEWEST = 2**62
"""Higher than the id of any message."""


def _message(row: Row) -> Message:
    return Message(
        id=row["id"],
        channel_id=row["channel_id"],
        author_id=row["author_id"],
        kind=Kind(row["kind"]),
        text=row["text"],
        client_key=row["client_key"],
        created_at=from_text(row["created_at"]),
        edited_at=from_text_or_none(row["edited_at"]),
        deleted_at=from_text_or_none(row["deleted_at"]),
        version=row["version"],
    )
