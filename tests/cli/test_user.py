"""Accounts from the command line."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import PASSWORD, Typed
from tests.cli.served import serving


def test_somebody_is_added_with_a_password(typed: Typed, acme: Path) -> None:
    done = typed("user", "add", "Bob Okafor", "--data", str(acme), "--password-stdin", given=PASSWORD)
    assert done.exit_code == 0
    assert done.stdout == "Added Bob Okafor, who signs in as “bob.okafor” (member).\n"


def test_without_a_password_a_link_is_printed_to_choose_one(typed: Typed, acme: Path) -> None:
    url = "https://chat.example.com"
    done = typed("user", "add", "Bob", "--data", str(acme), "--role", "admin", "--public-url", url)
    assert done.exit_code == 0
    assert re.search(rf"^{url}/reset/[\w-]{{43}}$", done.stdout, re.MULTILINE)
    assert listed(typed, acme)["bob"]["role"] == "admin"


def test_a_bot_needs_neither(typed: Typed, acme: Path) -> None:
    done = typed("user", "add", "Echo", "--data", str(acme), "--role", "bot", "--username", "@echo")
    assert done.exit_code == 0
    assert "/reset/" not in done.output
    assert listed(typed, acme)["echo"]["role"] == "bot"


def test_a_user_name_is_given_once(typed: Typed, acme: Path) -> None:
    done = typed("user", "add", "Ann", "--data", str(acme))
    assert done.exit_code == 1
    assert "The user name “ann” is taken." in done.stderr
    assert len(listed(typed, acme)) == 1


def test_nobody_is_made_an_owner(typed: Typed, acme: Path) -> None:
    assert typed("user", "add", "Bob", "--data", str(acme), "--role", "owner").exit_code == 2


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "x" * 300])
def test_a_name_that_cannot_be_used_is_refused(name: str, typed: Typed, acme: Path) -> None:
    done = typed("user", "add", name, "--username", "bob", "--data", str(acme))
    assert done.exit_code == 1
    assert done.stderr.startswith("flet-chat: Name")


def test_the_list_shows_everybody_whatever_they_are_called(typed: Typed, acme: Path) -> None:
    typed("user", "add", "[red]שרה[/red] :smile:", "--username", "sara", "--data", str(acme), "--role", "bot")
    typed("user", "deactivate", "sara", "--yes", "--data", str(acme))
    done = typed("user", "list", "--data", str(acme))
    assert done.exit_code == 0
    row = next(line for line in done.stdout.splitlines() if "sara" in line)
    assert "[red]שרה[/red] :smile:" in row
    assert "no" in row.split()


def test_the_list_for_programs_is_json(typed: Typed, acme: Path) -> None:
    assert listed(typed, acme) == {
        "ann": {"name": "Ann", "username": "ann", "role": "owner", "active": True, "last_seen": None}
    }


def test_an_account_is_closed_once(typed: Typed, acme: Path) -> None:
    typed("user", "add", "Dot", "--data", str(acme), "--password-stdin", given=PASSWORD)
    first = typed("user", "deactivate", "@Dot", "--data", str(acme), "--yes")
    assert (first.exit_code, first.stdout) == (0, "The account of Dot is closed; they are signed out everywhere.\n")
    second = typed("user", "deactivate", "dot", "--data", str(acme))
    assert (second.exit_code, second.stdout) == (0, "The account of Dot is closed already.\n")
    assert listed(typed, acme)["dot"]["active"] is False


def test_without_a_terminal_closing_needs_a_yes(typed: Typed, acme: Path) -> None:
    typed("user", "add", "Dot", "--data", str(acme))
    done = typed("user", "deactivate", "dot", "--data", str(acme))
    assert done.exit_code == 2
    assert "Give --yes." in done.stderr
    assert listed(typed, acme)["dot"]["active"] is True


def test_the_owner_stays(typed: Typed, acme: Path) -> None:
    done = typed("user", "deactivate", "ann", "--data", str(acme), "--yes")
    assert done.exit_code == 1
    assert "The owner's account cannot be closed." in done.stderr


@pytest.mark.parametrize("words", [("deactivate", "nobody", "--yes"), ("password", "nobody", "--link")])
def test_somebody_unknown_is_named(words: tuple[str, ...], typed: Typed, acme: Path) -> None:
    done = typed("user", *words, "--data", str(acme))
    assert done.exit_code == 1
    assert "There is no user called “nobody”." in done.stderr


def test_a_closed_account_gets_no_password(typed: Typed, acme: Path) -> None:
    typed("user", "add", "Dot", "--data", str(acme))
    typed("user", "deactivate", "dot", "--data", str(acme), "--yes")
    done = typed("user", "password", "dot", "--data", str(acme), "--password-stdin", given=PASSWORD)
    assert done.exit_code == 1
    assert "The account of Dot is closed" in done.stderr


def test_without_a_terminal_a_password_needs_an_option(typed: Typed, acme: Path) -> None:
    done = typed("user", "password", "ann", "--data", str(acme))
    assert done.exit_code == 2
    assert "Give --password-stdin or --link." in done.stderr


@pytest.mark.parametrize(
    "words",
    [("add", "Bob"), ("list",), ("password", "ann", "--link"), ("deactivate", "ann", "--yes")],
)
def test_without_a_workspace_it_says_so_and_makes_nothing(words: tuple[str, ...], typed: Typed, tmp_path: Path) -> None:
    done = typed("user", *words)
    assert done.exit_code == 1
    assert "There is no workspace in data yet. Make one with “flet-chat init”" in done.stderr
    assert not (tmp_path / "data").exists()


def test_a_running_server_heeds_what_the_commands_do(typed: Typed, acme: Path, tmp_path: Path) -> None:
    """One server for all: a new account, a new password, a closed account."""
    with serving(tmp_path, "--data", str(acme)) as server:
        typed("user", "add", "Bob", "--data", str(acme), "--password-stdin", given=PASSWORD)
        bob = {"username": "bob", "password": PASSWORD}
        status, cookie = server.ask("POST", "/signin", bob)
        assert status == 303
        assert server.ask("GET", "/c/general", cookie=cookie)[0] == 200
        assert listed(typed, acme)["bob"]["last_seen"] is not None

        new = "staple and battery"
        assert typed("user", "password", "bob", "--data", str(acme), "--password-stdin", given=new).exit_code == 0
        assert server.ask("GET", "/c/general", cookie=cookie)[0] == 303
        assert server.ask("POST", "/signin", bob)[0] != 303
        status, cookie = server.ask("POST", "/signin", {**bob, "password": new})
        assert status == 303
        assert server.ask("GET", "/c/general", cookie=cookie)[0] == 200

        assert typed("user", "deactivate", "bob", "--data", str(acme), "--yes").exit_code == 0
        assert server.ask("GET", "/c/general", cookie=cookie)[0] == 303
        assert server.ask("POST", "/signin", {**bob, "password": new})[0] != 303


def listed(typed: Typed, data: Path) -> dict[str, dict[str, object]]:
    """What the list says, by user name."""
    people = json.loads(typed("user", "list", "--json", "--data", str(data)).stdout)
    return {person["username"]: person for person in people}
