"""Times as a viewer reads them."""

from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Lens(NamedTuple):
    """The little in a viewer that a row depends on; most viewers of a workspace share one."""

    zone: str = "UTC"
    hour12: bool = False


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """The time zone of that name, or UTC where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def clock(time: datetime, lens: Lens) -> str:
    """`10:42`, or `10:42 AM`."""
    local = time.astimezone(zone(lens.zone))
    if lens.hour12:
        return f"{local.hour % 12 or 12}:{local:%M} {'AM' if local.hour < 12 else 'PM'}"
    return f"{local:%H:%M}"


def day(time: datetime, lens: Lens) -> date:
    """The day on which it was, for this viewer."""
    return time.astimezone(zone(lens.zone)).date()


def day_name(when: date, today: date) -> str:
    """`Tuesday, 3 March`, with the year where it is another."""
    return f"{when:%A}, {when.day} {when:%B}" + (f" {when.year}" if when.year != today.year else "")


def full(time: datetime, lens: Lens) -> str:
    """`Tuesday, 3 March 2026 at 10:42`."""
    when = day(time, lens)
    return f"{when:%A}, {when.day} {when:%B} {when.year} at {clock(time, lens)}"
