"""The options that several commands share, and the settings they make together with the environment."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from flet_chat.settings import BadSetting, Settings, from_environment

LOG_LEVELS = ("debug", "info", "warning", "error")

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Folder of the workspace: its database and all files. FLET_CHAT_DATA sets it, too.",
        show_default="./data",
    ),
]
PublicUrl = Annotated[
    str | None,
    typer.Option(
        "--public-url",
        metavar="URL",
        help="How people reach the server, e.g. https://chat.example.com. FLET_CHAT_PUBLIC_URL sets it, too.",
        show_default="this machine's address",
    ),
]
PasswordFromStdin = Annotated[
    bool,
    typer.Option(
        "--password-stdin",
        help="Read the password from the first line of standard input, so that no list of commands shows it.",
    ),
]


def chosen(
    data: Path | None = None,
    host: str | None = None,
    port: int | None = None,
    public_url: str | None = None,
    log_level: str | None = None,
) -> Settings:
    """What the environment says, with the options given in place of it; raises BadSetting."""
    settings = from_environment()
    settings = replace(
        settings,
        data=settings.data if data is None else data,
        host=settings.host if host is None else host,
        port=settings.port if port is None else port,
        public_url=(settings.public_url if public_url is None else public_url).rstrip("/"),
        log_level=(settings.log_level if log_level is None else log_level).lower(),
    )
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    if not 0 <= settings.port <= 65535:
        raise BadSetting(
            f"The port {settings.port} does not exist: take one from 1 to 65535, or 0 for any that is free."
        )
    if settings.log_level not in LOG_LEVELS:
        raise BadSetting(f"The log level {settings.log_level!r} does not exist: take {', '.join(LOG_LEVELS)}.")
    url = urlsplit(settings.public_url)
    if settings.public_url and (url.scheme not in ("http", "https") or not url.hostname or url.path):
        raise BadSetting(
            f"The public address {settings.public_url!r} cannot be used:"
            " it looks like https://chat.example.com, without a path."
        )
