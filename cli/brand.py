"""How the workspace looks: its names, its colours, its icon."""

from dataclasses import fields
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from flet_chat.brand import pictures
from flet_chat.brand.icons import Icons
from flet_chat.brand.sheet import written_sheet
from flet_chat.core.brand import Brand, Change
from flet_chat.service import brand as brands
from flet_chat.service.chat import Chat
from flet_chat.settings import Settings

from . import console, options
from .errors import Refused, reported
from .workspace import opened, owner

app = typer.Typer(no_args_is_help=True, help="See and change how the workspace looks.")


@app.command()
def show(data: options.Data = None) -> None:
    """
    Show the names, colours and icon.

    Example: [bold]flet-chat brand show[/bold]
    """
    settings = _settings(data)
    with reported(settings), opened(settings) as chat:
        _print(chat.store.read(brands.current))


@app.command("set")
def set_(
    data: options.Data = None,
    name: Annotated[str | None, typer.Option(help="Name of the workspace.", show_default="as it is")] = None,
    short_name: Annotated[
        str | None, typer.Option(help="Name under the icon of an installed app.", show_default="as it is")
    ] = None,
    description: Annotated[
        str | None, typer.Option(help="One sentence, for whoever sees a link to it.", show_default="as it is")
    ] = None,
    theme_color: Annotated[
        str | None,
        typer.Option(
            metavar="COLOR",
            help="Ground of the initials and bars of the browser, e.g. #3B5BDB.",
            show_default="as it is",
        ),
    ] = None,
    background_color: Annotated[
        str | None,
        typer.Option(
            metavar="COLOR",
            help="Behind the icon where it must fill a square, and at the start.",
            show_default="as it is",
        ),
    ] = None,
    accent: Annotated[
        str | None,
        typer.Option(
            metavar="COLOR",
            help="Buttons, links and counts; empty for the theme colour.",
            show_default="as it is",
        ),
    ] = None,
    icon: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="A square PNG, JPEG or SVG, at least 128 × 128 pixels.", show_default="as it is"
        ),
    ] = None,
    initials: Annotated[bool, typer.Option("--initials", help="Make the icon from the name again.")] = False,
) -> None:
    """
    Change any of them; what is left out stays, and what is empty goes back to what is made from the rest.

    Open tabs change at once, and so does what the next visitor gets: nothing needs a restart.

    Example: [bold]flet-chat brand set --icon logo.svg --theme-color "#0B7285"[/bold]
    """
    settings = _settings(data)
    with reported(settings):
        if icon is not None and initials:
            raise Refused("Give either --icon or --initials.")
        wanted = Change(
            name=name,
            short_name=short_name,
            description=description,
            theme_color=theme_color,
            background_color=background_color,
            accent=accent,
            picture=b"" if initials else _picture(icon) if icon else None,
        )
        if all(getattr(wanted, field.name) is None for field in fields(wanted)):
            raise Refused("Say what to change, for example --theme-color. “flet-chat brand set --help” lists it all.")
        with opened(settings) as chat:
            brand = chat.store.write_now(lambda tx: brands.change(tx, owner(tx), wanted))
            _drawn(chat, settings)
        _print(brand)


@app.command()
def preview(data: options.Data = None) -> None:
    """
    Write a page with every icon, both themes, the sign-in page and the start, and print its path.

    Example: [bold]xdg-open $(flet-chat brand preview)[/bold]
    """
    settings = _settings(data)
    with reported(settings), opened(settings) as chat:
        folder = _drawn(chat, settings)
        console.say(str(written_sheet(chat.store.read(brands.current), folder).resolve()))


@app.command()
def reset(
    data: options.Data = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """
    Take back colours, icon, short name and description; the name of the workspace stays.

    Example: [bold]flet-chat brand reset --yes[/bold]
    """
    settings = _settings(data)
    with reported(settings), opened(settings) as chat:
        if not yes:
            if not console.has_terminal():
                raise console.missing("flet-chat: There is no terminal to ask on. Give --yes.")
            typer.confirm("Forget the colours, the icon, the short name and the description?", abort=True)
        brand = chat.store.write_now(lambda tx: brands.reset(tx, owner(tx)))
        _drawn(chat, settings)
        _print(brand)


def _settings(data: Path | None) -> Settings:
    with reported():
        return options.chosen(data)


def _picture(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            given = file.read(pictures.MOST_BYTES + 1)
    except OSError as error:
        raise Refused(f"The picture {path} cannot be read: {error.strerror or error}.") from None
    with console.out().status("Reading the picture"):
        return pictures.read(given)


def _drawn(chat: Chat, settings: Settings) -> Path:
    try:
        with console.out().status("Drawing the icons"):
            return Icons(settings.data / "brand").made(*chat.store.read(brands.with_picture))
    except pictures.CannotDraw as error:
        raise Refused(f"The brand is stored, but its icons could not be drawn: {error}") from None


def _print(brand: Brand) -> None:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row("Name", brand.name)
    table.add_row("Short name", brand.short_name)
    table.add_row("Description", brand.description)
    table.add_row("Theme colour", _swatch(brand.theme_color))
    table.add_row("Background", _swatch(brand.background_color))
    table.add_row("Accent", _swatch(brand.accent))
    table.add_row("Icon", "a picture" if brand.picture else f"the initials {brand.initials}")
    console.out().print(table)


def _swatch(color: str) -> Text:
    return Text.assemble(color, " ", ("    ", f"on {color}"))
