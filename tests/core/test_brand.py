"""What a brand is made of, and what may be changed about it."""

import pytest

from flet_chat.core.brand import Brand, Change
from flet_chat.core.errors import BadColor, BlankName, Invalid, NameTooLong


def test_what_was_not_chosen_is_made_from_the_rest() -> None:
    brand = Brand("Acme Rocket Laboratories", theme_color="#0B7285")
    assert brand.short_name == "Acme"
    assert brand.description == "The team chat of Acme Rocket Laboratories"
    assert brand.accent == "#0B7285"
    assert brand.initials == "AL"
    assert Brand("Donaudampfschifffahrt").short_name == "Donaudampfs…"


def test_a_change_touches_only_what_it_names() -> None:
    before = Brand("Acme", own_short_name="A", theme_color="#0B7285")
    after = Change(description=" We\tbuild\n rockets ", accent="#abc").applied(before)
    assert (after.short_name, after.theme_color) == ("A", "#0B7285")
    assert (after.description, after.accent) == ("We build rockets", "#AABBCC")
    assert Change().applied(after) == after


def test_an_empty_text_goes_back_to_what_is_made() -> None:
    given = Brand("Acme", "A", "Rockets", "#0B7285", "#112233", "#445566", "picture")
    empty = Change(short_name="", description="", theme_color="", background_color="", accent="", picture=b"")
    assert empty.applied(given) == Brand("Acme")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Change(name=" "), BlankName),
        (Change(name="x" * 81), NameTooLong),
        (Change(short_name="x" * 31), NameTooLong),
        (Change(description="x" * 301), NameTooLong),
        (Change(theme_color="red;}"), BadColor),
        (Change(background_color="url(x)"), BadColor),
        (Change(accent="#12"), BadColor),
    ],
)
def test_what_cannot_be_used_is_refused(change: Change, error: type[Invalid]) -> None:
    with pytest.raises(error):
        change.applied(Brand("Acme"))


def test_every_other_look_has_another_version() -> None:
    looks = [Brand("Acme"), Brand("Acme", "A"), Brand("Acme", "", "A"), Brand("Acme", theme_color="#000000")]
    assert len({look.version for look in looks}) == len(looks)
    assert Brand("Acme").version == Brand("Acme").version
