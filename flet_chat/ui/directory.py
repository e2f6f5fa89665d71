"""Who is who, and the workspace's name: small, read by every row, kept in memory by events."""

from contextlib import suppress
from datetime import UTC, datetime

from flet_chat.core.brand import Brand
from flet_chat.core.errors import NotFound
from flet_chat.core.users import Role, User
from flet_chat.core.workspace import Access, Workspace
from flet_chat.service.ports import Store
from flet_chat.ui import strings

_NOBODY = User(0, "", strings.NOBODY, Role.MEMBER, datetime(2026, 1, 1, tzinfo=UTC))
_NOWHERE = Workspace("flet-chat", Access.INVITE, datetime(2026, 1, 1, tzinfo=UTC))


class Directory:
    """One per process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.workspace = _NOWHERE
        self.brand = Brand()
        self._users: dict[int, User] = {}
        self.reload()

    def reload(self) -> None:
        """Read everything again."""
        self._users = {user.id: user for user in self._store.read(lambda tx: tx.users.all())}
        self.reload_workspace()

    def reload_workspace(self) -> None:
        """Read the workspace and its brand again."""
        self.brand = self._store.read(lambda tx: tx.brand.get())
        self.workspace = self._store.read(lambda tx: tx.workspace.get()) or _NOWHERE

    def reload_user(self, user_id: int) -> User:
        """Read one user again."""
        user = self._store.read(lambda tx: tx.users.get(user_id))
        self._users[user_id] = user
        return user

    def user(self, user_id: int) -> User:
        """The user, or a placeholder for an id that nobody has."""
        if user_id not in self._users:
            # Somebody new, of whom the event is still to come.
            with suppress(NotFound):
                return self.reload_user(user_id)
        return self._users.get(user_id, _NOBODY)

    def people(self) -> list[User]:
        """Everybody who is active, by name."""
        return sorted((user for user in self._users.values() if user.active), key=lambda u: (u.name.casefold(), u.id))
