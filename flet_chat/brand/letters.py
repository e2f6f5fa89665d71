"""Draws the letters of an icon with the fonts that are installed anyway; loaded in the worker only."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from flet_chat.core.colors import Rgb

PROBE = 40
"""Pixels at which it is found out whether a font has a sign."""


@cache
def font_for(text: str) -> Path | None:
    """A font that has every sign of the text, or None."""
    return next((path for path in _fonts() if _has(path, text)), None)


@cache
def drawn(letters: str, side: int, box: float, color: Rgb) -> Image.Image:
    """The letters in the middle of a transparent square, as large as fits in that share of it.

    Where no font has them, a speech bubble stands for them.
    """
    image = Image.new("RGBA", (side, side), (*color, 0))
    path = font_for(letters)
    if path is None:
        _bubble(image, box, color)
        return image
    draw = ImageDraw.Draw(image)
    room = side * box
    font = ImageFont.truetype(str(path), round(room))
    left, top, right, bottom = font.getbbox(letters, stroke_width=round(room / 50))
    font = ImageFont.truetype(str(path), round(room * min(room / (right - left), 0.8 * room / (bottom - top))))
    stroke = round(font.size / 50)  # the only weight there is would be too thin for an icon
    left, top, right, bottom = font.getbbox(letters, stroke_width=stroke)
    place = ((side - right - left) / 2, (side - bottom - top) / 2)
    draw.text(place, letters, font=font, fill=(*color, 255), stroke_width=stroke, stroke_fill=(*color, 255))
    return image


def _fonts() -> Iterator[Path]:
    yield Path(str(files("flet_web") / "web/assets/fonts/roboto.woff2"))
    ours = Path(str(files("flet_chat") / "web/fonts"))
    yield from sorted(path for path in ours.rglob("*.woff2") if "emoji" not in path.as_posix())


def _has(path: Path, text: str) -> bool:
    try:
        font = ImageFont.truetype(str(path), PROBE)
    except OSError:
        return False
    missing = [font.getmask(sign).getbbox() and bytes(font.getmask(sign)) for sign in ("\uffff", "\U000effff")]
    return all(sign.isspace() or bytes(font.getmask(sign)) not in missing for sign in text)


def _bubble(image: Image.Image, box: float, color: Rgb) -> None:
    side = image.width
    room = side * box
    left, top, right = (side - room) / 2, (side - room * 0.85) / 2, (side + room) / 2
    bottom = top + room * 0.7
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((left, top, right, bottom), room * 0.16, fill=(*color, 255))
    tail = [
        (left + room * 0.2, bottom - 1),
        (left + room * 0.2, bottom + room * 0.16),
        (left + room * 0.42, bottom - 1),
    ]
    draw.polygon(tail, fill=(*color, 255))
