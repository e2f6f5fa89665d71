"""`flet-chat brand`: what it shows, changes, refuses and draws."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.brand import samples
from tests.cli.conftest import Typed


def test_what_is_set_is_shown_and_drawn(acme: Path, typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(samples.svg())
    wanted = ("--name", "Acme Labs", "--short-name", "Labs", "--theme-color", "0b7285", "--icon", "logo.svg")
    changed = typed("brand", "set", "--data", str(acme), *wanted)
    assert changed.exit_code == 0, changed.output
    shown = typed("brand", "show", "--data", str(acme))
    assert shown.output == changed.output
    for text in ("Acme Labs", "Labs", "#0B7285", "a picture"):
        assert text in shown.output
    assert len(list((acme / "brand").glob("*/favicon.png"))) == 1


def test_the_icon_is_the_initials_again(acme: Path, typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(samples.disc())
    typed("brand", "set", "--data", str(acme), "--icon", "logo.png")
    again = typed("brand", "set", "--data", str(acme), "--initials", "--description", "Rockets")
    assert "the initials A" in again.output
    reset = typed("brand", "reset", "--data", str(acme), "--yes")
    assert "The team chat of Acme" in reset.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--theme-color", "red;}"], "“red;}” is no colour"),
        (["--background-color", "</style>"], "no colour"),
        (["--name", " "], "Name cannot be blank"),
        (["--icon", "none.png"], "none.png cannot be read"),
        (["--icon", "."], "cannot be read"),
        (["--icon", "text.png"], "no PNG, JPEG or SVG"),
        (["--icon", "bomb.png"], "too large: 10,000 × 10,000"),
        (["--icon", "wide.png"], "600 × 300"),
        (["--icon", "script.svg"], "script"),
        (["--icon", "logo.png", "--initials"], "either --icon or --initials"),
        (["--icon", "logo.png", "--accent", "blue"], "no colour"),
        ([], "Say what to change"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_changes(
    acme: Path, typed: Typed, tmp_path: Path, words: list[str], sentence: str
) -> None:
    (tmp_path / "text.png").write_text("these are the accounts of 2019")
    (tmp_path / "bomb.png").write_bytes(samples.bomb())
    (tmp_path / "wide.png").write_bytes(samples.plain(600, 300))
    (tmp_path / "script.svg").write_bytes(samples.svg("<script/>"))
    (tmp_path / "logo.png").write_bytes(samples.disc())
    before = typed("brand", "show", "--data", str(acme)).output
    refused = typed("brand", "set", "--data", str(acme), *words)
    assert refused.exit_code == 1
    assert sentence in refused.output
    assert "Traceback" not in refused.output
    assert typed("brand", "show", "--data", str(acme)).output == before


def test_the_preview_is_a_page_of_files_that_are_there(acme: Path, typed: Typed) -> None:
    typed("brand", "set", "--data", str(acme), "--name", '</title><script>"Acme"')
    printed = typed("brand", "preview", "--data", str(acme))
    page = Path(printed.output.strip())
    text = page.read_text(encoding="utf-8")
    sources = [part.partition('"')[0] for part in text.split('src="')[1:]]
    assert len(sources) > 15
    assert [source for source in sources if not (page.parent / source).is_file()] == []
    assert "<script" not in text
    assert "&lt;/title&gt;" in text


def test_reset_asks_and_without_a_terminal_says_so(acme: Path, typed: Typed) -> None:
    asked = typed("brand", "reset", "--data", str(acme))
    assert asked.exit_code == 2
    assert "--yes" in asked.output


def test_without_a_workspace_nothing_is_made(typed: Typed, tmp_path: Path) -> None:
    assert typed("brand", "show", "--data", str(tmp_path / "none")).exit_code == 1
    assert not (tmp_path / "none").exists()


def test_two_commands_at_once_both_count(acme: Path, typed: Typed) -> None:
    command = [sys.executable, "-c", "from flet_chat_cli.main import run; run()", "brand", "set", "--data", str(acme)]
    changes = (["--theme-color", "#0B7285"], ["--description", "Rockets"], ["--accent", "#8A1C5B"])
    running = [subprocess.Popen([*command, *change], stdout=subprocess.DEVNULL) for change in changes]
    assert [one.wait(60) for one in running] == [0, 0, 0]
    shown = typed("brand", "show", "--data", str(acme)).output
    assert all(text in shown for text in ("#0B7285", "Rockets", "#8A1C5B"))
    assert not list((acme / "brand").glob(".*"))
