"""Sign-ins, kept by the hash of their token: who reads the file cannot sign in with it."""

from datetime import datetime

from flet_chat.core.sessions import LIFETIME, Session
from flet_chat.storage.rows import Connection, Row
from flet_chat.storage.times import from_text, to_text

COLUMNS = "s.id, s.user_id, s.device, s.created_at, s.seen_at"


class Sessions:
    """The table `sessions`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, user_id: int, token_hash: bytes, device: str, now: datetime) -> Session:
        """Store a sign-in."""
        row = self._db.execute(
            "insert into sessions as s (user_id, token_hash, device, created_at, seen_at)"
            " values (:user_id, :token_hash, :device, :now, :now) returning id, user_id, device, created_at, seen_at",
            {"user_id": user_id, "token_hash": token_hash, "device": device, "now": to_text(now)},
        ).fetchone()
        return _session(row)

    def by_hash(self, token_hash: bytes, now: datetime) -> Session | None:
        """The live sign-in of an active user with that token, or None."""
        row = self._db.execute(
            "select " + COLUMNS + " from sessions s join users u on u.id = s.user_id"
            " where s.token_hash = :token_hash and s.seen_at > :oldest and u.deactivated_at is null",
            {"token_hash": token_hash, "oldest": to_text(now - LIFETIME)},
        ).fetchone()
        return _session(row) if row else None

    def of(self, user_id: int) -> list[Session]:
        """The sign-ins of a user, last used first."""
        rows = self._db.execute(
            "select " + COLUMNS + " from sessions s where s.user_id = :user_id order by s.seen_at desc, s.id desc",
            {"user_id": user_id},
        ).fetchall()
        return [_session(row) for row in rows]

    def seen(self, session_id: int, now: datetime) -> None:
        """Note that a sign-in is in use."""
        self._db.execute("update sessions set seen_at = :now where id = :id", {"id": session_id, "now": to_text(now)})

    def prune(self, now: datetime) -> int:
        """Forget the sign-ins that nobody used for LIFETIME; gives their number."""
        oldest = to_text(now - LIFETIME)
        return self._db.execute("delete from sessions where seen_at <= :oldest", {"oldest": oldest}).rowcount

    def end(self, user_id: int, *, only: int | None = None, but: int | None = None) -> list[int]:
        """End the sign-ins of a user: all, `only` one, or all `but` one; gives the ids of those that ended."""
        rows = self._db.execute(
            "delete from sessions where user_id = :user_id and (:only is null or id = :only)"
            " and (:but is null or id <> :but) returning id",
            {"user_id": user_id, "only": only, "but": but},
        ).fetchall()
        return [row["id"] for row in rows]


def _session(row: Row) -> Session:
    return Session(
        id=row["id"],
        user_id=row["user_id"],
        device=row["device"],
        created_at=from_text(row["created_at"]),
        seen_at=from_text(row["seen_at"]),
    )
