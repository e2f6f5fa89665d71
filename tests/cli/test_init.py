"""Making a workspace from the command line."""

import os
import pty
import sys
from pathlib import Path

import pytest

from flet_chat.bootstrap import open_chat
from flet_chat.core.users import Role, User
from flet_chat.core.workspace import Access, Workspace
from flet_chat.service.workspace import current
from flet_chat.settings import Settings
from tests.cli.conftest import PASSWORD, Typed


def test_a_script_makes_a_workspace_with_its_owner(typed: Typed, tmp_path: Path) -> None:
    data = str(tmp_path / "new/data")
    done = typed("init", "--data", data, "--name", "Acme", "--owner", "Ann Lee", "--password-stdin", given=PASSWORD)
    assert done.exit_code == 0, done.output
    workspace, (owner,) = inside(Path(data))
    assert (workspace.name, workspace.access) == ("Acme", Access.INVITE)
    assert (owner.name, owner.username, owner.role) == ("Ann Lee", "ann.lee", Role.OWNER)


def test_the_summary_says_who_where_and_what_next(typed: Typed, tmp_path: Path) -> None:
    done = typed("init", "--data", "here", "--name", "Acme", "--owner", "Ann Lee", "--password-stdin", given=PASSWORD)
    for word in ("Acme", "ann.lee", str(tmp_path / "here"), ":8550", "flet-chat serve --data here"):
        assert word in done.stdout


def test_the_access_mode_can_be_chosen(typed: Typed, tmp_path: Path) -> None:
    words = ("--name", "Acme", "--owner", "ann", "--password-stdin", "--access", "guest")
    assert typed("init", *words, given=PASSWORD).exit_code == 0
    assert inside(tmp_path / "data")[0].access is Access.GUEST


def test_the_environment_names_the_folder_and_an_option_wins(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLET_CHAT_DATA", "from-environment")
    words = ("--name", "Acme", "--owner", "ann", "--password-stdin")
    assert typed("init", *words, given=PASSWORD).exit_code == 0
    assert typed("init", *words, "--data", "from-option", given=PASSWORD).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["from-environment", "from-option"]


def test_an_existing_workspace_is_left_as_it_is(typed: Typed, acme: Path) -> None:
    before = inside(acme)
    words = ("--name", "Other", "--owner", "bob", "--password-stdin")
    done = typed("init", "--data", str(acme), *words, given="another password")
    assert done.exit_code == 0
    assert "holds the workspace “Acme” already. Nothing was changed." in done.stdout
    assert inside(acme) == before


def test_without_a_terminal_it_says_which_options_are_needed(typed: Typed, tmp_path: Path) -> None:
    done = typed("init", "--name", "Acme")
    assert done.exit_code == 2
    assert "Give --name, --owner and --password-stdin." in done.stderr
    assert not (tmp_path / "data").exists()


def test_what_cannot_be_used_is_refused_before_anything_is_made(typed: Typed, tmp_path: Path) -> None:
    good = {"--name": "Acme", "--owner": "ann"}
    for option, value, given, sentence in (
        ("--owner", "ann", "short\n", "at least 8"),
        ("--owner", "ann", "", "No password came on standard input."),
        ("--owner", "ann", "\n", "at least 8"),
        ("--owner", "!!!", PASSWORD, "Use letters or digits in the user name."),
        ("--owner", " ", PASSWORD, "Name cannot be blank"),
        ("--name", "A" * 300, PASSWORD, "up to 80 characters"),
    ):
        words = [word for pair in {**good, option: value}.items() for word in pair]
        done = typed("init", *words, "--password-stdin", given=given)
        assert done.exit_code == 1
        assert sentence in done.stderr
        assert "Traceback" not in done.output
    assert not (tmp_path / "data").exists()


def test_a_password_keeps_its_blanks(typed: Typed, acme: Path) -> None:
    """Seven letters are too few; a blank at the end makes eight."""
    assert typed("user", "add", "Bob", "--data", str(acme), "--password-stdin", given="1234567\n").exit_code == 1
    assert typed("user", "add", "Bob", "--data", str(acme), "--password-stdin", given="1234567 \n").exit_code == 0


def test_at_a_terminal_it_asks_again_until_it_can_go_on(tmp_path: Path) -> None:
    answers = {
        "Name of the workspace": ["", "Acme"],
        "Your name": ["!!!", "Ann Lee"],
        "Password": ["short", PASSWORD],
        "Once more": ["short", PASSWORD],
    }
    printed, code = at_a_terminal(["init"], answers, tmp_path)
    assert code == 0, printed
    assert "Name cannot be blank" in printed
    assert "Use letters or digits in the user name." in printed
    assert "You sign in as “ann.lee”." in printed
    assert PASSWORD not in printed
    assert inside(tmp_path / "data")[1][0].username == "ann.lee"


def at_a_terminal(words: list[str], answers: dict[str, list[str]], folder: Path) -> tuple[str, int]:
    """Run a command at a terminal; whenever a question is asked, its next answer is typed."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-c", "from flet_chat_cli.main import run; run()", *words])
    printed = unanswered = ""
    while chunk := piece(terminal):
        printed += chunk
        unanswered += chunk
        for question, waiting in answers.items():
            # The blank comes last, once what is typed is no longer shown; before it, an answer would be thrown away.
            if unanswered.endswith(f"{question}: "):
                os.write(terminal, f"{waiting.pop(0)}\n".encode())
                unanswered = ""
    os.close(terminal)
    return printed, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def piece(terminal: int) -> str:
    """What was printed meanwhile; nothing once the command has ended."""
    try:
        return os.read(terminal, 4096).decode(errors="replace")
    except OSError:
        return ""


def inside(data: Path) -> tuple[Workspace, list[User]]:
    """The workspace of a folder and its users."""
    chat = open_chat(Settings(data=data))
    try:
        workspace = chat.store.read(current)
        assert workspace is not None
        return workspace, chat.store.read(lambda tx: tx.users.all())
    finally:
        chat.store.close()
