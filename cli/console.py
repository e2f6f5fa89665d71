"""What the commands print and ask: for a person where there is a terminal, plain lines where there is none."""

import sys
from collections.abc import Callable
from typing import TypeVar

import typer
from rich.console import Console

from flet_chat.core.errors import Invalid, WeakPassword
from flet_chat.core.users import check_password

T = TypeVar("T")

UNBROKEN = 1000
"""Columns where nobody looks: a link that is broken into two lines cannot be found by a program."""


def out() -> Console:
    """Where results go. Names of people are printed as they are: markup in them means nothing."""
    return Console(width=None if sys.stdout.isatty() else UNBROKEN, markup=False, emoji=False, highlight=False)


def say(line: str = "") -> None:
    """Print a line."""
    out().print(line, soft_wrap=True)


def complain(sentence: str) -> None:
    """Print a sentence on standard error."""
    width = None if sys.stderr.isatty() else UNBROKEN
    Console(stderr=True, width=width, markup=False, emoji=False, highlight=False).print(sentence, soft_wrap=True)


def has_terminal() -> bool:
    """True if somebody is there to answer."""
    return sys.stdin.isatty()


def missing(sentence: str) -> typer.Exit:
    """Say what is needed where nobody can be asked; raise what this gives."""
    complain(sentence)
    return typer.Exit(2)


def ask(question: str, read: Callable[[str], T]) -> T:
    """Ask until the answer can be used."""
    while True:
        try:
            # A default of nothing, so that our own sentence answers an empty line.
            return read(typer.prompt(question, default="", show_default=False))
        except Invalid as error:
            complain(f"  {error}")


def ask_password() -> str:
    """Ask twice, without showing it, until it can be used."""
    while True:
        try:
            return check_password(typer.prompt("Password", hide_input=True, confirmation_prompt="Once more"))
        except WeakPassword as error:
            complain(f"  {error}")


def read_password() -> str:
    """The first line of standard input, blanks included; raises WeakPassword."""
    line = sys.stdin.buffer.readline()
    if not line:
        raise WeakPassword("No password came on standard input. Write it there as one line.")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise WeakPassword("The password on standard input is not UTF-8.") from None
    return check_password(text.removesuffix("\n").removesuffix("\r"))
