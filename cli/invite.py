"""Makes a link with which colleagues come in."""

import re
from datetime import timedelta
from typing import Annotated

import typer

from flet_chat.core.links import INVITE_LIFETIME
from flet_chat.service import links

from . import console, options
from .errors import Refused, reported
from .workspace import address, opened

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
LONGEST = timedelta(days=3650)


def invite(
    data: options.Data = None,
    uses: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="How many people may come in by it.", show_default="no limit")
    ] = None,
    expires: Annotated[
        str, typer.Option(metavar="TIME", help="How long it works: 30m, 12h, 7d, 2w, or never.")
    ] = f"{INVITE_LIFETIME.days}d",
    public_url: options.PublicUrl = None,
) -> None:
    """
    Print a link with which colleagues make their accounts.

    Whoever has the link can come in, so send it to those you mean. An admin can end it in the chat.

    Example, for three people within two days: [bold]flet-chat invite --uses 3 --expires 2d[/bold]

    Nothing but the link goes to standard output: [bold]link=$(flet-chat invite)[/bold]
    """
    with reported():
        settings = options.chosen(data, public_url=public_url)
    with reported(settings):
        lifetime = duration(expires)
        with opened(settings) as chat:
            token = chat.store.write_now(lambda tx: links.invite(tx, None, uses, lifetime))
        console.say(f"{address(settings)}/join/{token}")
        people = "as many people as you like" if uses is None else "one person" if uses == 1 else f"{uses} people"
        ends = "never ends" if lifetime is None else f"ends after {expires.strip().lower()}"
        console.complain(f"For {people}; it {ends}.")


def duration(text: str) -> timedelta | None:
    """How long `12h` or `7d` is; None for `never`. Raises Refused."""
    text = text.strip().lower()
    if text == "never":
        return None
    found = re.fullmatch(r"([0-9]{1,6})([mhdw])", text)
    length = timedelta(**{UNITS[found[2]]: int(found[1])}) if found else timedelta(0)
    if not timedelta(0) < length <= LONGEST:
        raise Refused(f"“{text}” is no time for a link. Write it like 30m, 12h, 7d, 2w, or never.")
    return length
