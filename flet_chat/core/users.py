"""Who is in the workspace."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from flet_chat.core import names
from flet_chat.core.errors import NotAllowed, WeakPassword

MIN_PASSWORD, MAX_PASSWORD = 8, 256


class Role(StrEnum):
    """What a user may do; a guest sees only channels it was let into."""

    OWNER = "owner"
    ADMIN = "admin"
    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot; `id` is 0 until it is stored."""

    id: int
    username: str
    name: str
    role: Role
    created_at: datetime
    deactivated_at: datetime | None = None
    version: int = 1

    @property
    def active(self) -> bool:
        """False once an admin has closed the account."""
        return self.deactivated_at is None

    @property
    def runs_workspace(self) -> bool:
        """True for those who may change what concerns everybody."""
        return self.role in (Role.OWNER, Role.ADMIN)

    @property
    def is_guest(self) -> bool:
        """True for those who see only the channels they were let into."""
        return self.role is Role.GUEST

    def renamed(self, name: str) -> "User":
        """The same user under another display name; raises Invalid."""
        return replace(self, name=names.person(name), version=self.version + 1)

    def deactivated(self, now: datetime) -> "User":
        """The same user with the account closed."""
        return replace(self, deactivated_at=now, version=self.version + 1)

    def must_run_workspace(self) -> None:
        """Raise NotAllowed unless this user is an owner or admin."""
        if not self.runs_workspace:
            raise NotAllowed

    def must_be_member(self) -> None:
        """Raise NotAllowed for a guest."""
        if self.is_guest:
            raise NotAllowed("Guests cannot do that. Ask a member of the workspace.")


def check_password(password: str) -> str:
    """The password itself if it may be used; raises WeakPassword."""
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise WeakPassword
    return password
