"""The small sentences: singular and plural, and counts that would not fit."""

import pytest

from flet_chat.core.messages import Kind
from flet_chat.ui import strings
from flet_chat.ui.avatar import initials


@pytest.mark.parametrize(("count", "said"), [(1, "1 new message"), (2, "2 new messages"), (100, "99+ new messages")])
def test_the_pill_counts_up_to_99(count: int, said: str) -> None:
    assert strings.new_messages(count) == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 members"), (1, "1 member"), (12, "12 members")])
def test_members_are_counted(count: int, said: str) -> None:
    assert strings.people(count) == said


def test_the_title_names_count_place_and_workspace() -> None:
    assert strings.title(3, "#general", "Acme") == "(3) #general · Acme"
    assert strings.title(100, "#general", "Acme") == "(99+) #general · Acme"
    assert strings.title(0, "#general", "Acme") == "#general · Acme"
    assert strings.title(2, "", "Acme") == "(2) Acme"


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.TEXT])
@pytest.mark.parametrize("text", ["", "something"])
def test_every_line_of_the_system_says_something_about_somebody(kind: Kind, text: str) -> None:
    assert strings.system_line(kind, "Bob", text).startswith("Bob ")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Ann Lee", "AL"), ("bob", "B"), ("Ann Mary Lee", "AL"), ("(new) Ann", "A"), ("日本 語", "日語"), ("!", "!")],
)
def test_initials_stand_for_a_name(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_a_name_without_words_has_no_initials() -> None:
    assert initials("") == ""
