"""Events: they survive the log, say nothing that was said, and are all in docs/events.md."""

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from flet_chat.core.events import KINDS, Event, decode, encode

PAGE = (Path(__file__).parents[2] / "docs/events.md").read_text(encoding="utf-8")


def some(kind: type[Event]) -> Event:
    """One event of this kind, with numbers in it."""
    values: dict[str, Any] = {field.name: 7 for field in fields(kind)}
    if "session_ids" in values:
        values["session_ids"] = (1, 2)
    return kind(**values)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_an_event_survives_the_log(kind: type[Event]) -> None:
    assert decode(kind.__name__, json.loads(json.dumps(encode(some(kind))))) == some(kind)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_an_event_carries_numbers_only(kind: type[Event]) -> None:
    assert {field.type for field in fields(kind)} <= {int, tuple[int, ...]}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_an_event_carries_what_its_audience_is_found_by(kind: type[Event]) -> None:
    needed = {"everyone": set(), "channel": {"channel_id"}, "user": {"user_id"}}
    assert needed[kind.audience] <= {field.name for field in fields(kind)}


def test_a_field_of_a_newer_version_is_passed_over() -> None:
    event = decode("MessageDeleted", {"channel_id": 1, "message_id": 2, "colour": "red"})
    assert encode(event) == {"channel_id": 1, "message_id": 2}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_page_says_the_audience_and_the_fields(kind: type[Event]) -> None:
    row = re.search(rf"^\| `{kind.__name__}` \| (\w+) \|([^|]*)\|", PAGE, re.MULTILINE)
    assert row
    assert row[1] == kind.audience
    assert re.findall(r"\w+", row[2]) == [field.name for field in fields(kind)]
