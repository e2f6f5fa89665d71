"""What the tests of the commands share: a folder with ann's workspace, and a way to type."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from flet_chat_cli.main import app

Typed = Callable[..., Result]

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep settings of the machine that runs the tests out, and stray files in."""
    for name in ("DATA", "HOST", "PORT", "PUBLIC_URL", "LOG_LEVEL"):
        monkeypatch.delenv(f"FLET_CHAT_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def typed() -> Typed:
    """Run a command as it is typed, without a terminal."""

    def run(*words: str, given: str = "") -> Result:
        return CliRunner().invoke(app, words, input=given)

    return run


@pytest.fixture
def acme(tmp_path: Path, typed: Typed) -> Path:
    """The folder of a workspace that ann owns."""
    data = tmp_path / "acme"
    made = typed("init", "--data", str(data), "--name", "Acme", "--owner", "Ann", "--password-stdin", given=PASSWORD)
    assert made.exit_code == 0, made.output
    return data
