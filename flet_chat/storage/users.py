"""Users, and the hashes of their passwords, which never leave this file but for `password_hash`."""

from flet_chat.core.errors import NotFound, SignInRequired, Taken
from flet_chat.core.users import Role, User
from flet_chat.storage.rows import Connection, Row
from flet_chat.storage.times import from_text, from_text_or_none, to_text, to_text_or_none

COLUMNS = "id, username, name, role, created_at, deactivated_at, version"


class Users:
    """The table `users`."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add(self, user: User, password_hash: str | None) -> User:
        """Store a new user; raises Taken where the username is in use."""
        row = self._db.execute(
            "insert into users (username, name, role, password_hash, created_at, version)"
            " values (:username, :name, :role, :password_hash, :created_at, :version)"
            " on conflict (username) do nothing returning " + COLUMNS,
            {
                "username": user.username,
                "name": user.name,
                "role": user.role,
                "password_hash": password_hash,
                "created_at": to_text(user.created_at),
                "version": user.version,
            },
        ).fetchone()
        if row is None:
            raise Taken(f"The user name “{user.username}” is taken. Choose another.")
        return _user(row)

    def get(self, user_id: int) -> User:
        """Any user, active or not; raises NotFound."""
        row = self._db.execute("select " + COLUMNS + " from users where id = :id", {"id": user_id}).fetchone()
        if row is None:
            raise NotFound("There is no such person.")
        return _user(row)

    def actor(self, user_id: int) -> User:
        """The person who acts; raises SignInRequired where the account is closed or gone."""
        try:
            user = self.get(user_id)
        except NotFound:
            raise SignInRequired from None
        if not user.active:
            raise SignInRequired("This account was closed. Ask an admin of the workspace.")
        return user

    def by_username(self, username: str) -> User:
        """The user of that handle, as `core.names.username` writes it; raises NotFound."""
        row = self._db.execute(
            "select " + COLUMNS + " from users where username = :username", {"username": username}
        ).fetchone()
        if row is None:
            raise NotFound(f"There is no user called “{username}”.")
        return _user(row)

    def all(self) -> list[User]:
        """Everybody who ever was in the workspace, by name."""
        return [
            _user(row) for row in self._db.execute("select " + COLUMNS + " from users order by name, id").fetchall()
        ]

    def count(self) -> int:
        """How many accounts there are, closed ones included."""
        return int(self._db.execute("select count(*) as n from users").fetchone()["n"])

    def guest_named(self, name: str) -> bool:
        """True if somebody active goes by that display name, upper or lower case."""
        rows = self._db.execute("select name from users where deactivated_at is null").fetchall()
        return any(row["name"].casefold() == name.casefold() for row in rows)

    def update(self, user: User) -> None:
        """Store what may change about a user."""
        self._db.execute(
            "update users set name = :name, role = :role, deactivated_at = :deactivated_at, version = :version"
            " where id = :id",
            {
                "id": user.id,
                "name": user.name,
                "role": user.role,
                "deactivated_at": to_text_or_none(user.deactivated_at),
                "version": user.version,
            },
        )

    def password_hash(self, user_id: int) -> str | None:
        """The argon2id hash, or None for those who have no password (guests, bots)."""
        row = self._db.execute("select password_hash from users where id = :id", {"id": user_id}).fetchone()
        return row["password_hash"] if row else None

    def set_password_hash(self, user_id: int, password_hash: str) -> None:
        """Replace the hash."""
        self._db.execute(
            "update users set password_hash = :password_hash where id = :id",
            {"id": user_id, "password_hash": password_hash},
        )


def _user(row: Row) -> User:
    return User(
        id=row["id"],
        username=row["username"],
        name=row["name"],
        role=Role(row["role"]),
        created_at=from_text(row["created_at"]),
        deactivated_at=from_text_or_none(row["deactivated_at"]),
        version=row["version"],
    )
