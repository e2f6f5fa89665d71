"""Times as a viewer reads them: zones, twelve hours, summer time, and zones that nobody knows."""

from datetime import UTC, date, datetime

import pytest

from flet_chat.ui import times
from flet_chat.ui.times import Lens

MORNING = datetime(2026, 3, 3, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("UTC", "10:42"),
        ("Europe/Berlin", "11:42"),
        ("America/New_York", "05:42"),
        ("Asia/Kathmandu", "16:27"),
        ("Pacific/Kiritimati", "00:42"),
    ],
)
def test_the_clock_is_that_of_the_viewer(zone: str, shown: str) -> None:
    assert times.clock(MORNING, Lens(zone)) == shown


@pytest.mark.parametrize(("hour", "shown"), [(0, "12:05 AM"), (1, "1:05 AM"), (12, "12:05 PM"), (23, "11:05 PM")])
def test_twelve_hours_begin_with_twelve(hour: int, shown: str) -> None:
    assert times.clock(datetime(2026, 3, 3, hour, 5, tzinfo=UTC), Lens("UTC", hour12=True)) == shown


def test_the_day_is_that_of_the_viewer() -> None:
    assert times.day(MORNING, Lens("UTC")) == date(2026, 3, 3)
    assert times.day(MORNING, Lens("Pacific/Kiritimati")) == date(2026, 3, 4)
    assert times.day(datetime(2026, 3, 3, 1, tzinfo=UTC), Lens("America/New_York")) == date(2026, 3, 2)


def test_summer_time_begins_and_ends() -> None:
    berlin = Lens("Europe/Berlin")
    assert times.clock(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), berlin) == "01:59"
    assert times.clock(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), berlin) == "03:00"
    # In autumn one hour comes twice.
    assert times.clock(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), berlin) == "02:30"
    assert times.clock(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), berlin) == "02:30"


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "", "../../etc/passwd", "/etc/localtime", "Europe", "a\x00b", "x" * 999]
)
def test_an_unknown_zone_is_utc(zone: str) -> None:
    assert times.clock(MORNING, Lens(zone)) == "10:42"


def test_days_have_names_and_another_year_its_number() -> None:
    assert times.day_name(date(2026, 3, 3), date(2026, 12, 31)) == "Tuesday, 3 March"
    assert times.day_name(date(2025, 12, 31), date(2026, 1, 1)) == "Wednesday, 31 December 2025"


def test_the_whole_time_says_everything() -> None:
    assert times.full(MORNING, Lens("UTC")) == "Tuesday, 3 March 2026 at 10:42"
