"""The picture that others show beside a link to the workspace; loaded in the worker only."""

from PIL import Image, ImageDraw, ImageFont

from flet_chat.brand import letters
from flet_chat.core.brand import Brand
from flet_chat.core.colors import Rgb, ink, mix, rgb

WIDTH, HEIGHT = 1200, 630
MARGIN, ICON = 96, 300
TEXT_LEFT = 2 * MARGIN + ICON - 20


def drawn(brand: Brand, icon: Image.Image) -> Image.Image:
    """The icon with the name and the description beside it, on the background colour."""
    ground = rgb(brand.background_color)
    card = Image.new("RGB", (WIDTH, HEIGHT), ground)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, HEIGHT - 18, WIDTH, HEIGHT), fill=rgb(brand.theme_color))
    small = icon.resize((ICON, ICON), Image.Resampling.LANCZOS)
    card.paste(small, (MARGIN, (HEIGHT - ICON) // 2 - 9), small)
    strong = ink(ground)
    used = _write(draw, brand.name, HEIGHT // 2 - 110, 76, 2, strong)
    _write(draw, brand.description, used + 22, 36, 3, mix(strong, ground, 0.35))
    return card


def _write(draw: ImageDraw.ImageDraw, text: str, top: float, size: int, most: int, color: Rgb) -> float:
    """Write up to so many lines; gives where the next may begin. Nothing where no font has the signs."""
    path = letters.font_for(text)
    if path is None:
        return top
    font = ImageFont.truetype(str(path), size)
    for line in _lines(text, font)[:most]:
        draw.text((TEXT_LEFT, top), line, font=font, fill=color, stroke_width=size // 50, stroke_fill=color)
        top += size * 1.25
    return top


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDTH - TEXT_LEFT - MARGIN // 2:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]
