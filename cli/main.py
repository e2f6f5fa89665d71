"""The `flet-chat` command itself: what it can do, and its version."""

from typing import Annotated

import typer

from flet_chat import __version__

from . import brand, init, invite, serve, user

app = typer.Typer(
    name="flet-chat",
    help="A team chat that you host yourself, kept in one folder.\n\n"
    "Begin with [bold]flet-chat serve[/bold] and open the link it prints, "
    "or look around first with [bold]flet-chat serve --demo[/bold].",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    # A traceback of ours must not print the values of variables: a password may be among them.
    pretty_exceptions_show_locals=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("init")(init.init)
app.command("serve")(serve.serve)
app.command("invite")(invite.invite)
app.add_typer(user.app, name="user")
app.add_typer(brand.app, name="brand")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"flet-chat {__version__}")
        raise typer.Exit


@app.callback()
def flet_chat(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", help="Print the version and stop.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Every command is below this one."""


def run() -> None:
    """Run the command that was typed."""
    app()
