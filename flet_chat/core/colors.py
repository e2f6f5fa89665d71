"""Colours as numbers: reading them, and telling whether one can be read on another."""

import re

from flet_chat.core.errors import BadColor

Rgb = tuple[int, int, int]

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)
READABLE = 4.5
"""The contrast of text that WCAG 2.2 asks for at level AA."""


def color(text: str) -> str:
    """`#RRGGBB` from what was typed (`#3b5bdb`, `3B5BDB`, `#abc`); raises BadColor.

    Nothing else passes: the value goes into style sheets, where `red;}` would end a rule and begin another.
    """
    digits = text.strip().removeprefix("#")
    if re.fullmatch(r"[0-9A-Fa-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
        shown = text.strip()[:40]
        raise BadColor(f"“{shown}” is no colour that can be used. Write it as six hex digits, like #3B5BDB.")
    return f"#{digits.upper()}"


def rgb(text: str) -> Rgb:
    """The parts of `#RRGGBB`, 0 to 255."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def written(parts: Rgb) -> str:
    """`#RRGGBB` from its parts."""
    return "#{:02X}{:02X}{:02X}".format(*parts)


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Between two colours: `share` 0 is the first, 1 the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 (the same) to 21 (black on white), as WCAG 2.2 defines it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(wanted: Rgb, on: Rgb, least: float = READABLE) -> Rgb:
    """The colour itself, or the nearest shade of it towards black or white that can be read on that ground."""
    end = BLACK if contrast(BLACK, on) > contrast(WHITE, on) else WHITE
    shades = (mix(wanted, end, step / 20) for step in range(21))
    return next((shade for shade in shades if contrast(shade, on) >= least), end)


def ink(ground: Rgb) -> Rgb:
    """White, or black where white could not be read."""
    return WHITE if contrast(WHITE, ground) >= READABLE or contrast(WHITE, ground) > contrast(BLACK, ground) else BLACK


def _luminance(parts: Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
