"""When an invitation is open, and which passwords are too weak."""

from datetime import UTC, datetime, timedelta

import pytest

from flet_chat.core.errors import WeakPassword
from flet_chat.core.links import Invite
from flet_chat.core.users import check_password

NOW = datetime(2026, 3, 3, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expires_in", "uses_left", "is_open"),
    [(None, None, True), (1, 1, True), (0, 1, False), (-1, None, False), (None, 0, False)],
)
def test_an_invitation_is_open_until_it_is_old_or_used_up(expires_in, uses_left, is_open) -> None:
    expires = None if expires_in is None else NOW + timedelta(seconds=expires_in)
    assert Invite(1, 1, NOW, expires, uses_left).open(NOW) is is_open


def test_a_password_has_eight_to_256_characters() -> None:
    for good in ("x" * 8, "x" * 256):
        assert check_password(good) == good
    for bad in ("", "x" * 7, "x" * 257):
        with pytest.raises(WeakPassword):
            check_password(bad)
