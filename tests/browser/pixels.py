"""What is drawn, read from a screenshot: shapes of ink, compared without looking at colours or exact places."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops

INK = 60
"""How much darker than the background a pixel of a letter is, of 255."""
STEPS = 2
"""Pixels by which a shape may lie elsewhere and still be the same."""
COLOURED = 60
"""Distance between the strongest and the weakest channel of a pixel that is no grey."""


@dataclass
class Picture:
    """A part of the screen, dark on a light background of one colour."""

    image: Image.Image

    @classmethod
    def of(cls, screenshot: bytes) -> "Picture":
        """The whole screen."""
        return cls(Image.open(io.BytesIO(screenshot)).convert("RGB"))

    def part(self, left: float, top: float, right: float, bottom: float) -> "Picture":
        """A rectangle of it."""
        return Picture(self.image.crop((round(left), round(top), round(right), round(bottom))))

    @property
    def ink(self) -> Image.Image:
        """White where something is drawn."""
        background = Image.new("RGB", self.image.size, self.image.getpixel((0, 0)))
        difference = ImageChops.difference(self.image, background).convert("L")
        return difference.point(lambda value: 255 if value > INK else 0)

    def width(self) -> int:
        """Pixels from the left end of the ink to its right end."""
        box = self.ink.getbbox()
        return box[2] - box[0] if box else 0

    def colourful(self) -> bool:
        """True if some of it has a colour of its own."""
        red, green, blue = self.image.split()
        strongest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        weakest = ImageChops.darker(ImageChops.darker(red, green), blue)
        high = ImageChops.difference(strongest, weakest).getextrema()[1]
        return isinstance(high, int) and high > COLOURED

    def likeness(self, other: "Picture") -> float:
        """From 0 to 1: the share of the ink of either that lies on ink of the other, where they fit best."""
        return max(_overlap(self.ink, moved) for moved in _moved(other.ink))


def _moved(ink: Image.Image) -> Iterator[Image.Image]:
    for right in range(-STEPS, STEPS + 1):
        for down in range(-STEPS, STEPS + 1):
            yield ImageChops.offset(ink, right, down)


def _overlap(one: Image.Image, other: Image.Image) -> float:
    either, both = ImageChops.lighter(one, other), ImageChops.darker(one, other)
    return both.histogram()[255] / max(1, either.histogram()[255])
