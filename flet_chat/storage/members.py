"""Who is in which channel, and how far they have read."""

from collections.abc import Mapping
from datetime import datetime

from flet_chat.storage.rows import Connection
from flet_chat.storage.times import to_text


class Members:
    """The table `members`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, channel_id: int, user_id: int, now: datetime) -> bool:
        """Put somebody in a channel, with its history as read; False if they were in it."""
        changed = self._db.execute(
            "insert into members (channel_id, user_id, read_id, joined_at) values (:channel_id, :user_id,"
            " coalesce((select max(id) from messages where channel_id = :channel_id), 0), :now)"
            " on conflict (user_id, channel_id) do nothing",
            {"channel_id": channel_id, "user_id": user_id, "now": to_text(now)},
        )
        return changed.rowcount == 1

    def remove(self, channel_id: int, user_id: int) -> bool:
        """Take somebody out of a channel; False if they were not in it."""
        changed = self._db.execute(
            "delete from members where channel_id = :channel_id and user_id = :user_id",
            {"channel_id": channel_id, "user_id": user_id},
        )
        return changed.rowcount == 1

    def has(self, channel_id: int, user_id: int) -> bool:
        """True if that user is in the channel."""
        row = self._db.execute(
            "select 1 from members where user_id = :user_id and channel_id = :channel_id",
            {"channel_id": channel_id, "user_id": user_id},
        ).fetchone()
        return row is not None

    def ids(self, channel_id: int) -> list[int]:
        """Everybody in a channel, in the order in which they joined the workspace."""
        rows = self._db.execute(
            "select user_id from members where channel_id = :channel_id order by user_id", {"channel_id": channel_id}
        ).fetchall()
        return [row["user_id"] for row in rows]

    def count(self, channel_id: int) -> int:
        """How many active people are in a channel."""
        row = self._db.execute(
            "select count(*) as n from members m join users u on u.id = m.user_id"
            " where m.channel_id = :channel_id and u.deactivated_at is null",
            {"channel_id": channel_id},
        ).fetchone()
        return int(row["n"])

    def channel_ids(self, user_id: int) -> list[int]:
        """Every channel that user is in."""
        rows = self._db.execute(
            "select channel_id from members where user_id = :user_id", {"user_id": user_id}
        ).fetchall()
        return [row["channel_id"] for row in rows]

    def read_id(self, channel_id: int, user_id: int) -> int:
        """The last message that counts as read; 0 before the first and for those who are not in the channel."""
        row = self._db.execute(
            "select read_id from members where user_id = :user_id and channel_id = :channel_id",
            {"channel_id": channel_id, "user_id": user_id},
        ).fetchone()
        return int(row["read_id"]) if row else 0

    def set_read(self, positions: Mapping[tuple[int, int], int]) -> None:
        """Store read positions, by (user, channel); the last write wins."""
        self._db.executemany(
            "update members set read_id = :read_id where user_id = :user_id and channel_id = :channel_id",
            [
                {"user_id": user_id, "channel_id": channel_id, "read_id": read_id}
                for (user_id, channel_id), read_id in positions.items()
            ],
        )
