"""A sign-in of a person on one device."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIFETIME = timedelta(days=90)
"""A sign-in that was not used for so long is over."""


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in; `device` is what the browser calls itself, cut short."""

    id: int
    user_id: int
    device: str
    created_at: datetime
    seen_at: datetime
