"""Every setting: its environment variable, default and meaning. Command-line options win over these."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set; docs/settings.md lists the same."""

    data: Path = Path("data")
    """Folder of the database and all files."""
    host: str = "0.0.0.0"
    """Address to listen on; `127.0.0.1` lets only this machine in."""
    port: int = 8550
    """TCP port to listen on."""
    public_url: str = ""
    """How people reach the server, e.g. `https://chat.example.com`; needed behind a proxy."""
    log_level: str = "warning"
    """`debug`, `info`, `warning` or `error`."""
    grace: float = 120.0
    """Seconds for which a tab that lost its connection is kept."""
    buffer_bytes: int = 4 * 2**20
    """Bytes kept for one tab that is away or slow; beyond it the tab reloads."""
    litestream: bool = False
    """True where Litestream replicates the database: checkpoints then leave cutting the log to it."""

    @property
    def database(self) -> Path:
        """The one file that is the workspace."""
        return self.data / "chat.db"


VARIABLES = {
    "data": "FLET_CHAT_DATA",
    "host": "FLET_CHAT_HOST",
    "port": "FLET_CHAT_PORT",
    "public_url": "FLET_CHAT_PUBLIC_URL",
    "log_level": "FLET_CHAT_LOG_LEVEL",
    "grace": "FLET_CHAT_GRACE",
    "buffer_bytes": "FLET_CHAT_BUFFER_BYTES",
    "litestream": "FLET_CHAT_LITESTREAM",
}
"""The environment variable of each setting."""


class BadSetting(ValueError):
    """An environment variable has a value that cannot be used; `str()` says which and what it takes."""


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings that the environment asks for; raises BadSetting."""
    values: dict[str, object] = {}
    for name, variable in VARIABLES.items():
        if (text := environment.get(variable, "")) != "":
            values[name] = _parsed(variable, text, type(getattr(Settings(), name)))
    return Settings(**values)  # type: ignore[arg-type]


def _parsed(variable: str, text: str, kind: type) -> object:
    try:
        if kind is bool:
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]
        return kind(text)
    except (ValueError, KeyError):
        wanted = {bool: "yes or no", int: "a whole number", float: "a number"}.get(kind, "text")
        raise BadSetting(f"{variable}={text!r} cannot be used: it takes {wanted}.") from None
