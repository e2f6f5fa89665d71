"""What counts as a colour, and what can be read on what."""

import pytest

from flet_chat.core.colors import BLACK, WHITE, color, contrast, ink, mix, readable, rgb, written
from flet_chat.core.errors import BadColor


@pytest.mark.parametrize(
    ("text", "same"), [("#3b5bdb", "#3B5BDB"), (" 3B5BDB ", "#3B5BDB"), ("#abc", "#AABBCC"), ("000000", "#000000")]
)
def test_six_or_three_hex_digits_are_a_color(text: str, same: str) -> None:
    assert color(text) == same


@pytest.mark.parametrize(
    "text", ["", "red", "red;}", "#12345", "#1234567", "#12345g", "#3B5BDB;}", "３B5BDB", "#\n12345"]
)
def test_nothing_else_is(text: str) -> None:
    with pytest.raises(BadColor, match="six hex digits"):
        color(text)


def test_parts_and_text_of_a_color_are_the_same_thing() -> None:
    assert rgb("#0B7285") == (11, 114, 133)
    assert written((11, 114, 133)) == "#0B7285"
    assert mix(BLACK, WHITE, 0.5) == (128, 128, 128)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(BLACK, WHITE) == 21
    assert contrast(WHITE, WHITE) == 1
    assert contrast(rgb("#777777"), WHITE) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", ["#FFFFFF", "#1A1C23", "#FFFF00", "#777777"])
@pytest.mark.parametrize("wanted", ["#FFFF00", "#3B5BDB", "#000000", "#FFFFFF", "#808080"])
def test_a_shade_of_any_color_can_be_read_on_any_ground(wanted: str, ground: str) -> None:
    assert contrast(readable(rgb(wanted), rgb(ground)), rgb(ground)) >= 4.4
    assert contrast(ink(rgb(ground)), rgb(ground)) >= 4.4
