"""The whole installation: its name, and who may come in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Access(StrEnum):
    """How somebody new gets in: by an invite link, by making an account, or as a guest by name alone."""

    INVITE = "invite"
    OPEN = "open"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class Workspace:
    """What the admin named, and how people come in."""

    name: str
    access: Access
    created_at: datetime
