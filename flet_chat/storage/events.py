"""The log of events: `seq` rises with every commit and is never used twice."""

import json
from datetime import datetime

from flet_chat.core.events import KINDS, Event, Recorded, decode, encode
from flet_chat.storage.rows import Connection
from flet_chat.storage.times import from_text, to_text


class Events:
    """The table `events`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def append(self, event: Event, now: datetime) -> None:
        """Add an event at the end of the log."""
        self._db.execute(
            "insert into events (kind, body, at) values (:kind, :body, :at)",
            {
                "kind": type(event).__name__,
                "body": json.dumps(encode(event), separators=(",", ":")),
                "at": to_text(now),
            },
        )

    def since(self, seq: int, limit: int) -> list[Recorded]:
        """Up to `limit` events after `seq`, in order; one of a newer version comes as a plain `Event`."""
        rows = self._db.execute(
            "select seq, kind, body, at from events where seq > :seq order by seq limit :limit",
            {"seq": seq, "limit": limit},
        ).fetchall()
        return [
            Recorded(
                row["seq"],
                from_text(row["at"]),
                decode(row["kind"], json.loads(row["body"])) if row["kind"] in KINDS else Event(),
            )
            for row in rows
        ]

    def last_seq(self) -> int:
        """The `seq` of the newest event; 0 before the first."""
        row = self._db.execute("select max(seq) as seq from events").fetchone()
        return int(row["seq"] or 0)

    def first_seq(self) -> int:
        """The `seq` of the oldest event that is still kept; 0 before the first."""
        row = self._db.execute("select min(seq) as seq from events").fetchone()
        return int(row["seq"] or 0)

    def prune(self, before: datetime) -> int:
        """Forget events older than `before` and give their number.

        The newest is kept: it says how far the log has come.
        """
        # Up to the first that is younger, never from the middle: a clock that was set back must not tear a hole.
        return self._db.execute(
            "delete from events where seq < coalesce("
            "(select seq from events where at >= :before order by seq limit 1), (select max(seq) from events))",
            {"before": to_text(before)},
        ).rowcount
