"""Invitations and password resets, kept by the hash of their token."""

from datetime import datetime

from flet_chat.core.links import Invite, Reset
from flet_chat.storage.rows import Connection, Row
from flet_chat.storage.times import from_text, from_text_or_none, to_text, to_text_or_none

COLUMNS = "id, creator_id, created_at, expires_at, uses_left, used"


class Invites:
    """The table `invites`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, invite: Invite, token_hash: bytes) -> Invite:
        """Store an invitation."""
        row = self._db.execute(
            "insert into invites (token_hash, creator_id, created_at, expires_at, uses_left)"
            " values (:token_hash, :creator_id, :created_at, :expires_at, :uses_left) returning " + COLUMNS,
            {
                "token_hash": token_hash,
                "creator_id": invite.creator_id,
                "created_at": to_text(invite.created_at),
                "expires_at": to_text_or_none(invite.expires_at),
                "uses_left": invite.uses_left,
            },
        ).fetchone()
        return _invite(row)

    def by_hash(self, token_hash: bytes) -> Invite | None:
        """The invitation with that token, whether it is still open or not."""
        row = self._db.execute(
            "select " + COLUMNS + " from invites where token_hash = :token_hash", {"token_hash": token_hash}
        ).fetchone()
        return _invite(row) if row else None

    def all(self) -> list[Invite]:
        """Every invitation, newest first."""
        return [
            _invite(row) for row in self._db.execute("select " + COLUMNS + " from invites order by id desc").fetchall()
        ]

    def use(self, invite_id: int) -> None:
        """Note that somebody came in by it."""
        self._db.execute(
            "update invites set used = used + 1, uses_left = uses_left - 1 where id = :id", {"id": invite_id}
        )

    def remove(self, invite_id: int) -> bool:
        """Revoke an invitation; False if there is none."""
        return self._db.execute("delete from invites where id = :id", {"id": invite_id}).rowcount == 1


class Resets:
    """The table `resets`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, user_id: int, token_hash: bytes, expires_at: datetime) -> None:
        """Store a reset link in place of any earlier one of that user."""
        self._db.execute("delete from resets where user_id = :user_id", {"user_id": user_id})
        self._db.execute(
            "insert into resets (user_id, token_hash, expires_at) values (:user_id, :token_hash, :expires_at)",
            {"user_id": user_id, "token_hash": token_hash, "expires_at": to_text(expires_at)},
        )

    def by_hash(self, token_hash: bytes, now: datetime) -> Reset | None:
        """The reset with that token, if it is still good."""
        row = self._db.execute(
            "select id, user_id, expires_at from resets where token_hash = :token_hash and expires_at > :now",
            {"token_hash": token_hash, "now": to_text(now)},
        ).fetchone()
        return Reset(row["id"], row["user_id"], from_text(row["expires_at"])) if row else None

    def remove_of(self, user_id: int) -> None:
        """Forget the reset links of a user."""
        self._db.execute("delete from resets where user_id = :user_id", {"user_id": user_id})


def _invite(row: Row) -> Invite:
    return Invite(
        id=row["id"],
        creator_id=row["creator_id"],
        created_at=from_text(row["created_at"]),
        expires_at=from_text_or_none(row["expires_at"]),
        uses_left=row["uses_left"],
        used=row["used"],
    )
