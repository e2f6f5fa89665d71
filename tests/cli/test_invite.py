"""Invitation links from the command line."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from flet_chat.bootstrap import open_chat
from flet_chat.core.links import Invite
from flet_chat.settings import Settings
from flet_chat_cli.errors import Refused
from flet_chat_cli.invite import duration
from tests.cli.conftest import Typed


def test_nothing_but_the_link_goes_to_standard_output(typed: Typed, acme: Path) -> None:
    done = typed("invite", "--data", str(acme))
    assert done.exit_code == 0
    assert re.fullmatch(r"http://\S+:8550/join/[\w-]{43}\n", done.stdout)
    assert "it ends after 7d" in done.stderr


def test_the_link_begins_with_the_public_address(typed: Typed, acme: Path) -> None:
    done = typed("invite", "--data", str(acme), "--public-url", "https://chat.example.com/")
    assert done.stdout.startswith("https://chat.example.com/join/")


def test_the_environment_says_where_the_server_is(typed: Typed, acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLET_CHAT_HOST", "192.168.7.7")
    monkeypatch.setenv("FLET_CHAT_PORT", "8000")
    assert typed("invite", "--data", str(acme)).stdout.startswith("http://192.168.7.7:8000/join/")


def test_uses_and_end_are_kept(typed: Typed, acme: Path) -> None:
    typed("invite", "--data", str(acme), "--uses", "3", "--expires", "12h")
    typed("invite", "--data", str(acme), "--expires", "never")
    limited, endless = sorted(invites(acme), key=lambda invite: invite.id)
    assert limited.uses_left == 3
    assert limited.expires_at == limited.created_at + timedelta(hours=12)
    assert (endless.uses_left, endless.expires_at) == (None, None)


@pytest.mark.parametrize(("text", "length"), [("30m", 1800), ("12h", 43200), ("7d", 604800), (" 2W ", 1209600)])
def test_a_time_is_a_number_and_a_unit(text: str, length: int) -> None:
    assert duration(text) == timedelta(seconds=length)


@pytest.mark.parametrize("text", ["", "7", "d", "0d", "-1d", "1.5h", "7 d", "99999w", "soon", "٣d"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Write it like"):
        duration(text)


def test_a_bad_time_makes_no_invitation(typed: Typed, acme: Path) -> None:
    done = typed("invite", "--data", str(acme), "--expires", "soon")
    assert done.exit_code == 1
    assert "Write it like 30m, 12h, 7d, 2w, or never." in done.stderr
    assert not invites(acme)


def test_without_a_workspace_it_says_so_and_makes_nothing(typed: Typed, tmp_path: Path) -> None:
    done = typed("invite")
    assert done.exit_code == 1
    assert "There is no workspace in data yet." in done.stderr
    assert not (tmp_path / "data").exists()


def invites(data: Path) -> list[Invite]:
    """All that were made."""
    chat = open_chat(Settings(data=data))
    try:
        return chat.store.read(lambda tx: tx.invites.all())
    finally:
        chat.store.close()
