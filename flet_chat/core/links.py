"""Links that let somebody in: invitations to the workspace, and resets of a password."""

from dataclasses import dataclass
from datetime import datetime, timedelta

INVITE_LIFETIME = timedelta(days=7)
RESET_LIFETIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation; `uses_left` is None where the number of people is not limited."""

    id: int
    creator_id: int | None
    created_at: datetime
    expires_at: datetime | None
    uses_left: int | None
    used: int = 0

    def open(self, now: datetime) -> bool:
        """True while somebody may still come in by it."""
        return (self.expires_at is None or now < self.expires_at) and self.uses_left != 0


@dataclass(frozen=True, slots=True)
class Reset:
    """A link by which one user may choose a new password, once."""

    id: int
    user_id: int
    expires_at: datetime
