"""The rules of channels, and of #general above all."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flet_chat.core.channels import Channel, Kind
from flet_chat.core.errors import Archived, NotAllowed
from flet_chat.core.users import Role, User

NOW = datetime(2026, 3, 3, 10, 42, tzinfo=UTC)
GENERAL = Channel(1, "general", Kind.PUBLIC, "", 1, NOW)
DEV = Channel(2, "dev", Kind.PUBLIC, "", 2, NOW)


def test_general_keeps_its_name_but_not_its_purpose() -> None:
    assert GENERAL.described("General", "hello").purpose == "hello"
    with pytest.raises(NotAllowed):
        GENERAL.described("lobby", "")


def test_general_cannot_be_archived() -> None:
    assert DEV.put_away(NOW).archived
    with pytest.raises(NotAllowed):
        GENERAL.put_away(NOW)


def test_an_archived_channel_is_not_open_until_it_is_brought_back() -> None:
    archived = DEV.put_away(NOW)
    with pytest.raises(Archived):
        archived.must_be_open()
    archived.brought_back().must_be_open()


def test_every_change_has_another_version() -> None:
    assert [DEV.described("dev2", "").version, DEV.put_away(NOW).brought_back().version] == [2, 3]


@pytest.mark.parametrize(
    ("role", "user_id", "may"),
    [
        (Role.OWNER, 9, True),
        (Role.ADMIN, 9, True),
        (Role.MEMBER, 2, True),
        (Role.MEMBER, 9, False),
        (Role.GUEST, 2, False),
        (Role.BOT, 9, False),
    ],
)
def test_a_channel_is_run_by_its_maker_and_by_admins(role: Role, user_id: int, may: bool) -> None:
    somebody = replace(User(0, "x", "X", role, NOW), id=user_id)
    if may:
        DEV.must_be_run_by(somebody)
    else:
        with pytest.raises(NotAllowed):
            DEV.must_be_run_by(somebody)
