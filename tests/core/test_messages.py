"""What a message's text may be, and who may change it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flet_chat.core.errors import BlankMessage, Invalid, MessageTooLong, NotAllowed
from flet_chat.core.messages import MAX_TEXT, Draft, Kind, Message, checked
from flet_chat.core.users import Role, User

NOW = datetime(2026, 3, 3, 10, 42, tzinfo=UTC)
ANN = User(1, "ann", "Ann", Role.OWNER, NOW)
BOB = User(2, "bob", "Bob", Role.MEMBER, NOW)
SAID = Message(7, 1, BOB.id, Kind.TEXT, "hello", NOW, "key")


@pytest.mark.parametrize("blank", ["", " ", "\n\n", "\t", "\x00", "\u200b", "\u200d\u2060", "\u3164", "\r\n\u2800"])
def test_a_message_that_shows_nothing_is_blank(blank: str) -> None:
    with pytest.raises(BlankMessage):
        checked(blank)


@pytest.mark.parametrize("text", ["x", "👍", "0", "**", "\U0001fadf", "ก็", "    code"])
def test_a_message_that_shows_something_is_kept(text: str) -> None:
    assert checked(text) == text


def test_forty_thousand_characters_are_the_most() -> None:
    assert len(checked("é" * MAX_TEXT)) == MAX_TEXT
    with pytest.raises(MessageTooLong, match="40,001 characters"):
        checked("é" * (MAX_TEXT + 1))


def test_blank_lines_around_a_text_do_not_count() -> None:
    assert checked("\n\n" + "x" * MAX_TEXT + "\n \n") == "x" * MAX_TEXT


def test_lines_end_in_one_way() -> None:
    assert checked("a\r\nb\rc") == "a\nb\nc"


def test_the_indent_of_a_first_line_of_code_stays() -> None:
    assert checked("\n    code\n") == "    code"


def test_half_a_character_becomes_a_question_mark() -> None:
    assert checked("a\ud83d") == "a?"


@pytest.mark.parametrize("key", ["", "k" * 65, "\ud800"])
def test_a_key_that_cannot_be_stored_is_refused(key: str) -> None:
    with pytest.raises(Invalid):
        Draft(1, "hello", key).by(BOB, NOW)


def test_only_the_author_changes_a_message() -> None:
    assert SAID.edited("bye", BOB, NOW).text == "bye"
    assert SAID.erased(BOB, NOW).deleted
    for change in (lambda: SAID.edited("bye", ANN, NOW), lambda: SAID.erased(ANN, NOW)):
        with pytest.raises(NotAllowed):
            change()


def test_nobody_changes_a_line_of_the_system() -> None:
    line = replace(SAID, kind=Kind.JOINED)
    for change in (lambda: line.edited("bye", BOB, NOW), lambda: line.erased(BOB, NOW)):
        with pytest.raises(NotAllowed):
            change()


def test_an_erased_message_has_no_text_and_another_version() -> None:
    erased = SAID.erased(BOB, NOW)
    assert (erased.text, erased.version, erased.client_key) == ("", 2, "key")
