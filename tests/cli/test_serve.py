"""Serving: what is printed, what is refused, and how it ends."""

import re
import signal
import socket
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Typed
from tests.cli.served import serving


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(number: signal.Signals, acme: Path, tmp_path: Path) -> None:
    with serving(tmp_path, "--data", str(acme)) as server:
        assert f"flet-chat is served at\nhttp://127.0.0.1:{server.port}\n" in server.printed
        assert server.ask("GET", "/healthz")[0] == 200
        server.process.send_signal(number)
        assert server.process.wait(timeout=30) == 0, server.printed
        assert "Traceback" not in server.printed


def test_before_the_first_account_it_prints_the_link_that_makes_it(tmp_path: Path) -> None:
    with serving(tmp_path, "--data", "new") as server:
        link = re.search(r"^http://127.0.0.1:\d+(/setup\?secret=[\w-]{43})$", server.printed, re.MULTILINE)
        assert link, server.printed
        assert server.ask("GET", link[1])[0] == 200
    assert (tmp_path / "new/chat.db").exists()


def test_the_sample_team_can_be_visited_and_is_thrown_away(tmp_path: Path) -> None:
    with serving(tmp_path, "--demo") as server:
        assert f"http://127.0.0.1:{server.port}/c/general\n" in server.printed
        found = re.search(r"^ann +(\S.*\S) {2,}Ann Lee, owner$", server.printed, re.MULTILINE)
        assert found, server.printed
        status, cookie = server.ask("POST", "/signin", {"username": "ann", "password": found[1]})
        assert status == 303
        assert server.ask("GET", "/c/general", cookie=cookie)[0] == 200
        invitation = re.search(r"/join/[\w-]{43}$", server.printed, re.MULTILINE)
        assert invitation
        assert server.ask("GET", invitation[0])[0] == 200
        assert list(tmp_path.glob("flet-chat-demo-*/chat.db"))
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=30) == 0, server.printed
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


def test_a_second_server_on_the_folder_is_refused(acme: Path, tmp_path: Path) -> None:
    with serving(tmp_path, "--data", str(acme)) as server:
        second = refused(tmp_path, "--data", str(acme))
        assert f"Another server (process {server.process.pid}) works on the folder {acme} already." in second


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert f"Port {port} is in use already." in refused(tmp_path, "--port", str(port))


def test_a_folder_that_cannot_be_made_is_named(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = typed("serve", "--data", "file/data")
    assert done.exit_code == 1
    assert "The folder file/data cannot be used: Not a directory." in done.stderr


def test_an_address_of_another_machine_is_refused(typed: Typed) -> None:
    done = typed("serve", "--host", "203.0.113.9")
    assert done.exit_code == 1
    assert "The server cannot listen on 203.0.113.9, port 8550" in done.stderr


def test_a_database_of_a_newer_version_is_left_alone(typed: Typed, acme: Path) -> None:
    with sqlite3.connect(acme / "chat.db") as db:
        table = "_sqlite_migrations"
        db.execute(
            f"insert into {table} (migration_set, name, applied_at) values ('flet-chat', 'm9999_later', '2030-01-01')"
        )
    db.close()
    for words in (("serve",), ("user", "list"), ("invite",)):
        done = typed(*words, "--data", str(acme))
        assert done.exit_code == 1
        assert "This data was written by a newer version of flet-chat." in done.stderr


def test_what_is_no_database_is_named(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "chat.db").write_text("This is a letter to my aunt, and no database at all.")
    done = typed("serve", "--data", ".")
    assert done.exit_code == 1
    assert "The database chat.db cannot be used: file is not a database." in done.stderr


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("FLET_CHAT_PORT", "many", "FLET_CHAT_PORT='many' cannot be used: it takes a whole number."),
        ("FLET_CHAT_PORT", "70000", "The port 70000 does not exist"),
        ("FLET_CHAT_LOG_LEVEL", "loud", "The log level 'loud' does not exist"),
        ("FLET_CHAT_PUBLIC_URL", "chat.example.com", "it looks like https://chat.example.com, without a path."),
    ],
)
def test_a_bad_setting_is_named(
    variable: str, value: str, sentence: str, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    done = typed("serve")
    assert done.exit_code == 1
    assert sentence in done.stderr


def test_the_version_is_printed(typed: Typed) -> None:
    assert re.fullmatch(r"flet-chat \d+\.\d+\.\d+\n", typed("--version").stdout)


def refused(folder: Path, *options: str) -> str:
    """Start a server that does not come up; returns the one sentence it says."""
    with pytest.raises(AssertionError) as failure, serving(folder, *options):
        pass
    said = str(failure.value)
    assert "Traceback" not in said
    return said
