"""What somebody has written but not sent, by channel."""

from collections.abc import Mapping
from datetime import datetime

from flet_chat.storage.rows import Connection
from flet_chat.storage.times import to_text


class Drafts:
    """The table `drafts`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def get(self, user_id: int, channel_id: int) -> str:
        """The text, empty where there is none."""
        row = self._db.execute(
            "select text from drafts where user_id = :user_id and channel_id = :channel_id",
            {"user_id": user_id, "channel_id": channel_id},
        ).fetchone()
        return str(row["text"]) if row else ""

    def all(self, user_id: int) -> dict[int, str]:
        """Every draft of a user, by channel."""
        rows = self._db.execute(
            "select channel_id, text from drafts where user_id = :user_id", {"user_id": user_id}
        ).fetchall()
        return {row["channel_id"]: row["text"] for row in rows}

    def save(self, drafts: Mapping[tuple[int, int], str], now: datetime) -> None:
        """Store drafts, by (user, channel); the last write wins, and an empty text removes one."""
        self._db.executemany(
            # A draft for a place that is not there must not keep those of everybody else from being stored.
            "insert into drafts (user_id, channel_id, text, updated_at) select u.id, c.id, :text, :now"
            " from users u, channels c where u.id = :user_id and c.id = :channel_id"
            " on conflict (user_id, channel_id) do update set text = excluded.text, updated_at = excluded.updated_at",
            [
                {"user_id": user_id, "channel_id": channel_id, "text": text, "now": to_text(now)}
                for (user_id, channel_id), text in drafts.items()
                if text
            ],
        )
        self._db.executemany(
            "delete from drafts where user_id = :user_id and channel_id = :channel_id",
            [
                {"user_id": user_id, "channel_id": channel_id}
                for (user_id, channel_id), text in drafts.items()
                if not text
            ],
        )
