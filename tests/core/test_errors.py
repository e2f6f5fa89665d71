"""Errors: a code of its own for each, a sentence a person can use, and a row in docs/errors.md."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flet_chat.core import errors
from flet_chat.core.errors import ChatError

PAGE = (Path(__file__).parents[2] / "docs/errors.md").read_text(encoding="utf-8")


def heirs(kind: type[ChatError]) -> Iterator[type[ChatError]]:
    """This class and all below it."""
    yield kind
    for heir in kind.__subclasses__():
        yield from heirs(heir)


KINDS = list(heirs(ChatError))


def test_no_two_errors_share_a_code() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_an_error_says_its_sentence(kind: type[ChatError]) -> None:
    assert str(kind()) == kind.sentence
    assert str(kind("Do this.")) == "Do this."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_an_error_is_in_the_tree_at_the_top_of_the_file(kind: type[ChatError]) -> None:
    assert re.search(rf"\b{kind.__name__}\b", errors.__doc__ or "")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_the_page_gives_the_status_an_error_has_over_http(kind: type[ChatError]) -> None:
    row = re.search(rf"^\| `{kind.code}` \| (\d+) \|", PAGE, re.MULTILINE)
    assert row
    assert 400 <= int(row[1]) < 600
