"""Times as SQLite keeps them: ISO 8601 text in UTC with milliseconds, which sorts as it reads."""

from datetime import UTC, datetime


def to_text(time: datetime) -> str:
    """`2026-03-03T10:42:00.000Z` for an aware time."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def to_text_or_none(time: datetime | None) -> str | None:
    """The same, where there may be no time."""
    return to_text(time) if time else None


def from_text(text: str) -> datetime:
    """The aware time in UTC that `to_text` wrote."""
    return datetime.fromisoformat(text)


def from_text_or_none(text: str | None) -> datetime | None:
    """The same, where there may be no time."""
    return datetime.fromisoformat(text) if text else None
