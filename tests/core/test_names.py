"""Names: what is cleaned, what is refused, and what other scripts need."""

import unicodedata

import pytest

from flet_chat.core import names
from flet_chat.core.errors import BadName, BlankName, NameTooLong

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def test_control_characters_leave_a_name() -> None:
    assert names.person("A\x00n\x1bn\x7f \u0085Lee") == "Ann Lee"


def test_a_name_is_one_line_without_needless_spaces() -> None:
    assert names.person("  Ann\t \nLee\u2028 ") == "Ann Lee"


@pytest.mark.parametrize("mark", OVERRIDES)
def test_marks_that_turn_the_direction_of_text_leave_a_name(mark: str) -> None:
    assert names.person(f"{mark}Ann{mark}") == "Ann"


def test_a_name_from_right_to_left_is_kept() -> None:
    assert names.person("שלום עולם") == "שלום עולם"


def test_joiners_stay_for_persian_and_for_emoji() -> None:
    assert names.person("می\u200cخواهم") == "می\u200cخواهم"
    assert names.person("👩\u200d💻") == "👩\u200d💻"


def test_an_accent_is_one_character_however_it_was_typed() -> None:
    assert names.person("Zoe\u0308") == unicodedata.normalize("NFC", "Zoë")


@pytest.mark.parametrize(
    "blank", ["", "   ", "\n", "\u200b", "\u200d\u200c", "\u00ad", "\u2800", "\u3164", "\u202e", "\u0301"]
)
@pytest.mark.parametrize("kind", [names.person, names.workspace, names.username, names.channel])
def test_a_name_that_shows_nothing_is_blank(kind, blank: str) -> None:
    with pytest.raises(BlankName, match=r"^Name cannot be blank$"):
        kind(blank)


@pytest.mark.parametrize(
    ("kind", "most"),
    [
        (names.person, names.MAX_NAME),
        (names.workspace, names.MAX_NAME),
        (names.username, names.MAX_USERNAME),
        (names.channel, names.MAX_CHANNEL_NAME),
        (names.purpose, names.MAX_PURPOSE),
    ],
)
def test_a_name_has_a_longest_length(kind, most: int) -> None:
    assert kind("a" * most) == "a" * most
    for length in (most + 1, 300):
        with pytest.raises(NameTooLong):
            kind("a" * length)


def test_a_name_that_grows_when_lower_case_keeps_the_limit() -> None:
    with pytest.raises(NameTooLong):
        names.username("ﬃ" * names.MAX_USERNAME)


@pytest.mark.parametrize(
    ("typed", "username"),
    [
        ("Ann Lee", "ann.lee"),
        ("@Ann", "ann"),
        (" ann ", "ann"),
        ("..ann--", "ann"),
        ("a/b?c#d", "abcd"),
        ("Ünal", "ünal"),
    ],
)
def test_a_username_is_made_from_what_was_typed(typed: str, username: str) -> None:
    assert names.username(typed) == username


@pytest.mark.parametrize(
    ("typed", "channel"),
    [("# Release 2", "release-2"), ("a  b", "a-b"), ("A/B", "a-b"), ("--x--", "x"), ("ที่นี่", "ที่นี่"), ("हिन्दी", "हिन्दी")],
)
def test_a_channel_name_is_made_from_what_was_typed(typed: str, channel: str) -> None:
    assert names.channel(typed) == channel


@pytest.mark.parametrize("kind", [names.username, names.channel])
def test_a_handle_needs_a_letter_or_a_digit(kind) -> None:
    for typed in ("🎉", "!!!", "-.-"):
        with pytest.raises(BadName):
            kind(typed)


def test_a_display_name_may_be_an_emoji() -> None:
    assert names.person("🎉") == "🎉"


def test_what_cannot_be_stored_becomes_a_question_mark() -> None:
    assert names.person("A\ud800") == "A?"


def test_a_purpose_may_be_empty() -> None:
    assert names.purpose(" \n ") == ""
